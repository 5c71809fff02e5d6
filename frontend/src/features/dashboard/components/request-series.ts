import type { RequestBucket, Totals } from '@/features/dashboard/api/types';

type RequestSeries = {
  key: string;
  label: string;
  color: string;
  valueOf: (bucket: RequestBucket) => number;
  totalOf: (totals: Totals) => number;
};

/** From the axis upwards: failed sits on top. */
export const REQUEST_SERIES: RequestSeries[] = [
  {
    key: 'ok',
    label: 'OK',
    color: 'var(--c-ok)',
    valueOf: (bucket) => bucket.successful,
    totalOf: (totals) => totals.successfulRequests,
  },
  {
    key: 'failed',
    label: 'Failed',
    color: 'var(--c-failed)',
    valueOf: (bucket) => bucket.failed,
    totalOf: (totals) => totals.failedRequests,
  },
];

/** Hides or shows a series; hiding the last one brings all back. */
export function toggleSeries(hidden: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(hidden);
  if (!next.delete(key)) next.add(key);
  return next.size === REQUEST_SERIES.length ? new Set() : next;
}
