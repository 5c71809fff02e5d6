import { niceScale } from '@/components/charts/nice-scale';
import type { Reading, Series } from '@/components/charts/series';
import { TimeSeriesCard } from '@/components/charts/TimeSeriesCard';
import type { LatencyBucket } from '@/features/dashboard/api/types';
import { EmptyRange } from '@/components/range/EmptyRange';
import { spanOf, type CardProps } from '@/features/dashboard/components/view';
import { formatDuration, formatDurationTick } from '@/lib/format/duration';

const UNTIMED = 'No request was timed';

const SERIES: Series<LatencyBucket>[] = [
  {
    key: 'p50',
    label: 'p50',
    color: 'var(--c-p50)',
    shape: 'line',
    valueOf: (row) => row.p50Ms,
    text: (row) => formatDuration(row.p50Ms),
    unknown: UNTIMED,
  },
  {
    key: 'p95',
    label: 'p95',
    color: 'var(--c-p95)',
    shape: 'thick',
    valueOf: (row) => row.p95Ms,
    text: (row) => formatDuration(row.p95Ms),
    unknown: UNTIMED,
  },
  {
    key: 'p99',
    label: 'p99',
    color: 'var(--c-p99)',
    shape: 'dash',
    valueOf: (row) => row.p99Ms,
    text: (row) => formatDuration(row.p99Ms),
    unknown: UNTIMED,
  },
];

const READINGS: Reading<LatencyBucket>[] = [
  { label: 'Mean', text: (row) => formatDuration(row.avgMs), unknown: UNTIMED, secondary: true },
];

export function LatencyChartCard({ data, state, view }: CardProps) {
  const known = data?.latency.some((row) => row.p50Ms !== null);
  return (
    <TimeSeriesCard
      title="Latency"
      className="sm:col-span-6"
      state={state}
      kind="lines"
      span={spanOf(data)}
      rows={data?.latency ?? []}
      series={SERIES}
      readings={READINGS}
      peak={(row) => row.p95Ms}
      scale={niceScale}
      tick={formatDurationTick}
      endText={formatDuration}
      empty={
        data &&
        !known && (
          <EmptyRange data={data} what="latency measured" view={view}>
            Each request that is answered is timed.
          </EmptyRange>
        )
      }
    />
  );
}
