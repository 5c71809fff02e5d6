import { Suspense, useState, type ReactNode } from 'react';
import { ChartSkeleton } from '@/components/charts/ChartSkeleton';
import { Button } from '@/components/ui/Button';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import { Icon } from '@/components/ui/Icon';
import { Message } from '@/components/ui/Message';
import { Panel } from '@/components/ui/Panel';
import type { PanelState } from '@/components/ui/panel-state';
import { cx } from '@/lib/cx';

export type ChartCardProps = {
  title: string;
  sub?: string | undefined;
  state: PanelState;
  /** Stands in for the chart where there is truly nothing to show. */
  empty?: ReactNode;
  /** Only beside the chart, not beside its table. */
  legend?: ReactNode;
  actions?: ReactNode;
  foot?: ReactNode;
  /** The same numbers, for the reader who wants them written. */
  table: ReactNode;
  skeleton?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A panel with a chart that can be read as a table, and that may fail without the page. */
export function ChartCard({
  table,
  legend,
  actions,
  empty,
  className,
  children,
  ...panel
}: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <Panel
      {...panel}
      className={cx('min-h-67.5 2xl:min-h-89.5', className)}
      skeleton={<Plot>{panel.skeleton ?? <ChartSkeleton />}</Plot>}
      empty={empty && <Plot>{empty}</Plot>}
      actions={
        <>
          {!asTable && legend}
          {actions}
          <Button
            variant="ghost"
            size="sm"
            title={asTable ? 'View as chart' : 'View as table'}
            onClick={() => setAsTable(!asTable)}
          >
            <Icon name={asTable ? 'chart' : 'table'} size={14} />
            <span className="@max-2xl:sr-only">{asTable ? 'View as chart' : 'View as table'}</span>
          </Button>
        </>
      }
    >
      <Plot>
        {asTable ? (
          table
        ) : (
          <ErrorBoundary fallback={(retry) => <ChartMissing retry={retry} />}>
            <Suspense fallback={<ChartSkeleton />}>{children}</Suspense>
          </ErrorBoundary>
        )}
      </Plot>
    </Panel>
  );
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
