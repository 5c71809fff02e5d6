import type { Bucket } from '@/components/charts/time-axis';
import { formatDay, formatTime } from '@/lib/format/dates';

/** The time that a series covers. The first and last buckets may be cut by it. */
export type Span = { start: string; end: string; bucket: Bucket; timeZone: string };

const HOUR = 3_600_000;

/** Thu 17 Jul, 14:00–15:00, or the day alone; a bucket that is not over says so. */
export function bucketLabel(timestamp: string, span: Span): string {
  const suffix = isUnfinished(timestamp, span) ? ' so far' : '';
  if (span.bucket === 'day') return formatDay(timestamp, span.timeZone) + suffix;
  const from = Math.max(Date.parse(timestamp), Date.parse(span.start));
  const to = Math.min(Date.parse(timestamp) + HOUR, Date.parse(span.end));
  const hours = `${formatTime(from, span.timeZone)}–${formatTime(to, span.timeZone)}`;
  return `${formatDay(from, span.timeZone)}, ${hours}${suffix}`;
}

/** Whether the range ends within this bucket. */
export function isUnfinished(timestamp: string, span: Span): boolean {
  const begin = Date.parse(timestamp);
  const end = Date.parse(span.end);
  if (span.bucket === 'hour') return begin < end && begin + HOUR > end;
  // A local day has 23 to 25 hours; one that is over ends at midnight.
  const sameDay = formatDay(begin, span.timeZone) === formatDay(end - 1, span.timeZone);
  return sameDay && formatTime(end, span.timeZone) !== '00:00';
}
