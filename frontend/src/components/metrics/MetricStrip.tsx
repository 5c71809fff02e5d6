import { MetricCard, MetricSkeleton, type Metric } from '@/components/metrics/MetricCard';
import type { PanelState } from '@/components/ui/panel-state';
import { Failed } from '@/components/ui/Panel';
import { cx } from '@/lib/cx';

type MetricStripProps = {
  label: string;
  state: PanelState;
  /** Undefined until there is an answer. */
  metrics: Metric[] | undefined;
  /** How many there will be. */
  count: number;
  /** Columns by width, and the height that stays. */
  className: string;
};

/** The numbers of a page, in one strip split by hairlines. */
export function MetricStrip({ label, state, metrics, count, className }: MetricStripProps) {
  return (
    <section
      aria-label={label}
      aria-busy={state.phase === 'loading'}
      className="grid overflow-hidden rounded-md border border-border bg-panel shadow-1"
    >
      {state.phase === 'failed' ? (
        <Failed title={label} state={state} className="p-2" />
      ) : (
        <dl className={cx('-mr-px -mb-px grid', className)}>
          {metrics
            ? metrics.map((metric) => <MetricCard key={metric.label} {...metric} />)
            : Array.from({ length: count }, (_, index) => <MetricSkeleton key={index} />)}
        </dl>
      )}
    </section>
  );
}
