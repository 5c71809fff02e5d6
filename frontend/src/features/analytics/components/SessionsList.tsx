import { Link } from 'react-router';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { Count, Money } from '@/components/ui/Figure';
import { Message } from '@/components/ui/Message';
import { Pager } from '@/components/ui/Pager';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { Td, Th } from '@/components/ui/Table';
import { UserName } from '@/components/ui/UserName';
import { SESSIONS_CURSOR } from '@/features/analytics/api/sessions';
import type { Session, SessionList } from '@/features/analytics/api/types';
import { SESSIONS_ID } from '@/features/analytics/components/overview-metrics';
import type { PeriodView } from '@/features/analytics/components/use-period';
import type { PanelProps } from '@/features/analytics/components/view';
import { formatDateTime, formatDay, formatTime } from '@/lib/format/dates';
import { formatDuration } from '@/lib/format/duration';
import { UNKNOWN } from '@/lib/format/numbers';
import { sessionLink } from '@/lib/links';
import { pagesOf } from '@/lib/list-search';
import { rangeInWords } from '@/lib/range';
import { platformWords } from '@/lib/platform-words';

type SessionsListProps = PanelProps<SessionList> & { switching: boolean };

const medium = 'max-sm:hidden';
const widest = 'max-2xl:hidden';

/** Sessions that began in the range; each leads to what was done in it. */
export function SessionsList({ data, state, view, switching }: SessionsListProps) {
  const { range, onWiden } = view;
  return (
    <Panel
      id={SESSIONS_ID}
      title="Sessions"
      sub="newest first"
      className="min-h-120"
      state={state}
      skeleton={<RowsSkeleton rows={12} />}
      foot={
        <Pager
          count={data?.results.length ?? 0}
          switching={switching}
          back="Newer"
          forth="Older"
          {...pagesOf(data, view.search, view.setSearch, SESSIONS_CURSOR)}
        />
      }
      empty={
        data?.results.length === 0 && (
          <Message
            icon="inbox"
            title={`No sessions, ${rangeInWords(range)}`}
            action={onWiden && <Button onClick={onWiden}>Show all time</Button>}
          >
            A session begins with the first request or page view of a client.
          </Message>
        )
      }
    >
      {data && (
        <ScrollBox label="Sessions as a table" className="pt-1">
          <table className="w-full border-collapse">
            <caption className="sr-only">Sessions, newest first</caption>
            <thead>
              <tr>
                <Th aria-sort="descending">
                  Start <span aria-hidden="true">↓</span>
                </Th>
                <Th>User</Th>
                <Th numeric>Duration</Th>
                <Th numeric className={medium}>
                  Requests
                </Th>
                <Th numeric className={medium}>
                  Page views
                </Th>
                <Th numeric className={widest}>
                  Cost
                </Th>
                <Th className={medium}>Platform</Th>
                <Th className={widest}>Country</Th>
              </tr>
            </thead>
            <tbody>
              {data.results.map((row) => (
                <Row key={row.id} row={row} view={view} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Panel>
  );
}

function Row({ row, view }: { row: Session; view: PeriodView }) {
  const { timeZone, scope } = view;
  return (
    <tr className="relative hover:bg-hover">
      <Th scope="row">
        <Link
          to={sessionLink(row.id)}
          title={formatDateTime(row.start, timeZone)}
          className="after:absolute after:inset-0"
        >
          <span className="max-sm:hidden">{formatDay(row.start, timeZone)}, </span>
          {formatTime(row.start, timeZone)}
        </Link>{' '}
        {row.isActive && <Badge tone="ok">active</Badge>}
      </Th>
      <Td className="max-w-44 truncate max-sm:w-full max-sm:max-w-0">
        <UserName id={row.userId} name={row.name} range={scope.range} isStaff />
      </Td>
      <Td numeric>{formatDuration(row.durationMs)}</Td>
      <Td numeric className={medium}>
        <Count value={row.requests} />
      </Td>
      <Td numeric className={medium}>
        <Count value={row.pageViews} />
      </Td>
      <Td numeric className={widest}>
        <Money value={row.costUsd} />
      </Td>
      <Td className={`max-w-32 truncate ${medium}`} title={`${row.browser} ${row.os}`}>
        {platformWords(row.platform) || row.browser || UNKNOWN} {row.version}
      </Td>
      <Td className={widest} title={row.countryCode ? undefined : 'Not known'}>
        {row.countryCode || UNKNOWN}
      </Td>
    </tr>
  );
}
