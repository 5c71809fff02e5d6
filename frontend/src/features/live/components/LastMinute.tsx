import { Sparkline } from '@/components/charts/Sparkline';
import { MINUTE_MS, type Told } from '@/features/live/api/feed';
import { formatCount, formatPercent, share } from '@/lib/format/numbers';

type LastMinuteProps = { told: Told[]; now: number };
type Counted = 'requests' | 'failed' | 'events' | 'threats';

const SLOTS = 30;

/** How much came in the last minute, and when in it. */
export function LastMinute({ told, now }: LastMinuteProps) {
  const sum = (name: Counted) => told.reduce((total, each) => total + each[name], 0);
  const requests = sum('requests');
  const failed = sum('failed');
  return (
    <dl
      aria-label="The last minute"
      className="grid grid-cols-2 overflow-hidden rounded-md border border-border bg-panel shadow-1 sm:grid-cols-4"
    >
      <Figure
        label="Requests"
        value={formatCount(requests)}
        values={slots(told, now, 'requests')}
      />
      <Figure
        label="Failed"
        value={formatCount(failed)}
        note={requests > 0 ? formatPercent(share(failed, requests)) : undefined}
        values={slots(told, now, 'failed')}
        tone="failed"
      />
      <Figure
        label="Events"
        value={formatCount(sum('events'))}
        values={slots(told, now, 'events')}
      />
      <Figure
        label="Threats"
        value={formatCount(sum('threats'))}
        values={slots(told, now, 'threats')}
        tone="failed"
      />
    </dl>
  );
}

type FigureProps = {
  label: string;
  value: string;
  note?: string | undefined;
  values: number[];
  tone?: 'failed';
};

function Figure({ label, value, note, values, tone }: FigureProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1 border-r border-border px-3.5 py-2.5 last:border-r-0">
      <dt className="text-xs font-medium text-ink-2">
        {label} <span className="font-normal text-ink-3 max-sm:hidden">last minute</span>
      </dt>
      <dd className="flex items-baseline gap-2">
        <span className="text-xl font-semibold">{value}</span>
        {note && <span className="text-xs text-ink-3">{note}</span>}
      </dd>
      <dd>
        <Sparkline values={values} kind="bars" {...(tone ? { tone } : {})} />
      </dd>
    </div>
  );
}

/** The minute in slots of two seconds, the oldest first. */
function slots(told: Told[], now: number, name: Counted): number[] {
  const sums = Array.from({ length: SLOTS }, () => 0);
  for (const each of told) {
    const slot = SLOTS - 1 - Math.floor(((now - each.at) / MINUTE_MS) * SLOTS);
    const at = Math.min(SLOTS - 1, slot);
    if (at >= 0) sums[at] = (sums[at] ?? 0) + each[name];
  }
  return sums;
}
