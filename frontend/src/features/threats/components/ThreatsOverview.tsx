import { useState } from 'react';
import { niceCountScale } from '@/components/charts/nice-scale';
import type { Reading, Series } from '@/components/charts/series';
import { TimeSeriesCard } from '@/components/charts/TimeSeriesCard';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { Message } from '@/components/ui/Message';
import type { PanelState } from '@/components/ui/panel-state';
import type { Summary, SummaryBucket } from '@/features/threats/api/types';
import { Rankings } from '@/features/threats/components/Rankings';
import { useMediaQuery } from '@/hooks/use-media-query';
import { formatCount } from '@/lib/format/numbers';
import { SEVERITIES, SEVERITY_WORDS, type Severity } from '@/lib/severity';

type ThreatsOverviewProps = {
  summary: Summary | undefined;
  state: PanelState;
  search: URLSearchParams;
};

/** When, of what kind and from where: above the list, and out of its way on a phone. */
export function ThreatsOverview({ summary, state, search }: ThreatsOverviewProps) {
  const roomy = useMediaQuery('(width >= 640px)', true);
  const [chosen, setChosen] = useState<boolean>();
  const open = chosen ?? roomy;
  return (
    <section aria-label="Threats in numbers" className="@container grid gap-2">
      <Button
        variant="ghost"
        size="sm"
        className="justify-self-start px-1!"
        aria-expanded={open}
        onClick={() => setChosen(!open)}
      >
        <Icon name={open ? 'up' : 'down'} size={14} />
        {open ? 'Hide the numbers' : 'When, what and from where'}
      </Button>
      {open && (
        <div className="grid gap-3 @2xl:grid-cols-2 @5xl:grid-cols-[minmax(0,2fr)_repeat(3,minmax(0,1fr))]">
          <Timeline summary={summary} state={state} />
          <Rankings summary={summary} state={state} search={search} />
        </div>
      )}
    </section>
  );
}

const COLORS: Record<Severity, string> = {
  critical: 'var(--sev-critical-soft)',
  high: 'var(--bad-solid)',
  medium: 'var(--warn-solid)',
  low: 'var(--mute-solid)',
};

/** From the axis upwards: the worst sits on top. */
const SERIES: Series<SummaryBucket>[] = SEVERITIES.toReversed().map((severity) => ({
  key: severity,
  label: SEVERITY_WORDS[severity],
  color: COLORS[severity],
  shape: 'bar',
  valueOf: (row) => row[severity],
  text: (row) => formatCount(row[severity]),
}));

const totalOf = (row: SummaryBucket) => SEVERITIES.reduce((sum, one) => sum + row[one], 0);

const READINGS: Reading<SummaryBucket>[] = [
  { label: 'Total', text: (row) => formatCount(totalOf(row)), total: true },
];

function Timeline({ summary, state }: Omit<ThreatsOverviewProps, 'search'>) {
  return (
    <TimeSeriesCard
      title="Found"
      state={state}
      kind="bars"
      span={
        summary && {
          start: summary.start,
          end: summary.end,
          bucket: summary.bucket,
          timeZone: summary.timezone,
        }
      }
      rows={summary?.timeline ?? []}
      series={SERIES}
      readings={READINGS}
      peak={totalOf}
      scale={niceCountScale}
      tick={formatCount}
      endText={formatCount}
      empty={
        summary?.total === 0 && (
          <Message icon="inbox" title="No threats in this range">
            Every request is inspected as it comes in.
          </Message>
        )
      }
    />
  );
}
