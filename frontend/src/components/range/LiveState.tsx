import { useNow } from '@/hooks/use-now';
import { usePageVisible } from '@/hooks/use-page-visible';
import { cx } from '@/lib/cx';
import { formatAge, formatDateTime } from '@/lib/format/dates';

type LiveStateProps = { updatedAt: number; failing: boolean; timeZone: string };

const dots = {
  Live: 'pulse bg-ok-solid',
  Paused: 'bg-mute-solid',
  Reconnecting: 'bg-warn-solid',
  Loading: 'bg-mute-solid',
};

/** Whether the numbers on screen follow the server, and how old they are. */
export function LiveState({ updatedAt, failing, timeZone }: LiveStateProps) {
  const now = useNow(1000);
  const visible = usePageVisible();
  const word = failing ? 'Reconnecting' : !visible ? 'Paused' : updatedAt ? 'Live' : 'Loading';
  return (
    <span className="flex items-center gap-1.75 text-xs whitespace-nowrap text-ink-2">
      <i aria-hidden="true" className={cx('size-1.75 rounded-full', dots[word])} />
      <span role="status" className="font-medium text-ink max-sm:sr-only">
        {word}
      </span>
      {updatedAt > 0 && (
        <span title={formatDateTime(updatedAt, timeZone)} className="sm:max-lg:hidden">
          <span className="max-sm:sr-only">{failing ? 'last' : 'updated'} </span>
          {formatAge(now - updatedAt)} ago
        </span>
      )}
    </span>
  );
}
