/** The viewer's IANA zone, under the one name that both Intl and the server know. */
export function viewerTimeZone(): string {
  const zone = (Intl.DateTimeFormat().resolvedOptions() as { timeZone?: string }).timeZone;
  return !zone || zone === 'Etc/UTC' || zone === 'Etc/Unknown' ? 'UTC' : zone;
}

/** Today's date in a zone, as YYYY-MM-DD. */
export function todayIn(timeZone: string): string {
  return dateIn(timeZone, new Date());
}

/** The date of an instant in a zone, as YYYY-MM-DD. */
export function dateIn(timeZone: string, instant: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(instant);
}

/** YYYY-MM-DD moved by whole days. */
export function addDays(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** Whether the text is a date that exists, as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

/** Whole days from one date to another. */
export function daysBetween(start: string, end: string): number {
  return Math.round((Date.parse(`${end}T00:00:00Z`) - Date.parse(`${start}T00:00:00Z`)) / 86400000);
}
