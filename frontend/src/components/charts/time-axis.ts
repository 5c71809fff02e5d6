import { dateParts, formatTime } from '@/lib/format/dates';

/** A week begins on Monday. */
export type Bucket = 'hour' | 'day' | 'week' | 'month';

export type TimeAxis = {
  /** Label by timestamp, for the buckets that carry one. */
  labels: Map<string, string>;
  /** Buckets that begin a local day, without the first of all. */
  midnights: string[];
};

const MAX_HOURS_BY_THE_HOUR = 50;
const MAX_DAYS_BY_NAME = 10;
const DAY_LABELS = 7;
/** A day cut shorter than this has no room for its name. */
const MIN_HOURS_FOR_LABEL = 5;

/** Labels and day lines for a series in a zone. */
export function timeAxis(timestamps: string[], bucket: Bucket, timeZone: string): TimeAxis {
  if (bucket === 'month') return { labels: labelMonths(timestamps, timeZone), midnights: [] };
  if (bucket !== 'hour') {
    const byName = bucket === 'day' && timestamps.length <= MAX_DAYS_BY_NAME;
    return { labels: labelDays(timestamps, timeZone, byName), midnights: [] };
  }
  const days = groupByDay(timestamps, timeZone);
  const midnights = days.slice(1).flatMap((day) => day.slice(0, 1));
  const byTheHour = timestamps.length <= MAX_HOURS_BY_THE_HOUR;
  return {
    labels: byTheHour ? labelHours(timestamps, timeZone) : labelDayGroups(days, timeZone),
    midnights,
  };
}

/** Every second, third, … label, so that at most `most` are left; the newest stays. */
export function thinLabels(labels: Map<string, string>, most: number): Map<string, string> {
  const step = Math.ceil(labels.size / Math.max(1, most));
  return new Map([...labels].filter((_, index) => (labels.size - 1 - index) % step === 0));
}

/** Timestamps split at local midnight. */
export function groupByDay(timestamps: string[], timeZone: string): string[][] {
  const groups = new Map<string, string[]>();
  for (const timestamp of timestamps) {
    const { day, month, year } = dateParts(timestamp, timeZone);
    const key = `${year} ${month} ${day}`;
    groups.set(key, [...(groups.get(key) ?? []), timestamp]);
  }
  return [...groups.values()];
}

function labelHours(timestamps: string[], timeZone: string): Map<string, string> {
  const labels = new Map<string, string>();
  for (const timestamp of timestamps) {
    const hour = Number(dateParts(timestamp, timeZone).hour);
    if (hour === 0) labels.set(timestamp, shortDay(timestamp, timeZone));
    else if (hour % 6 === 0) labels.set(timestamp, formatTime(timestamp, timeZone));
  }
  return labels;
}

/** Each day's name in the middle of its hours. */
function labelDayGroups(days: string[][], timeZone: string): Map<string, string> {
  const labels = new Map<string, string>();
  for (const day of days) {
    const middle = day[Math.floor(day.length / 2)];
    if (middle && day.length >= MIN_HOURS_FOR_LABEL) labels.set(middle, shortDay(middle, timeZone));
  }
  return labels;
}

function labelMonths(timestamps: string[], timeZone: string): Map<string, string> {
  return new Map(timestamps.map((at) => [at, dateParts(at, timeZone).month]));
}

/** At even steps that end with the newest day. */
function labelDays(timestamps: string[], timeZone: string, byName: boolean): Map<string, string> {
  const step = byName ? 1 : Math.ceil(timestamps.length / DAY_LABELS);
  const labels = new Map<string, string>();
  timestamps.forEach((timestamp, index) => {
    if ((timestamps.length - 1 - index) % step !== 0) return;
    const { day, month } = dateParts(timestamp, timeZone);
    labels.set(timestamp, byName ? shortDay(timestamp, timeZone) : `${day} ${month}`);
  });
  return labels;
}

/** Thu 17 */
function shortDay(timestamp: string, timeZone: string): string {
  const { weekday, day } = dateParts(timestamp, timeZone);
  return `${weekday} ${day}`;
}
