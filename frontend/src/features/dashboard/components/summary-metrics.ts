import type { Dashboard, Totals } from '@/features/dashboard/api/types';
import type { Metric } from '@/features/dashboard/components/MetricCard';
import {
  sparkErrorRate,
  sparkPeaks,
  sparkSums,
} from '@/features/dashboard/components/spark-series';
import { pointChange, relativeChange } from '@/lib/format/change';
import { formatDuration, measureDuration } from '@/lib/format/duration';
import { formatMoney } from '@/lib/format/money';
import { formatCount, formatPercent, percentDigits, UNKNOWN } from '@/lib/format/numbers';

/** The strip's six metrics, in the order in which they are read. */
export function summaryMetrics(data: Dashboard): Metric[] {
  const { summary: now } = data;
  const before = now.previous;
  return [
    {
      label: 'Requests',
      figure: formatCount(now.totalRequests),
      change: relativeChange(now.totalRequests, before.totalRequests),
      before: formatCount(before.totalRequests),
      spark: { kind: 'bars', values: sparkSums(data, data.requests, (row) => row.total) },
    },
    errorRate(data, now, before),
    p95(data, now, before),
    cost(data, now, before),
    {
      label: 'Tokens',
      figure: formatCount(now.totalTokens),
      change: relativeChange(now.totalTokens, before.totalTokens),
      before: formatCount(before.totalTokens),
      spark: { kind: 'bars', values: sparkSums(data, data.costs, (row) => row.totalTokens) },
    },
    {
      label: 'Active users',
      figure: formatCount(now.uniqueUsers),
      change: relativeChange(now.uniqueUsers, before.uniqueUsers),
      before: formatCount(before.uniqueUsers),
      note: `${formatCount(now.activeSessions)} active sessions`,
    },
  ];
}

/** A rate of no requests is not 0 %. */
function errorRate(data: Dashboard, now: Totals, before: Totals): Metric {
  const known = now.totalRequests > 0;
  const comparable = known && before.totalRequests > 0;
  return {
    label: 'Error rate',
    figure: known ? percentDigits(now.errorRate) : UNKNOWN,
    unit: known ? '%' : '',
    unknown: known ? undefined : 'There were no requests',
    change: comparable ? pointChange(now.errorRate, before.errorRate, 'higher-is-worse') : null,
    before: formatPercent(before.totalRequests > 0 ? before.errorRate : null),
    spark: { kind: 'line', tone: 'failed', values: sparkErrorRate(data.requests) },
  };
}

function p95(data: Dashboard, now: Totals, before: Totals): Metric {
  return {
    label: 'p95 latency',
    ...measureDuration(now.p95LatencyMs),
    unknown: now.p95LatencyMs === null ? 'No latency was measured' : undefined,
    change: relativeChange(now.p95LatencyMs, before.p95LatencyMs, 'higher-is-worse'),
    before: formatDuration(before.p95LatencyMs),
    spark: { kind: 'line', values: sparkPeaks(data.latency, (row) => row.p95Ms) },
  };
}

/** With no call priced the cost is unknown; with some it is a lower bound, and says so. */
function cost(data: Dashboard, now: Totals, before: Totals): Metric {
  const known = costOf(now);
  const previous = costOf(before);
  const unpriced = `${formatCount(now.unpricedCalls)} calls have no known price`;
  return {
    label: 'Cost',
    figure: formatMoney(known),
    unknown: known === null ? unpriced : undefined,
    change: relativeChange(known, previous),
    before: formatMoney(previous),
    partial: now.unpricedCalls > 0 ? unpriced : undefined,
    spark: { kind: 'bars', values: sparkSums(data, data.costs, (row) => row.costUsd) },
  };
}

function costOf(totals: Totals): number | null {
  const allUnpriced = totals.unpricedCalls > 0 && totals.unpricedCalls >= totals.modelCalls;
  return allUnpriced ? null : totals.totalCostUsd;
}
