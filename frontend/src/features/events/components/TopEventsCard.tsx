import { EmptyRange } from '@/components/range/EmptyRange';
import { Count } from '@/components/ui/Figure';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { Td, Th } from '@/components/ui/Table';
import type { TopEvents } from '@/features/events/api/types';
import { EVENTS_ID } from '@/features/events/components/event-metrics';
import type { PanelProps } from '@/features/events/components/use-project-view';
import { formatCount, formatPercent } from '@/lib/format/numbers';

/** The names of what happened, most frequent first. */
export function TopEventsCard({ data, state, view }: PanelProps<TopEvents>) {
  const more = data ? data.names - data.events.length : 0;
  return (
    <Panel
      id={EVENTS_ID}
      title="Top events"
      sub="by count, with their share"
      className="min-h-80"
      state={state}
      skeleton={<RowsSkeleton rows={6} />}
      foot={more > 0 && <span>{formatCount(more)} more names are not shown</span>}
      empty={
        data?.total === 0 && (
          <EmptyRange data={data} what="events" view={view}>
            They appear within seconds once the website sends some.
          </EmptyRange>
        )
      }
    >
      {data && (
        <ScrollBox label="Top events as a table" className="max-h-96 pt-1">
          <table className="w-full border-collapse">
            <caption className="sr-only">Events by count</caption>
            <thead>
              <tr>
                <Th>Event</Th>
                <Th numeric aria-sort="descending">
                  Count <span aria-hidden="true">↓</span>
                </Th>
                <Th numeric>Share</Th>
              </tr>
            </thead>
            <tbody>
              {data.events.map((row) => (
                <tr key={row.event}>
                  <Th scope="row" className="w-full max-w-0 truncate" title={row.event}>
                    {row.event}
                  </Th>
                  <Td numeric>
                    <Count value={row.count} />
                  </Td>
                  <Td numeric className="text-ink-3">
                    {formatPercent(row.percentage)}
                  </Td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Panel>
  );
}
