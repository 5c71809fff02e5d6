import { niceCountScale } from '@/components/charts/nice-scale';
import type { Reading, Series } from '@/components/charts/series';
import { TimeSeriesCard } from '@/components/charts/TimeSeriesCard';
import { EmptyRange } from '@/components/range/EmptyRange';
import type { Step } from '@/features/analytics/api/charts';
import type { Growth, GrowthPoint } from '@/features/analytics/api/types';
import { RetentionCard } from '@/features/analytics/components/RetentionCard';
import type { PanelProps } from '@/features/analytics/components/view';
import { formatCount } from '@/lib/format/numbers';

const returning = ({ activeUsers, newUsers }: GrowthPoint) => activeUsers - newUsers;

/** From the axis upwards: those who are new stand on those who came back. */
const SERIES: Series<GrowthPoint>[] = [
  {
    key: 'returning',
    label: 'Returning',
    color: 'var(--c-p95)',
    shape: 'bar',
    valueOf: returning,
    text: (row) => formatCount(returning(row)),
  },
  {
    key: 'new',
    label: 'New',
    color: 'var(--c-p50)',
    shape: 'bar',
    valueOf: (row) => row.newUsers,
    text: (row) => formatCount(row.newUsers),
  },
];

const READINGS: Reading<GrowthPoint>[] = [
  { label: 'Active', text: (row) => formatCount(row.activeUsers), total: true },
];

type GrowthCardsProps = PanelProps<Growth> & { by: Step };

/** Whether there are more users, and whether they stay. */
export function GrowthCards({ data, state, view, by }: GrowthCardsProps) {
  const bucket = by === 'day' ? 'day' : 'week';
  const rows = data?.[`${bucket}s`] ?? [];
  const nobody =
    data && rows.every((row) => row.activeUsers === 0) ? (
      <EmptyRange data={data} what="users with a request" view={view}>
        Requests of who is signed in count.
      </EmptyRange>
    ) : undefined;
  return (
    <div className="grid items-start gap-3 *:min-w-0 lg:grid-cols-2">
      <TimeSeriesCard
        title="Growth"
        unit="users"
        state={state}
        kind="bars"
        span={data && { ...data, bucket, timeZone: data.timezone }}
        rows={rows}
        series={SERIES}
        readings={READINGS}
        peak={(row) => row.activeUsers}
        scale={niceCountScale}
        tick={formatCount}
        endText={formatCount}
        empty={nobody}
      />
      <RetentionCard data={data} state={state} view={view} empty={nobody} />
    </div>
  );
}
