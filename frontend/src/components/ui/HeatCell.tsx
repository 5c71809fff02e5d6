import type { ComponentProps, CSSProperties } from 'react';
import { Td } from '@/components/ui/Table';
import { cx } from '@/lib/cx';

type HeatCellProps = Omit<ComponentProps<'td'>, 'style'> & {
  /** How much of the most, 0 to 1. */
  heat: number;
};

/** A number of a table that is tinted by its size. */
export function HeatCell({ heat, className, ...rest }: HeatCellProps) {
  return (
    <Td
      numeric
      className={cx('heat text-xs', heat === 0 && 'text-ink-3', className)}
      style={{ '--heat': heat } as CSSProperties}
      {...rest}
    />
  );
}
