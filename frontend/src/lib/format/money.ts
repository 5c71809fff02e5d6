import { LOCALE, UNKNOWN } from '@/lib/format/numbers';

const usd = (options: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat(LOCALE, { style: 'currency', currency: 'USD', ...options });

const cents = usd({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
const fine = usd({ minimumFractionDigits: 4, maximumFractionDigits: 4 });
const compact = usd({
  notation: 'compact',
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
});

/** $255.30 · under a cent $0.0042 · under a hundredth of that <$0.0001 · $1.24M */
export function formatMoney(value: number | null): string {
  if (value === null) return UNKNOWN;
  const size = Math.abs(value);
  if (size === 0) return cents.format(0);
  if (size < 0.0001) return '<$0.0001';
  if (size < 0.01) return fine.format(value);
  return size < 999_999.995 ? cents.format(value) : compact.format(value);
}
