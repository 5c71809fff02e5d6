import type { Bucket } from '@/components/charts/time-axis';
import { dateParts, formatDay, formatTime } from '@/lib/format/dates';
import { addDays, dateIn } from '@/lib/time-zone';

/** The time that a series covers. The first and last buckets may be cut by it. */
export type Span = { start: string; end: string; bucket: Bucket; timeZone: string };

const HOUR = 3_600_000;

/** Thu 17 Jul, 14:00–15:00, the day, week or month; a bucket that is not over says so. */
export function bucketLabel(timestamp: string, span: Span): string {
  return nameOf(timestamp, span) + (isUnfinished(timestamp, span) ? ' so far' : '');
}

function nameOf(timestamp: string, { bucket, timeZone, ...span }: Span): string {
  if (bucket === 'day') return formatDay(timestamp, timeZone);
  if (bucket === 'month') {
    const { month, year } = dateParts(timestamp, timeZone);
    return `${month} ${year}`;
  }
  if (bucket === 'week') {
    const last = addDays(dateIn(timeZone, new Date(timestamp)), 6);
    const { day, month } = dateParts(timestamp, timeZone);
    const end = dateParts(`${last}T00:00:00Z`, 'UTC');
    return `${day}${month === end.month ? '' : ` ${month}`} – ${end.day} ${end.month}`;
  }
  const from = Math.max(Date.parse(timestamp), Date.parse(span.start));
  const to = Math.min(Date.parse(timestamp) + HOUR, Date.parse(span.end));
  return `${formatDay(from, timeZone)}, ${formatTime(from, timeZone)}–${formatTime(to, timeZone)}`;
}

/** Whether the range ends within this bucket. */
export function isUnfinished(timestamp: string, { bucket, timeZone, ...span }: Span): boolean {
  const begin = Date.parse(timestamp);
  const end = Date.parse(span.end);
  if (bucket === 'hour') return begin < end && begin + HOUR > end;
  // By dates, as a local day has 23 to 25 hours.
  const first = dateIn(timeZone, new Date(begin));
  const last = dateIn(timeZone, new Date(end - 1));
  const after = nextOf(bucket, first);
  const isOver = formatTime(end, timeZone) === '00:00' && addDays(last, 1) === after;
  return first <= last && last < after && !isOver;
}

function nextOf(bucket: 'day' | 'week' | 'month', first: string): string {
  if (bucket === 'month') return `${addDays(first, 31).slice(0, 7)}-01`;
  return addDays(first, bucket === 'week' ? 7 : 1);
}
