import { niceCountScale } from '@/components/charts/nice-scale';
import type { Reading, Series } from '@/components/charts/series';
import { TimeSeriesCard } from '@/components/charts/TimeSeriesCard';
import { EmptyRange } from '@/components/range/EmptyRange';
import type { EventSeries, EventsPoint } from '@/features/events/api/types';
import type { PanelProps } from '@/features/events/components/use-project-view';
import { formatCount } from '@/lib/format/numbers';

type Counted = 'pageViews' | 'uniqueUsers';

const bars = (key: Counted, label: string): Series<EventsPoint> => ({
  key,
  label,
  color: 'var(--c-1)',
  shape: 'bar',
  valueOf: (row) => row[key],
  text: (row) => formatCount(row[key]),
});

const others = (row: EventsPoint) => row.events - row.pageViews;

const EVENTS: Series<EventsPoint>[] = [
  bars('pageViews', 'Page views'),
  {
    key: 'others',
    label: 'Other events',
    color: 'var(--c-2)',
    shape: 'bar',
    valueOf: others,
    text: (row) => formatCount(others(row)),
  },
];
const ALL: Reading<EventsPoint>[] = [
  { label: 'All events', text: (row) => formatCount(row.events), total: true },
];
const VISITORS = [bars('uniqueUsers', 'Visitors')];
const SESSIONS: Reading<EventsPoint>[] = [
  { label: 'Sessions begun', text: (row) => formatCount(row.sessions) },
];

/** What happened when, and how many came, on one time axis. */
export function EventCharts({ data, state, view }: PanelProps<EventSeries>) {
  const rows = data?.points ?? [];
  const chart = {
    state,
    kind: 'bars' as const,
    span: data && { ...data, timeZone: data.timezone },
    rows,
    scale: niceCountScale,
    tick: formatCount,
    endText: formatCount,
    empty: data && rows.every((row) => row.events === 0) && (
      <EmptyRange data={data} what="events" view={view}>
        They appear within seconds once the website sends some.
      </EmptyRange>
    ),
  };
  return (
    <div className="grid gap-3 lg:grid-cols-2">
      <TimeSeriesCard
        {...chart}
        title="Events"
        series={EVENTS}
        readings={ALL}
        peak={(row) => row.events}
      />
      <TimeSeriesCard
        {...chart}
        title="Visitors"
        series={VISITORS}
        readings={SESSIONS}
        peak={(row) => row.uniqueUsers}
      />
    </div>
  );
}
