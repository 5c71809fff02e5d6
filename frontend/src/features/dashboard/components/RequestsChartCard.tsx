import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { Span } from '@/components/charts/bucket-label';
import { ChartLegend } from '@/components/charts/ChartLegend';
import { ChartSkeleton } from '@/components/charts/ChartSkeleton';
import { Button } from '@/components/ui/Button';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import { Icon } from '@/components/ui/Icon';
import { Message } from '@/components/ui/Message';
import { Panel } from '@/components/ui/Panel';
import type { PanelState } from '@/components/ui/panel-state';
import type { Dashboard } from '@/features/dashboard/api/types';
import { EmptyRange } from '@/features/dashboard/components/EmptyRange';
import { RequestsTable } from '@/features/dashboard/components/RequestsTable';
import { REQUEST_SERIES, toggleSeries } from '@/features/dashboard/components/request-series';
import { formatCount } from '@/lib/format/numbers';

const RequestsChart = lazy(() => import('@/features/dashboard/components/RequestsChart'));

type RequestsChartCardProps = {
  data: Dashboard | undefined;
  state: PanelState;
  onWiden: (() => void) | undefined;
};

export function RequestsChartCard({ data, state, onWiden }: RequestsChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const legend = REQUEST_SERIES.map(({ key, label, color, totalOf }) => ({
    key,
    label,
    color,
    value: data ? formatCount(totalOf(data.summary)) : '',
  }));

  return (
    <Panel
      title="Requests"
      sub={data && `per ${data.bucket}`}
      state={state}
      className="min-h-67.5 2xl:min-h-89.5"
      skeleton={
        <Plot>
          <ChartSkeleton />
        </Plot>
      }
      empty={
        data?.summary.totalRequests === 0 && (
          <Plot>
            <EmptyRange data={data} what="requests" onWiden={onWiden}>
              They appear here as soon as your site answers one.
            </EmptyRange>
          </Plot>
        )
      }
      actions={
        <>
          {!asTable && (
            <ChartLegend
              items={legend}
              hidden={hidden}
              onToggle={(key) => setHidden(toggleSeries(hidden, key))}
            />
          )}
          <Button variant="ghost" size="sm" onClick={() => setAsTable(!asTable)}>
            <Icon name={asTable ? 'chart' : 'table'} size={14} />
            <span className="max-sm:sr-only">{asTable ? 'View as chart' : 'View as table'}</span>
          </Button>
        </>
      }
    >
      {data && (
        <Plot>
          {asTable ? (
            <RequestsTable rows={data.requests} span={spanOf(data)} />
          ) : (
            <ErrorBoundary fallback={(retry) => <ChartMissing retry={retry} />}>
              <Suspense fallback={<ChartSkeleton />}>
                <RequestsChart rows={data.requests} span={spanOf(data)} hidden={hidden} />
              </Suspense>
            </ErrorBoundary>
          )}
        </Plot>
      )}
    </Panel>
  );
}

function spanOf({ start, end, bucket, timezone }: Dashboard): Span {
  return { start, end, bucket, timeZone: timezone };
}

/** One height for the chart, the table and everything that stands in for them. */
function Plot({ children }: { children: ReactNode }) {
  return <div className="flex h-58 min-w-0 flex-col px-3.5 pt-2.5 pb-2.5 2xl:h-80">{children}</div>;
}

/** The chart's code could not be fetched, as after a new release. */
function ChartMissing({ retry }: { retry: () => void }) {
  return (
    <Message
      alert
      icon="warning"
      title="The chart could not be drawn"
      action={
        <>
          <Button onClick={retry}>Retry</Button>
          <Button onClick={() => location.reload()}>Reload the page</Button>
        </>
      }
    >
      The same numbers are in the table.
    </Message>
  );
}
