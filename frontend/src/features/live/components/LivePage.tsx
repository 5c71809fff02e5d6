import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { Message } from '@/components/ui/Message';
import { MINUTE_MS } from '@/features/live/api/feed';
import { filtersFromSearch, passes } from '@/features/live/api/search';
import { useLive } from '@/features/live/api/use-live';
import { LastMinute } from '@/features/live/components/LastMinute';
import { LiveFilterBar } from '@/features/live/components/LiveFilterBar';
import { LiveHeader } from '@/features/live/components/LiveHeader';
import { LiveTable } from '@/features/live/components/LiveTable';
import { useDocumentTitle } from '@/hooks/use-document-title';
import { useHeld } from '@/hooks/use-held';
import { useNow } from '@/hooks/use-now';
import { useShortcuts } from '@/hooks/use-shortcuts';
import { formatCount } from '@/lib/format/numbers';
import { viewerTimeZone } from '@/lib/time-zone';

/** So many lines are on screen; more would not be read, and cost the browser. */
const MOST_LINES = 200;

/** Requests, events and findings as they come. */
export default function LivePage() {
  useDocumentTitle('Live');
  const [search, setSearch] = useSearchParams();
  const [paused, setPaused] = useState(false);
  // Lines must not move under a pointer, or away from under the focus.
  const { held, box } = useHeld();
  const [hasLines, setHasLines] = useState(false);
  const { feed, connection, show, clear } = useLive(paused || (held && hasLines));
  const timeZone = viewerTimeZone();
  const filters = filtersFromSearch(search);
  const lines = feed.shown.filter((entry) => passes(entry, filters)).slice(0, MOST_LINES);
  if (hasLines !== lines.length > 0) setHasLines(lines.length > 0);
  const waiting = feed.waiting.filter((entry) => passes(entry, filters)).length;
  const now = useNow(1000);
  const told = feed.told.filter(({ at }) => at > now - MINUTE_MS);
  const left = told.reduce((sum, { left: more }) => sum + more, 0);

  const toggle = () => {
    if (paused) show();
    setPaused(!paused);
  };
  useShortcuts({ p: toggle });

  if (connection === 'refused') {
    return (
      <Message alert icon="warning" title="You may not watch">
        The live feed shows everybody’s requests, so it is for staff.
      </Message>
    );
  }
  return (
    <>
      <LiveHeader
        connection={connection}
        paused={paused}
        timeZone={timeZone}
        onToggle={toggle}
        onClear={clear}
      />
      <div className="grid gap-3">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="text-lg font-semibold">Live</h1>
          <span className="text-ink-2">requests, events and threats as they are stored</span>
        </div>
        <LastMinute told={told} now={now} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <LiveFilterBar search={search} onChange={setSearch} />
          <div
            role="status"
            className="ml-auto flex min-h-7.5 items-center gap-3 text-xs text-ink-3"
          >
            {left > 0 && `${formatCount(left)} more in the last minute, counted but not listed`}
            {waiting > 0 && (
              <Button size="sm" onClick={show}>
                <Icon name="up" size={14} />
                {formatCount(waiting)} new, show {waiting === 1 ? 'it' : 'them'}
              </Button>
            )}
          </div>
        </div>
        <LiveTable
          lines={lines}
          isFiltered={Object.keys(filters).length > 0}
          connection={connection}
          timeZone={timeZone}
          box={box}
        />
      </div>
    </>
  );
}
