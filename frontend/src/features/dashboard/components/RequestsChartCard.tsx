import { niceCountScale } from '@/components/charts/nice-scale';
import type { Reading, Series } from '@/components/charts/series';
import { TimeSeriesCard } from '@/components/charts/TimeSeriesCard';
import type { RequestBucket, Totals } from '@/features/dashboard/api/types';
import { EmptyRange } from '@/components/range/EmptyRange';
import { spanOf, type CardProps } from '@/features/dashboard/components/view';
import { formatCount, formatPercent, share } from '@/lib/format/numbers';

/** From the axis upwards: failed sits on top. */
function seriesOf(totals: Totals | undefined): Series<RequestBucket>[] {
  return [
    {
      key: 'ok',
      label: 'OK',
      color: 'var(--c-ok)',
      shape: 'bar',
      valueOf: (row) => row.successful,
      text: (row) => formatCount(row.successful),
      total: totals ? formatCount(totals.successfulRequests) : '',
    },
    {
      key: 'failed',
      label: 'Failed',
      color: 'var(--c-failed)',
      shape: 'bar',
      valueOf: (row) => row.failed,
      text: (row) => formatCount(row.failed),
      total: totals ? formatCount(totals.failedRequests) : '',
    },
  ];
}

const READINGS: Reading<RequestBucket>[] = [
  {
    label: 'Failed share',
    text: (row) => formatPercent(share(row.failed, row.total)),
    unknown: 'There were no requests',
    secondary: true,
  },
  { label: 'Total', text: (row) => formatCount(row.total), total: true },
];

export function RequestsChartCard({ data, state, view }: CardProps) {
  return (
    <TimeSeriesCard
      title="Requests"
      className="sm:col-span-12 lg:col-span-8"
      state={state}
      kind="bars"
      span={spanOf(data)}
      rows={data?.requests ?? []}
      series={seriesOf(data?.summary)}
      readings={READINGS}
      peak={(row) => row.total}
      scale={niceCountScale}
      tick={formatCount}
      endText={formatCount}
      empty={
        data?.summary.totalRequests === 0 && (
          <EmptyRange data={data} what="requests" view={view}>
            They appear here as soon as your site answers one.
          </EmptyRange>
        )
      }
    />
  );
}
