import type { Dashboard, Totals } from '@/features/dashboard/api/types';
import { knownCost } from '@/features/dashboard/components/known-cost';
import type { Metric } from '@/components/metrics/MetricCard';
import {
  sparkErrorRate,
  sparkPeaks,
  sparkSums,
} from '@/features/dashboard/components/spark-series';
import { pointChange, relativeChange } from '@/lib/format/change';
import { formatDuration, measureDuration } from '@/lib/format/duration';
import { formatMoney, formatMoneyExact } from '@/lib/format/money';
import {
  formatCount,
  formatCountExact,
  formatPercent,
  percentDigits,
  UNKNOWN,
} from '@/lib/format/numbers';
import { requestsLink, type Scope } from '@/lib/links';

type UnlinkedMetric = Omit<Metric, 'to'>;

/** Where the number of active users leads. */
export const USERS_ID = 'users';

/** The strip's six metrics, in the order in which they are read. */
export function summaryMetrics(data: Dashboard, scope: Scope): Metric[] {
  const { summary: now } = data;
  const before = now.previous;
  return [
    {
      label: 'Requests',
      to: requestsLink(scope),
      ...count(now.totalRequests, before.totalRequests),
      spark: { kind: 'bars', values: sparkSums(data, data.requests, (row) => row.total) },
    },
    { ...errorRate(data, now, before), to: requestsLink(scope, { outcome: 'failed' }) },
    { ...p95(data, now, before), to: slowRequests(scope, now) },
    { ...cost(data, now, before), to: requestsLink(scope, { ai: true }) },
    {
      label: 'Tokens',
      to: requestsLink(scope, { ai: true }),
      ...count(now.totalTokens, before.totalTokens),
      spark: { kind: 'bars', values: sparkSums(data, data.costs, (row) => row.totalTokens) },
    },
    {
      label: 'Active users',
      to: `#${USERS_ID}`,
      ...count(now.uniqueUsers, before.uniqueUsers),
      note: `${formatCount(now.activeSessions)} active sessions`,
    },
  ];
}

function count(now: number, before: number) {
  return {
    figure: formatCount(now),
    exact: formatCountExact(now),
    change: relativeChange(now, before),
    before: formatCount(before),
  };
}

/** The slowest twentieth; all requests where none was timed. */
function slowRequests(scope: Scope, { p95LatencyMs }: Totals): string {
  if (p95LatencyMs === null) return requestsLink(scope);
  return requestsLink(scope, { minLatencyMs: Math.floor(p95LatencyMs) });
}

/** A rate of no requests is not 0 %. */
function errorRate(data: Dashboard, now: Totals, before: Totals): UnlinkedMetric {
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

function p95(data: Dashboard, now: Totals, before: Totals): UnlinkedMetric {
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
function cost(data: Dashboard, now: Totals, before: Totals): UnlinkedMetric {
  const known = knownCost(now);
  const previous = knownCost(before);
  const unpriced = `${formatCount(now.unpricedCalls)} calls have no known price`;
  return {
    label: 'Cost',
    figure: formatMoney(known),
    exact: formatMoneyExact(known),
    unknown: known === null ? unpriced : undefined,
    change: relativeChange(known, previous),
    before: formatMoney(previous),
    partial: now.unpricedCalls > 0 ? unpriced : undefined,
    spark: { kind: 'bars', values: sparkSums(data, data.costs, (row) => row.costUsd) },
  };
}
