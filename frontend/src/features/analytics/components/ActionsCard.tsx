import { Link } from 'react-router';
import { Badge } from '@/components/ui/Badge';
import { Message } from '@/components/ui/Message';
import { Panel } from '@/components/ui/Panel';
import type { PanelState } from '@/components/ui/panel-state';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { StatusBadge } from '@/components/ui/StatusBadge';
import { Td, Th } from '@/components/ui/Table';
import type { Action, SessionDetail } from '@/features/analytics/api/types';
import { formatDateTime, formatTimeOfDay } from '@/lib/format/dates';
import { formatDuration } from '@/lib/format/duration';
import { formatCount, UNKNOWN } from '@/lib/format/numbers';
import { requestLink } from '@/lib/links';

type ActionsCardProps = {
  session: SessionDetail | undefined;
  state: PanelState;
  timeZone: string;
};

const medium = 'max-sm:hidden';

/** Requests and page views of a session, the first one first. */
export function ActionsCard({ session, state, timeZone }: ActionsCardProps) {
  const left = session?.actionsLeftOut ?? 0;
  return (
    <Panel
      title="What was done"
      sub="in order"
      className="min-h-96"
      state={state}
      skeleton={<RowsSkeleton rows={10} />}
      foot={left > 0 && <span>{formatCount(left)} later ones are left out</span>}
      empty={
        session?.actions.length === 0 && (
          <Message icon="inbox" title="Nothing is left of it">
            Its requests and page views were removed by age, or it told only that it was there.
          </Message>
        )
      }
    >
      {session && (
        <ScrollBox label="Actions as a table" className="pt-1">
          <table className="w-full border-collapse">
            <caption className="sr-only">Requests and page views, in order</caption>
            <thead>
              <tr>
                <Th aria-sort="ascending">
                  Time <span aria-hidden="true">↑</span>
                </Th>
                <Th numeric className={medium}>
                  After
                </Th>
                <Th>What</Th>
                <Th>Status</Th>
                <Th numeric>Took</Th>
                <Th className={medium}>Model</Th>
              </tr>
            </thead>
            <tbody>
              {session.actions.map((action) => (
                <Row
                  key={`${action.kind} ${action.id}`}
                  action={action}
                  start={session.start}
                  timeZone={timeZone}
                />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Panel>
  );
}

type RowProps = { action: Action; start: string; timeZone: string };

function Row({ action, start, timeZone }: RowProps) {
  const isRequest = action.kind === 'request';
  const after = Date.parse(action.at) - Date.parse(start);
  return (
    <tr className="relative hover:bg-hover">
      <Th scope="row" title={formatDateTime(action.at, timeZone)}>
        {formatTimeOfDay(action.at, timeZone)}
      </Th>
      <Td numeric className={`text-ink-3 ${medium}`}>
        {formatDuration(Math.max(0, after))}
      </Td>
      <Td
        className="w-full max-w-0 truncate font-mono text-xs max-sm:py-1.5 max-sm:break-all max-sm:whitespace-normal"
        title={titleOf(action)}
      >
        {isRequest ? (
          <Link to={requestLink(action.id)} className="after:absolute after:inset-0">
            {action.text}
          </Link>
        ) : (
          action.text
        )}
      </Td>
      <Td>
        {isRequest ? <StatusBadge status={action.statusCode} /> : <Badge tone="info">page</Badge>}
      </Td>
      <Td
        numeric
        title={action.durationMs === null ? 'Not told' : isRequest ? undefined : 'Shown so long'}
      >
        {formatDuration(action.durationMs)}
      </Td>
      <Td className={`whitespace-nowrap ${medium}`}>
        {isRequest ? action.modelName : <span className="text-ink-3">{UNKNOWN}</span>}
      </Td>
    </tr>
  );
}

function titleOf({ text, referrer }: Action): string {
  return referrer ? `${text}, from ${referrer}` : text;
}
