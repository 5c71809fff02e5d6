import { Link } from 'react-router';
import { Ago } from '@/components/ui/Ago';
import { Message } from '@/components/ui/Message';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { ScrollBox } from '@/components/ui/ScrollBox';
import type { ActiveSessions, Session } from '@/features/analytics/api/types';
import type { PanelProps } from '@/features/analytics/components/view';
import { formatCount } from '@/lib/format/numbers';
import { sessionLink } from '@/lib/links';
import { platformWords } from '@/lib/platform-words';

/** Who is here: sessions with a sign of life within the last half hour, the newest sign first. */
export function ActiveNow({ data, state, view }: PanelProps<ActiveSessions>) {
  const left = data ? data.count - data.sessions.length : 0;
  return (
    <Panel
      title="Active now"
      sub={data && formatCount(data.count)}
      className="min-h-60 lg:min-h-120"
      state={state}
      skeleton={<RowsSkeleton rows={10} />}
      foot={left > 0 && <span>and {formatCount(left)} more</span>}
      empty={
        data?.sessions.length === 0 && (
          <Message icon="inbox" title="Nobody is here">
            A session is active until it was silent for half an hour.
          </Message>
        )
      }
    >
      {data && (
        <ScrollBox label="Active sessions, the newest sign of life first" className="max-h-180">
          <ol className="pt-1">
            {data.sessions.map((session) => (
              <li
                key={session.id}
                className="relative grid min-h-11.5 grid-cols-[minmax(0,1fr)_auto] content-center gap-x-2 border-b border-border px-3.5 last:border-b-0 hover:bg-hover"
              >
                <Link
                  to={sessionLink(session.id)}
                  className="focus-inset truncate font-medium text-ink after:absolute after:inset-0"
                >
                  {whoIs(session)}
                </Link>
                <Ago at={session.lastActivity} timeZone={view.timeZone} className="text-ink-2" />
                <span className="truncate text-xs text-ink-3">{clientOf(session)}</span>
                <span className="text-right text-xs text-ink-3">{deedsOf(session)}</span>
              </li>
            ))}
          </ol>
        </ScrollBox>
      )}
    </Panel>
  );
}

function whoIs({ userId, name }: Session): string {
  if (userId === null) return 'anonymous';
  return name || `deleted, ${userId}`;
}

function clientOf({ platform, browser, os, countryCode }: Session): string {
  const parts = [platformWords(platform), browser, os, countryCode].filter(Boolean);
  return parts.join(' · ') || 'client not known';
}

function deedsOf({ requests, pageViews }: Session): string {
  const views = pageViews > 0 ? ` · ${plural(pageViews, 'view')}` : '';
  return `${plural(requests, 'request')}${views}`;
}

function plural(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}
