import { niceCountScale, niceScale } from '@/components/charts/nice-scale';
import type { Reading, Series } from '@/components/charts/series';
import { TimeSeriesCard } from '@/components/charts/TimeSeriesCard';
import { EmptyRange } from '@/components/range/EmptyRange';
import { Segments } from '@/components/ui/Segments';
import type { Step } from '@/features/analytics/api/charts';
import type { TrendPoint, Trends } from '@/features/analytics/api/types';
import type { PanelProps } from '@/features/analytics/components/view';
import { withFilter } from '@/lib/filters';
import { formatDuration, formatDurationTick } from '@/lib/format/duration';
import { formatCount } from '@/lib/format/numbers';

const STEPS: { value: Step; label: string }[] = [
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'month', label: 'Month' },
];

const counted = (
  key: 'activeUsers' | 'requests' | 'sessions',
  label: string,
): Series<TrendPoint>[] => [
  {
    key,
    label,
    color: 'var(--c-ok)',
    shape: 'bar',
    valueOf: (row) => row[key],
    text: (row) => formatCount(row[key]),
  },
];

const USERS = counted('activeUsers', 'Active users');
const REQUESTS = counted('requests', 'Requests');
const RESPONSE: Series<TrendPoint>[] = [
  {
    key: 'avgResponseMs',
    label: 'Mean response',
    color: 'var(--c-p95)',
    shape: 'thick',
    valueOf: (row) => row.avgResponseMs,
    text: (row) => formatDuration(row.avgResponseMs),
    unknown: 'No request was timed',
  },
];

const SESSIONS: Reading<TrendPoint>[] = [
  { label: 'Sessions', text: (row) => formatCount(row.sessions) },
  {
    label: 'Average session',
    text: (row) => formatDuration(row.avgSessionMinutes && row.avgSessionMinutes * 60_000),
    unknown: 'No session began',
    secondary: true,
  },
];

type TrendCardsProps = PanelProps<Trends> & { by: Step };

/** How use goes: people, requests and how long they took, side by side on one time axis. */
export function TrendCards({ data, state, view, by }: TrendCardsProps) {
  const { search, setSearch } = view;
  const rows = data?.points ?? [];
  const chart = {
    state,
    span: data && { ...data, bucket: by, timeZone: data.timezone },
    rows,
    endText: formatCount,
    empty: data && rows.every((row) => row.requests === 0 && row.sessions === 0) && (
      <EmptyRange data={data} what="use" view={view}>
        It appears with the first request or page view.
      </EmptyRange>
    ),
  };
  return (
    <section aria-labelledby="trends" className="grid gap-2">
      <div className="flex items-center gap-3">
        <h2 id="trends" className="text-md font-semibold">
          Trends
        </h2>
        <Segments
          label="Step"
          choices={STEPS}
          value={by}
          onChange={(next) => setSearch(withFilter(search, 'by', next === 'day' ? '' : next))}
        />
      </div>
      <div className="grid gap-3 md:grid-cols-2 lg:grid-cols-3">
        <TimeSeriesCard
          {...chart}
          title="Active users"
          kind="bars"
          series={USERS}
          readings={SESSIONS}
          peak={(row) => row.activeUsers}
          scale={niceCountScale}
          tick={formatCount}
        />
        <TimeSeriesCard
          {...chart}
          title="Requests"
          kind="bars"
          series={REQUESTS}
          peak={(row) => row.requests}
          scale={niceCountScale}
          tick={formatCount}
        />
        <TimeSeriesCard
          {...chart}
          title="Response time"
          className="md:max-lg:col-span-2"
          kind="lines"
          series={RESPONSE}
          peak={(row) => row.avgResponseMs}
          scale={niceScale}
          tick={formatDurationTick}
          endText={formatDuration}
        />
      </div>
    </section>
  );
}
