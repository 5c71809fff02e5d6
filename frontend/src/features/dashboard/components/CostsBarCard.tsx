import { Link } from 'react-router';
import { niceScale } from '@/components/charts/nice-scale';
import type { Reading, Series } from '@/components/charts/series';
import { TimeSeriesCard } from '@/components/charts/TimeSeriesCard';
import { Badge } from '@/components/ui/Badge';
import { Money } from '@/components/ui/Figure';
import { Message } from '@/components/ui/Message';
import type { CostBucket, Dashboard } from '@/features/dashboard/api/types';
import { EmptyRange } from '@/components/range/EmptyRange';
import { knownCost } from '@/features/dashboard/components/known-cost';
import { spanOf, type CardProps, type DashboardView } from '@/features/dashboard/components/view';
import { formatMoney, formatMoneyTick } from '@/lib/format/money';
import { formatCount } from '@/lib/format/numbers';
import { requestsLink } from '@/lib/links';

const SERIES: Series<CostBucket>[] = [
  {
    key: 'cost',
    label: 'Cost',
    color: 'var(--c-ok)',
    shape: 'bar',
    valueOf: (row) => row.costUsd,
    text: (row) => formatMoney(row.costUsd),
  },
];

const READINGS: Reading<CostBucket>[] = [
  { label: 'Tokens', text: (row) => formatCount(row.totalTokens) },
];

export function CostsBarCard({ data, state, view }: CardProps) {
  return (
    <TimeSeriesCard
      title="Cost"
      unit="USD"
      className="sm:col-span-12 lg:col-span-6"
      state={state}
      kind="bars"
      span={spanOf(data)}
      rows={data?.costs ?? []}
      series={SERIES}
      readings={READINGS}
      peak={(row) => row.costUsd}
      scale={niceScale}
      tick={formatMoneyTick}
      endText={formatMoney}
      actions={data && <Total data={data} view={view} />}
      empty={data && emptyOf({ data, view })}
    />
  );
}

type PartProps = { data: Dashboard; view: DashboardView };

/** The sum, and how much of it is missing. */
function Total({ data: { summary }, view }: PartProps) {
  const { unpricedCalls, modelCalls } = summary;
  return (
    <>
      {unpricedCalls > 0 && (
        <Link to={requestsLink(view, { unpriced: true })} className="flex">
          <Badge
            tone="warn"
            title={`${formatCount(unpricedCalls)} of ${formatCount(modelCalls)} calls have no known price and are not counted as $0`}
          >
            partial: {formatCount(unpricedCalls)} unpriced
          </Badge>
        </Link>
      )}
      <b className="text-sm font-semibold text-ink">
        <Money value={knownCost(summary)} />
      </b>
    </>
  );
}

/** Why there is no chart: no calls at all, or none with a price. */
function emptyOf({ data, view }: PartProps) {
  if (data.summary.modelCalls === 0) {
    return (
      <EmptyRange data={data} what="model calls" view={view}>
        Cost appears with the first call that reports tokens.
      </EmptyRange>
    );
  }
  return (
    knownCost(data.summary) === null && (
      <Message
        icon="warning"
        title="No call has a known price"
        action={<Link to={requestsLink(view, { unpriced: true })}>View the unpriced requests</Link>}
      >
        {formatCount(data.summary.unpricedCalls)} calls are not counted as $0.
      </Message>
    )
  );
}
