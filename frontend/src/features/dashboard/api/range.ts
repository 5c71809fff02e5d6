import { addDays, daysBetween, isDate } from '@/lib/time-zone';

export const PRESETS = ['24h', '7d', '1m', '3m'] as const;
export type Preset = (typeof PRESETS)[number];

/** `end` is the first day after the range, as in the URL and the API. */
export type CustomRange = { name: 'custom'; start: string; end: string };
export type DashboardRange = { name: Preset } | CustomRange;

export const DEFAULT_RANGE: DashboardRange = { name: '7d' };
export const MAX_DAYS = 366;

/** The range that a URL asks for; the default where it asks for none, or for nonsense. */
export function rangeFromSearch(search: URLSearchParams): DashboardRange {
  const name = search.get('range');
  const preset = PRESETS.find((candidate) => candidate === name);
  if (preset) return { name: preset };
  const start = search.get('start') ?? '';
  const end = search.get('end') ?? '';
  const valid = name === 'custom' && isDate(start) && isDate(end) && start < end;
  return valid && daysBetween(start, end) <= MAX_DAYS
    ? { name: 'custom', start, end }
    : DEFAULT_RANGE;
}

/** The same search with another range in it. */
export function withRange(search: URLSearchParams, range: DashboardRange): URLSearchParams {
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

/** The range of equal length that the change figures compare with, in words. */
export function comparedWith(range: DashboardRange): string {
  const words = { '24h': '24 hours', '7d': '7 days', '1m': '30 days', '3m': '90 days' };
  if (range.name !== 'custom') return `compared with the ${words[range.name]} before`;
  const days = daysBetween(range.start, range.end);
  return `compared with the ${days === 1 ? 'day' : `${days} days`} before`;
}
