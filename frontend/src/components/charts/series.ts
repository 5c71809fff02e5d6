import type { TooltipRow } from '@/components/charts/ChartTooltip';
import type { KeyShape } from '@/components/charts/SeriesKey';

export type Dated = { timestamp: string };

/** A number of each bucket, as the chart draws it and as it is written. */
export type Series<Row extends Dated> = {
  key: string;
  label: string;
  color: string;
  shape: KeyShape;
  /** Null where it is unknown: a gap, never a zero. */
  valueOf: (row: Row) => number | null;
  text: (row: Row) => string;
  /** Why a value is a dash, where it is. */
  unknown?: string;
  /** Its sum over the range, for the legend. */
  total?: string;
};

/** A number that is written beside the series and not drawn. */
export type Reading<Row extends Dated> = {
  label: string;
  text: (row: Row) => string;
  /** Why a value is a dash, where it is. */
  unknown?: string;
  /** The sum of what is above it, under a hairline in the tooltip. */
  total?: true;
  /** Left out of the table of a narrow screen. */
  secondary?: true;
};

/** Hides or shows a series; hiding the last one brings all back. */
export function toggleSeries(
  hidden: ReadonlySet<string>,
  key: string,
  count: number,
): ReadonlySet<string> {
  const next = new Set(hidden);
  if (!next.delete(key)) next.add(key);
  return next.size === count ? new Set() : next;
}

/** What the tooltip says of a bucket, in the legend's order. */
export function tooltipRows<Row extends Dated>(
  row: Row,
  series: Series<Row>[],
  readings: Reading<Row>[],
): TooltipRow[] {
  return [
    ...series.map(({ label, color, shape, text }) => ({ label, color, shape, value: text(row) })),
    ...readings.map(({ label, text, total }) => ({ label, value: text(row), total })),
  ];
}
