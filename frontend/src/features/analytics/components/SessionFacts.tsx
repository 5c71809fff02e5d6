import { Link } from 'react-router';
import { Fact, Facts } from '@/components/ui/Facts';
import { Count, Money } from '@/components/ui/Figure';
import { Panel } from '@/components/ui/Panel';
import type { PanelState } from '@/components/ui/panel-state';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { UserName } from '@/components/ui/UserName';
import type { SessionDetail } from '@/features/analytics/api/types';
import { formatDuration } from '@/lib/format/duration';
import { formatCount, UNKNOWN } from '@/lib/format/numbers';
import { requestsLink, type Scope } from '@/lib/links';
import { customRange, DEFAULT_RANGE } from '@/lib/range';
import { platformWords } from '@/lib/platform-words';
import { dateIn } from '@/lib/time-zone';

type SessionFactsProps = {
  session: SessionDetail | undefined;
  state: PanelState;
  timeZone: string;
};

/** What is known of a session beside what was done in it. */
export function SessionFacts({ session, state, timeZone }: SessionFactsProps) {
  return (
    <Panel title="Who and with what" state={state} skeleton={<RowsSkeleton rows={4} />}>
      {session && (
        <div className="grid gap-x-8 gap-y-1.5 p-3.5 pt-2 sm:grid-cols-2 lg:grid-cols-3">
          <Facts>
            <Fact label="User">
              <UserName id={session.userId} name={session.name} range={DEFAULT_RANGE} isStaff />
            </Fact>
            <Fact label="Duration">{formatDuration(session.durationMs)}</Fact>
            <Fact label="Requests">
              <Link to={requestsLink(scopeOf(session, timeZone), { session: session.id })}>
                <Count value={session.requests} />
              </Link>
              {session.failedRequests > 0 && `, ${formatCount(session.failedRequests)} failed`}
            </Fact>
          </Facts>
          <Facts>
            <Fact label="Page views">
              <Count value={session.pageViews} />
            </Fact>
            <Fact label="Tokens">
              <Count value={session.totalTokens} />
            </Fact>
            <Fact label="Cost">
              <span title="Of calls with a known price">
                <Money value={session.costUsd} />
              </span>
            </Fact>
          </Facts>
          <Facts>
            <Fact label="Platform">
              {session.platform ? `${platformWords(session.platform)} ${session.version}` : UNKNOWN}
            </Fact>
            <Fact label="Client">
              {[session.browser, session.os].filter(Boolean).join(' on ') || UNKNOWN}
            </Fact>
            <Fact label="Address">
              <span className="font-mono text-xs">{session.ipAddress || UNKNOWN}</span>
              {session.countryCode && ` · ${session.countryCode}`}
            </Fact>
          </Facts>
        </div>
      )}
    </Panel>
  );
}

/** The days that the session went on. */
function scopeOf({ start, lastActivity }: SessionDetail, timeZone: string): Scope {
  const dayOf = (at: string) => dateIn(timeZone, new Date(at));
  return { range: customRange(dayOf(start), dayOf(lastActivity)), filters: {} };
}
