import { EmptyRange } from '@/components/range/EmptyRange';
import { BarList } from '@/components/ui/BarList';
import { Count } from '@/components/ui/Figure';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import type { FeatureUse } from '@/features/analytics/api/types';
import type { PanelProps } from '@/features/analytics/components/view';
import { withFilter } from '@/lib/filters';
import { formatDuration } from '@/lib/format/duration';
import { formatCount, formatPercent } from '@/lib/format/numbers';

/** Where the URL keeps the feature whose endpoints are shown. */
export const FEATURE = 'feature';
const MOST = 20;

/** Features by requests; each narrows the table below to its endpoints. */
export function FeatureBars({ data, state, view }: PanelProps<FeatureUse>) {
  const most = data?.features[0]?.count ?? 1;
  const unnamed = data?.endpoints.every((row) => row.feature === row.endpoint);
  const more = (data?.features.length ?? 0) - MOST;
  return (
    <Panel
      title="Features"
      sub="by requests, with their share and p95"
      className="min-h-60"
      state={state}
      skeleton={<RowsSkeleton rows={6} />}
      foot={
        more > 0 ? (
          <span>{formatCount(more)} more are in the table below</span>
        ) : (
          unnamed && <span>An endpoint stands for itself until FEATURE_NAMES puts it in one.</span>
        )
      }
      empty={
        data?.features.length === 0 && (
          <EmptyRange data={data} what="requests" view={view}>
            A feature appears with the first request to one of its endpoints.
          </EmptyRange>
        )
      }
    >
      {data && (
        <BarList
          label="Features by requests"
          columns="grid-cols-[minmax(0,1fr)_52px_48px] sm:grid-cols-[minmax(0,1fr)_64px_52px_64px] max-sm:[&>:nth-child(4)]:hidden"
          rows={data.features.slice(0, MOST).map((row) => ({
            key: row.feature,
            name: row.feature,
            to: `?${withFilter(view.search, FEATURE, row.feature)}`,
            size: row.count / most,
            values: [
              <Count key="count" value={row.count} />,
              formatPercent(row.percentage),
              <span key="p95" title={row.p95Ms === null ? 'No request was timed' : 'p95 latency'}>
                {formatDuration(row.p95Ms)}
              </span>,
            ],
          }))}
        />
      )}
    </Panel>
  );
}
