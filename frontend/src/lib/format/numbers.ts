/** The page speaks English; numbers and dates follow it. */
export const LOCALE = 'en-US';

/** What stands where a value is unknown. Never a zero. */
export const UNKNOWN = '—';

/** Between a number and its unit: narrow, and never a line break. */
export const THIN = '\u202f';

const full = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(LOCALE, {
  notation: 'compact',
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
});

/** 116,179 · 8.55M · 121M */
export function formatCount(value: number | null): string {
  if (value === null) return UNKNOWN;
  return Math.round(Math.abs(value)) <= 999_999 ? full.format(value) : compact.format(value);
}

const tight = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumSignificantDigits: 2 });

/** 987 · 1.2k · 15k: for where three characters have room. */
export function formatCompact(value: number): string {
  return value < 1000 ? full.format(value) : shortForm(tight.format(value));
}

/** The same with every digit: 121,000,000. */
export function formatCountExact(value: number | null): string {
  return value === null ? UNKNOWN : full.format(value);
}

const tenths = new Intl.NumberFormat(LOCALE, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** 1,234.5: always with one decimal, so that a column is of one kind. */
export function formatTenths(value: number): string {
  return tenths.format(value);
}

/** 1.2k for 1.2K: a capital K is no prefix. */
export function shortForm(text: string): string {
  return text.replace('K', 'k');
}

/** A number in at most `digits` significant digits, without an exponent: 4.62, 12.3, 118. */
export function significant(value: number, digits: number): string {
  const whole = Math.max(1, Math.floor(Math.log10(Math.abs(value) || 1)) + 1);
  return value.toFixed(Math.max(0, digits - whole));
}

/** 8.4 %, and two decimals under 2 %: 1.51 %. */
export function formatPercent(value: number | null): string {
  if (value === null) return UNKNOWN;
  return `${percentDigits(value)}${THIN}%`;
}

/** The number of a percentage, without its sign. */
export function percentDigits(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || size === 100) return value.toFixed(0);
  if (size < 0.005) return '<0.01';
  // 1.996 would round to 2.00, which is no longer under 2.
  return size < 1.995 ? value.toFixed(2) : value.toFixed(1);
}

/** A whole over a part as a percentage; unknown when there is no whole. */
export function share(part: number, whole: number): number | null {
  return whole > 0 ? (part / whole) * 100 : null;
}
