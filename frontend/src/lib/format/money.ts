import { LOCALE, shortForm, UNKNOWN } from '@/lib/format/numbers';

const usd = (options: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat(LOCALE, { style: 'currency', currency: 'USD', ...options });

const cents = usd({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
const fine = usd({ minimumFractionDigits: 4, maximumFractionDigits: 4 });
const exact = usd({ minimumFractionDigits: 2, maximumFractionDigits: 9 });
const compact = usd({
  notation: 'compact',
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
});
const short = usd({ notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 });
const round = usd({ minimumFractionDigits: 0, maximumSignificantDigits: 3 });

/** $255.30 · under a cent $0.0042 · under a hundredth of that <$0.0001 · $1.24M */
export function formatMoney(value: number | null): string {
  if (value === null) return UNKNOWN;
  const size = Math.abs(value);
  if (size === 0) return cents.format(0);
  if (size < 0.0001) return '<$0.0001';
  if (size < 0.01) return fine.format(value);
  return size < 999_999.995 ? cents.format(value) : compact.format(value);
}

/** The same for narrow places: from $1,000 on as $1.2k. */
export function formatMoneyTight(value: number | null): string {
  if (value === null || Math.abs(value) < 999.995) return formatMoney(value);
  return shortForm(short.format(value));
}

/** Every digit that is known: $0.000412. */
export function formatMoneyExact(value: number | null): string {
  return value === null ? UNKNOWN : exact.format(value);
}

/** A line of an axis: $0 · $0.002 · $20 · $1.2k */
export function formatMoneyTick(value: number): string {
  return Math.abs(value) < 1000 ? round.format(value) : shortForm(short.format(value));
}
