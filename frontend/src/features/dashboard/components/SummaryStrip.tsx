import { MetricStrip } from '@/components/metrics/MetricStrip';
import { summaryMetrics } from '@/features/dashboard/components/summary-metrics';
import type { CardProps } from '@/features/dashboard/components/view';

/** The six numbers. */
export function SummaryStrip({ data, state, view }: CardProps) {
  return (
    <MetricStrip
      label="Summary"
      state={state}
      metrics={data && summaryMetrics(data, view)}
      count={6}
      className="min-h-31 grid-cols-2 sm:grid-cols-3 lg:grid-cols-6"
    />
  );
}
