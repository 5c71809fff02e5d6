import type { PeakHour } from '@/features/analytics/api/types';

/** In the order of the API. */
export const WEEKDAYS = [
  { short: 'Mon', long: 'Monday' },
  { short: 'Tue', long: 'Tuesday' },
  { short: 'Wed', long: 'Wednesday' },
  { short: 'Thu', long: 'Thursday' },
  { short: 'Fri', long: 'Friday' },
  { short: 'Sat', long: 'Saturday' },
  { short: 'Sun', long: 'Sunday' },
];

export const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

const twoDigits = (hour: number) => String(hour).padStart(2, '0');

/** 09 */
export function hourLabel(hour: number): string {
  return twoDigits(hour);
}

/** 09:00–10:00 */
export function hourSpan(hour: number): string {
  return `${twoDigits(hour)}:00–${twoDigits(hour + 1)}:00`;
}

/** The hour of the week with the most requests; none where there are none at all. */
export function busiest(hours: PeakHour[]): PeakHour | undefined {
  const [first] = hours.toSorted((a, b) => b.requests - a.requests);
  return first && first.requests > 0 ? first : undefined;
}

/** Requests of an hour of the week. */
export function requestsAt(hours: PeakHour[], weekday: number, hour: number): number {
  return hours.find((one) => one.weekday === weekday && one.hour === hour)?.requests ?? 0;
}

/** Requests of all hours that pass. */
export function sumOf(hours: PeakHour[], passes: (one: PeakHour) => boolean): number {
  return hours.filter(passes).reduce((sum, { requests }) => sum + requests, 0);
}
