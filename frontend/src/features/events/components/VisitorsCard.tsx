import { EmptyRange } from '@/components/range/EmptyRange';
import { Ago } from '@/components/ui/Ago';
import { Count } from '@/components/ui/Figure';
import { Pager } from '@/components/ui/Pager';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { SortableTh } from '@/components/ui/SortableTh';
import { Td, Th } from '@/components/ui/Table';
import { USUAL_SORT } from '@/features/events/api/numbers';
import type { ProjectOverview, VisitorList } from '@/features/events/api/types';
import { VISITORS_ID } from '@/features/events/components/event-metrics';
import type { PanelProps } from '@/features/events/components/use-project-view';
import { VisitorName } from '@/features/events/components/VisitorName';
import { UNKNOWN } from '@/lib/format/numbers';
import { narrowedBy, pagesOf } from '@/lib/list-search';

type VisitorsCardProps = PanelProps<VisitorList> & {
  /** The range, for words. */
  overview: ProjectOverview | undefined;
  switching: boolean;
};

/** Who came in the range; order and page are in the URL. */
export function VisitorsCard({ data, state, view, overview, switching }: VisitorsCardProps) {
  const { search, setSearch, timeZone } = view;
  const column = {
    sort: search.get('sort') ?? USUAL_SORT,
    onSort: (sort: string) => setSearch(narrowedBy(search, 'sort', sort)),
  };
  return (
    <Panel
      id={VISITORS_ID}
      title="Who came"
      sub="with an event in the range"
      className="min-h-80"
      state={state}
      skeleton={<RowsSkeleton rows={8} />}
      foot={
        <Pager
          count={data?.results.length ?? 0}
          switching={switching}
          {...pagesOf(data, search, setSearch)}
        />
      }
      empty={
        data?.results.length === 0 &&
        overview && (
          <EmptyRange data={overview} what="visitors" view={view}>
            They appear with their first event.
          </EmptyRange>
        )
      }
    >
      {data && (
        <ScrollBox label="Visitors as a table" className="pt-1">
          <table className="w-full border-collapse">
            <caption className="sr-only">Visitors with an event in the range</caption>
            <thead>
              <tr>
                <SortableTh {...column} name="distinctId" label="Visitor" />
                <SortableTh {...column} name="events" label="Events" numeric />
                <SortableTh {...column} name="lastSeen" label="Last seen" numeric />
              </tr>
            </thead>
            <tbody>
              {data.results.map((row) => (
                <tr key={row.distinctId}>
                  <Th scope="row" className="w-full max-w-0 truncate">
                    <VisitorName id={row.distinctId} />
                  </Th>
                  <Td numeric>
                    <Count value={row.events} />
                  </Td>
                  <Td numeric className="text-ink-2">
                    {row.lastSeen === null ? (
                      UNKNOWN
                    ) : (
                      <Ago at={row.lastSeen} timeZone={timeZone} />
                    )}
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
