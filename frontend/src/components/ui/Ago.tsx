import { useNow } from '@/hooks/use-now';
import { dateParts, formatAge, formatDateTime } from '@/lib/format/dates';

type AgoProps = { at: string; timeZone: string; className?: string };

const DAY = 86_400_000;

/** When something was: how long ago for up to a day, else the date. The full time is its title. */
export function Ago({ at, timeZone, className }: AgoProps) {
  const now = useNow(30_000);
  const age = now - Date.parse(at);
  const { day, month } = dateParts(at, timeZone);
  return (
    <time dateTime={at} title={formatDateTime(at, timeZone)} className={className}>
      {age < DAY ? `${formatAge(age)} ago` : `${day} ${month}`}
    </time>
  );
}
