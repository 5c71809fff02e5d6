import { Failed } from '@/components/ui/Panel';
import type { PanelState } from '@/components/ui/panel-state';
import type { Dashboard } from '@/features/dashboard/api/types';
import { MetricCard, MetricSkeleton } from '@/features/dashboard/components/MetricCard';
import { summaryMetrics } from '@/features/dashboard/components/summary-metrics';

type SummaryStripProps = { data: Dashboard | undefined; state: PanelState };

const METRICS = 6;

/** The six numbers, in one strip split by hairlines. */
export function SummaryStrip({ data, state }: SummaryStripProps) {
  return (
    <section
      aria-label="Summary"
      aria-busy={state.phase === 'loading'}
      className="min-h-31 overflow-hidden rounded-md border border-border bg-panel shadow-1"
    >
      {state.phase === 'failed' && <Failed title="Summary" state={state} className="p-2" />}
      {state.phase !== 'failed' && (
        <dl className="-mr-px -mb-px grid grid-cols-2 sm:grid-cols-3 lg:grid-cols-6">
          {data
            ? summaryMetrics(data).map((metric) => <MetricCard key={metric.label} {...metric} />)
            : Array.from({ length: METRICS }, (_, index) => <MetricSkeleton key={index} />)}
        </dl>
      )}
    </section>
  );
}
