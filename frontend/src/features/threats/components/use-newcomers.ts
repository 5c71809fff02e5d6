import { useState } from 'react';

type Base = { listedAt: number; total: number | undefined };

/**
 * How many findings came since the list was loaded, as far as the numbers of the range know; they
 * are asked for again and again, the list is not: its rows must not move under a pointer.
 */
export function useNewcomers(
  listedAt: number,
  total: number | undefined,
  countedAt: number,
): number {
  const [base, setBase] = useState<Base>({ listedAt, total: undefined });
  if (base.listedAt !== listedAt) {
    setBase({ listedAt, total: undefined });
  } else if (base.total === undefined && total !== undefined && countedAt >= listedAt) {
    setBase({ listedAt, total });
  }
  return base.listedAt === listedAt && base.total !== undefined && total !== undefined
    ? Math.max(0, total - base.total)
    : 0;
}
