import { addDays, daysBetween, isDate, todayIn } from '@/lib/time-zone';

export const PRESETS = ['24h', '7d', '1m', '3m'] as const;
export type Preset = (typeof PRESETS)[number];

/** What is offered where rollups answer alone, however long ago it was. */
export const PERIODS = ['7d', '1m', '3m', 'all'] as const;
export type Period = (typeof PERIODS)[number];

export type RangeName = Preset | Period;

/** `end` is the first day after the range, as in the URL and the API. */
export type CustomRange = { name: 'custom'; start: string; end: string };
export type RangeOf<Name extends RangeName> = { name: Name } | CustomRange;
export type DashboardRange = RangeOf<Preset>;
export type PeriodRange = RangeOf<Period>;
export type AnyRange = RangeOf<RangeName>;

export const DEFAULT_RANGE = { name: '7d' } as const;
export const MAX_DAYS = 366;

/** The range that a URL asks for; the default where it asks for none, or for nonsense. */
export function rangeFromSearch(search: URLSearchParams): DashboardRange {
  return rangeAmong(search, PRESETS);
}

/** The same where the ranges are those of people's use. */
export function periodFromSearch(search: URLSearchParams): PeriodRange {
  return rangeAmong(search, PERIODS);
}

function rangeAmong<Name extends RangeName>(
  search: URLSearchParams,
  presets: readonly Name[],
): RangeOf<Name | '7d'> {
  const name = search.get('range');
  const preset = presets.find((candidate) => candidate === name);
  if (preset) return { name: preset };
  const start = search.get('start') ?? '';
  const end = search.get('end') ?? '';
  const valid = name === 'custom' && isDate(start) && isDate(end) && start < end;
  return valid && daysBetween(start, end) <= MAX_DAYS
    ? { name: 'custom', start, end }
    : DEFAULT_RANGE;
}

/** The same search with another range in it. */
export function withRange(search: URLSearchParams, range: AnyRange): URLSearchParams {
  const next = new URLSearchParams(search);
  next.delete('start');
  next.delete('end');
  next.set('range', range.name);
  if (range.name === 'custom') {
    next.set('start', range.start);
    next.set('end', range.end);
  }
  return next;
}

/** What a picker shows: the last day is part of the range. */
export function lastDayOf(range: CustomRange): string {
  return addDays(range.end, -1);
}

export function customRange(firstDay: string, lastDay: string): CustomRange {
  return { name: 'custom', start: firstDay, end: addDays(lastDay, 1) };
}

/** From local midnight on; the server ends it now. */
export function todayRange(timeZone: string): CustomRange {
  const today = todayIn(timeZone);
  return customRange(today, today);
}

/** The same for pages that keep no more than rows do: of all time, the longest of theirs. */
export function withinRows(range: PeriodRange): DashboardRange {
  if (range.name === 'custom') return range;
  return { name: range.name === 'all' ? '3m' : range.name };
}

/** Whether two ranges are the same question. */
export function isSameRange(a: AnyRange, b: AnyRange): boolean {
  if (a.name !== 'custom' || b.name !== 'custom') return a.name === b.name;
  return a.start === b.start && a.end === b.end;
}

/** last 7 days · 2025-07-08 to 2025-07-14 */
export function rangeInWords(range: AnyRange): string {
  if (range.name === 'custom') {
    const last = lastDayOf(range);
    return range.start === last ? range.start : `${range.start} to ${last}`;
  }
  return {
    '24h': 'last 24 hours',
    '7d': 'last 7 days',
    '1m': 'last 30 days',
    '3m': 'last 90 days',
    all: 'all time',
  }[range.name];
}

/** The range of equal length that the change figures compare with, in words. */
export function comparedWith(range: DashboardRange, unfinished = false): string {
  const words = { '24h': '24 hours', '7d': '7 days', '1m': '30 days', '3m': '90 days' };
  if (range.name !== 'custom') return `compared with the ${words[range.name]} before`;
  if (unfinished) return 'compared with the same length of time before';
  const days = daysBetween(range.start, range.end);
  return `compared with the ${days === 1 ? 'day' : `${days} days`} before`;
}
