import { createPortal } from 'react-dom';
import { TimeZoneLabel } from '@/components/range/TimeZoneLabel';
import { Button } from '@/components/ui/Button';
import { useToolbarSlot } from '@/components/ui/toolbar-slot';
import type { Connection } from '@/features/live/api/socket';
import { cx } from '@/lib/cx';

type LiveHeaderProps = {
  connection: Connection;
  paused: boolean;
  timeZone: string;
  onToggle: () => void;
  onClear: () => void;
};

/** The live page's part of the top bar: whether it follows, and the pause. */
export function LiveHeader({ connection, paused, timeZone, onToggle, onClear }: LiveHeaderProps) {
  const slot = useToolbarSlot();
  if (!slot) return null;
  return createPortal(
    <>
      <Button aria-pressed={paused} aria-keyshortcuts="p" title="Pause (P)" onClick={onToggle}>
        {paused ? 'Resume' : 'Pause'}
      </Button>
      <Button variant="ghost" onClick={onClear}>
        Clear
      </Button>
      <div className="ml-auto flex items-center gap-3 max-sm:order-1">
        <ConnectionState connection={connection} paused={paused} />
        <TimeZoneLabel timeZone={timeZone} />
      </div>
    </>,
    slot,
  );
}

function ConnectionState({ connection, paused }: Pick<LiveHeaderProps, 'connection' | 'paused'>) {
  const [word, dot] =
    connection === 'reconnecting'
      ? ['Reconnecting', 'bg-warn-solid']
      : connection === 'connecting'
        ? ['Connecting', 'bg-mute-solid']
        : paused
          ? ['Paused', 'bg-mute-solid']
          : ['Live', 'pulse bg-ok-solid'];
  return (
    <span className="flex items-center gap-1.75 text-xs whitespace-nowrap">
      <i aria-hidden="true" className={cx('size-1.75 rounded-full', dot)} />
      <span role="status" className="font-medium text-ink">
        {word}
      </span>
    </span>
  );
}
