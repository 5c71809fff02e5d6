import { LOCALE } from '@/lib/format/numbers';

type Instant = string | number | Date;

/** The calendar of one instant in one zone. Words come from Intl, the order is ours. */
type Parts = {
  weekday: string;
  day: string;
  month: string;
  year: string;
  hour: string;
  minute: string;
  second: string;
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(LOCALE, {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

export function dateParts(instant: Instant, timeZone: string): Parts {
  const parts: Partial<Record<string, string>> = {};
  for (const { type, value } of formatterFor(timeZone).formatToParts(new Date(instant))) {
    parts[type] = value;
  }
  const { weekday = '', day = '', month = '', year = '', hour = '', minute = '' } = parts;
  return { weekday, day, month, year, hour, minute, second: parts.second ?? '' };
}

/** 20 Jul 2025, 22:26:11 UTC */
export function formatDateTime(instant: Instant, timeZone: string): string {
  const { day, month, year, hour, minute, second } = dateParts(instant, timeZone);
  return `${day} ${month} ${year}, ${hour}:${minute}:${second} ${timeZone}`;
}

/** 22:26 */
export function formatTime(instant: Instant, timeZone: string): string {
  const { hour, minute } = dateParts(instant, timeZone);
  return `${hour}:${minute}`;
}

/** 22:26:11 */
export function formatTimeOfDay(instant: Instant, timeZone: string): string {
  const { hour, minute, second } = dateParts(instant, timeZone);
  return `${hour}:${minute}:${second}`;
}

/** Thu 17 Jul */
export function formatDay(instant: Instant, timeZone: string): string {
  const { weekday, day, month } = dateParts(instant, timeZone);
  return `${weekday} ${day} ${month}`;
}

/** Mon 14 Jul 00:00 – Sun 20 Jul 22:30, with the years where they differ. */
export function formatSpan(start: Instant, end: Instant, timeZone: string): string {
  const yearOf = (instant: Instant) => dateParts(instant, timeZone).year;
  const years = yearOf(start) !== yearOf(end);
  const side = (instant: Instant) =>
    `${formatDay(instant, timeZone)}${years ? ` ${yearOf(instant)}` : ''} ${formatTime(instant, timeZone)}`;
  return `${side(start)} – ${side(end)}`;
}

/** 12 s, 4 min, 3 h: how old something is, for up to a day. */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** UTC+2, UTC+5:45; plain UTC at offset zero. */
export function formatOffset(instant: Instant, timeZone: string): string {
  const name = new Intl.DateTimeFormat(LOCALE, { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(new Date(instant))
    .find(({ type }) => type === 'timeZoneName')?.value;
  return (name ?? 'GMT').replace('GMT', 'UTC').replace(/\+0$/, '');
}
