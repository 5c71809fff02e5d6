import { EmptyRange } from '@/components/range/EmptyRange';
import { Badge } from '@/components/ui/Badge';
import { Count } from '@/components/ui/Figure';
import { Pager } from '@/components/ui/Pager';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { Td, Th } from '@/components/ui/Table';
import { SESSIONS_CURSOR } from '@/features/events/api/numbers';
import type { ProjectOverview, ProjectSession, SessionList } from '@/features/events/api/types';
import { SESSIONS_ID } from '@/features/events/components/event-metrics';
import type { PanelProps } from '@/features/events/components/use-project-view';
import { VisitorName } from '@/features/events/components/VisitorName';
import { formatDateTime, formatDay, formatTime } from '@/lib/format/dates';
import { formatDuration } from '@/lib/format/duration';
import { UNKNOWN } from '@/lib/format/numbers';
import { pagesOf } from '@/lib/list-search';
import { platformWords } from '@/lib/platform-words';

type SessionsCardProps = PanelProps<SessionList> & {
  /** The range, for words. */
  overview: ProjectOverview | undefined;
  switching: boolean;
};

const medium = 'max-sm:hidden';
const wide = 'max-xl:hidden';

/** Visits that began in the range, newest first. */
export function SessionsCard({ data, state, view, overview, switching }: SessionsCardProps) {
  return (
    <Panel
      id={SESSIONS_ID}
      title="Sessions"
      sub="newest first"
      className="min-h-80"
      state={state}
      skeleton={<RowsSkeleton rows={8} />}
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
        data?.results.length === 0 &&
        overview && (
          <EmptyRange data={overview} what="sessions begun" view={view}>
            A session begins with the first event that names one.
          </EmptyRange>
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
                <Th>Visitor</Th>
                <Th numeric>Duration</Th>
                <Th numeric>Events</Th>
                <Th numeric className={medium}>
                  Page views
                </Th>
                <Th className={medium}>Browser</Th>
                <Th className={wide}>Platform</Th>
                <Th className={wide}>Country</Th>
              </tr>
            </thead>
            <tbody>
              {data.results.map((row) => (
                <Row key={row.id} row={row} timeZone={view.timeZone} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Panel>
  );
}

function Row({ row, timeZone }: { row: ProjectSession; timeZone: string }) {
  return (
    <tr>
      <Th scope="row" title={formatDateTime(row.start, timeZone)}>
        <span className="max-sm:hidden">{formatDay(row.start, timeZone)}, </span>
        {formatTime(row.start, timeZone)} {row.isActive && <Badge tone="ok">active</Badge>}
      </Th>
      <Td className="max-w-44 truncate">
        <VisitorName id={row.distinctId} />
      </Td>
      <Td numeric>{formatDuration(row.durationMs)}</Td>
      <Td numeric>
        <Count value={row.events} />
      </Td>
      <Td numeric className={medium}>
        <Count value={row.pageViews} />
      </Td>
      <Td className={`max-w-40 truncate ${medium}`}>{row.browser || UNKNOWN}</Td>
      <Td className={wide}>{platformWords(row.platform) || UNKNOWN}</Td>
      <Td className={wide} title={row.countryCode ? undefined : 'Not known'}>
        {row.countryCode || UNKNOWN}
      </Td>
    </tr>
  );
}
