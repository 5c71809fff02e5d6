import { Sparkline } from '@/components/charts/Sparkline';
import { Badge } from '@/components/ui/Badge';
import { cx } from '@/lib/cx';
import type { Change } from '@/lib/format/change';
import { THIN } from '@/lib/format/numbers';

export type Metric = {
  label: string;
  figure: string;
  unit?: string;
  /** Null where there is nothing to compare with. */
  change: Change | null;
  before: string;
  /** Why the figure is a dash. */
  unknown?: string | undefined;
  /** Why the figure is not the whole truth. */
  partial?: string | undefined;
  spark?: { values: (number | null)[]; kind: 'bars' | 'line'; tone?: 'ok' | 'failed' };
  /** Words in place of a spark. */
  note?: string;
};

const cell = 'flex min-w-0 flex-col border-r border-b border-border px-3.5 pt-2.75 pb-2.5';

/** The number first, then its change, then its shape. */
export function MetricCard({ label, figure, unit, change, before, partial, ...rest }: Metric) {
  return (
    <div className={cell}>
      <dt className="flex h-5 items-center justify-between gap-2 text-xs font-medium text-ink-2">
        {label}
        {partial && (
          <Badge tone="warn" title={partial}>
            partial
          </Badge>
        )}
      </dt>
      <dd className="grid flex-1 grid-cols-[minmax(0,1fr)] gap-px">
        <span
          title={rest.unknown}
          className="truncate text-2xl leading-tight font-semibold tracking-tight"
        >
          {figure}
          {unit && (
            <span className="text-md font-medium tracking-normal text-ink-2">
              {THIN}
              {unit}
            </span>
          )}
        </span>
        <span className="flex items-baseline gap-1.75 overflow-hidden whitespace-nowrap">
          {change && <ChangeMark change={change} />}
          <span className="truncate text-2xs text-ink-3">{before} before</span>
        </span>
        <span className="mt-2 flex h-6.5 items-end text-xs text-ink-3">
          {rest.spark ? <Sparkline {...rest.spark} /> : rest.note}
        </span>
      </dd>
    </div>
  );
}

const arrows = { up: '↑', down: '↓', none: '' };
const words = { up: 'up', down: 'down', none: '' };

function ChangeMark({ change: { direction, text, verdict } }: { change: Change }) {
  return (
    <span
      className={cx(
        'text-xs font-medium',
        verdict === 'worse' ? 'text-bad' : verdict === 'better' ? 'text-ok' : 'text-ink-2',
      )}
    >
      <span aria-hidden="true">{arrows[direction]} </span>
      <span className="sr-only">{words[direction]} </span>
      {text}
      {verdict && <span className="sr-only"> ({verdict})</span>}
    </span>
  );
}

export function MetricSkeleton() {
  return (
    <div className={cx(cell, 'appear-late')} aria-hidden="true">
      <dt>
        <i className="skeleton mt-1 h-2.5 w-16" />
      </dt>
      <dd>
        <i className="skeleton mt-3 h-5 w-24" />
        <i className="skeleton mt-3 h-2.5 w-28" />
        <i className="skeleton mt-3.5 h-5 w-full" />
      </dd>
    </div>
  );
}
