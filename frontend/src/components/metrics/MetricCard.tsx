import { Link } from 'react-router';
import { Sparkline } from '@/components/charts/Sparkline';
import { Badge } from '@/components/ui/Badge';
import { cx } from '@/lib/cx';
import type { Change } from '@/lib/format/change';
import { THIN } from '@/lib/format/numbers';

export type Metric = {
  label: string;
  /** The requests that it counts, or the panel of this page that tells more. */
  to: string;
  figure: string;
  /** The figure with every digit, where it is shortened. */
  exact?: string;
  unit?: string;
  /** Null where there is nothing to compare with. */
  change?: Change | null;
  before?: string;
  /** Why the figure is a dash. */
  unknown?: string | undefined;
  /** Why the figure is not the whole truth. */
  partial?: string | undefined;
  spark?: { values: (number | null)[]; kind: 'bars' | 'line'; tone?: 'ok' | 'failed' };
  /** Words in place of a spark. */
  note?: string;
};

const cell = 'relative flex min-w-0 flex-col border-r border-b border-border px-3.5 pt-2.75 pb-2.5';

/** The number first, then its change, then its shape. */
export function MetricCard({ label, to, figure, unit, change, before, partial, ...rest }: Metric) {
  return (
    <div className={cx(cell, 'hover:bg-hover')}>
      <dt className="flex h-5 items-center justify-between gap-2 text-xs font-medium text-ink-2">
        <MetricLink to={to}>{label}</MetricLink>
        {partial && (
          <Badge tone="warn" title={partial}>
            partial
          </Badge>
        )}
      </dt>
      <dd className="grid flex-1 grid-cols-[minmax(0,1fr)] gap-px">
        <span
          title={rest.unknown ?? rest.exact}
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
        {before !== undefined && (
          <span className="flex items-baseline gap-1.75 overflow-hidden whitespace-nowrap">
            {change && <ChangeMark change={change} />}
            <span className="truncate text-2xs text-ink-3">{before} before</span>
          </span>
        )}
        {(rest.spark ?? rest.note) !== undefined && (
          <span
            className={cx(
              'flex items-end text-xs text-ink-3',
              before !== undefined && 'mt-2 h-6.5',
            )}
          >
            {rest.spark ? <Sparkline {...rest.spark} /> : rest.note}
          </span>
        )}
      </dd>
    </div>
  );
}

/** Its target is the whole card. */
function MetricLink({ to, children }: { to: string; children: string }) {
  const look =
    'text-ink-2 after:absolute after:inset-0 hover:no-underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus';
  return to.startsWith('#') ? (
    <a href={to} className={look}>
      {children}
    </a>
  ) : (
    <Link to={to} className={look}>
      {children}
    </Link>
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
