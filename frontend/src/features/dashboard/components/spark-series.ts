import { groupByDay } from '@/components/charts/time-axis';
import type { Dashboard } from '@/features/dashboard/api/types';
import { share } from '@/lib/format/numbers';

/** More hours than this are told by the day. */
const MAX_BARS_BY_THE_HOUR = 30;
const MAX_LINE_POINTS = 30;

type Dated = { timestamp: string };

/** Sums of a series for a spark of bars: by hour for a day, else by local day. */
export function sparkSums<Row extends Dated>(
  { bucket, timezone }: Pick<Dashboard, 'bucket' | 'timezone'>,
  rows: Row[],
  valueOf: (row: Row) => number,
): number[] {
  if (bucket === 'day' || rows.length <= MAX_BARS_BY_THE_HOUR) return rows.map(valueOf);
  const values = new Map(rows.map((row) => [row.timestamp, valueOf(row)]));
  const days = groupByDay([...values.keys()], timezone);
  return days.map((day) => day.reduce((sum, at) => sum + (values.get(at) ?? 0), 0));
}

/** Error rate of even stretches of time, exact for each; unknown where nothing was asked. */
export function sparkErrorRate(rows: Dashboard['requests']): (number | null)[] {
  return stretches(rows).map((stretch) => {
    const failed = stretch.reduce((sum, row) => sum + row.failed, 0);
    const total = stretch.reduce((sum, row) => sum + row.total, 0);
    return share(failed, total);
  });
}

/** The highest value of even stretches; percentiles can be neither added nor averaged. */
export function sparkPeaks<Row>(
  rows: Row[],
  valueOf: (row: Row) => number | null,
): (number | null)[] {
  return stretches(rows).map((stretch) => {
    const known = stretch.map(valueOf).filter((value) => value !== null);
    return known.length > 0 ? Math.max(...known) : null;
  });
}

function stretches<Row>(rows: Row[]): Row[][] {
  const size = Math.max(1, Math.ceil(rows.length / MAX_LINE_POINTS));
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );
}
