import { Icon } from '@/components/ui/Icon';
import { useNow } from '@/hooks/use-now';
import { formatOffset } from '@/lib/format/dates';

/** The zone that every time on the page is in. */
export function TimeZoneLabel({ timeZone }: { timeZone: string }) {
  const now = useNow(60_000);
  return (
    <span
      title={`Times are in ${timeZone} (${formatOffset(now, timeZone)})`}
      className="flex items-center gap-1.5 text-xs text-ink-2 max-sm:hidden"
    >
      <Icon name="clock" size={14} />
      <span className="sr-only">Time zone</span>
      {timeZone}
    </span>
  );
}
