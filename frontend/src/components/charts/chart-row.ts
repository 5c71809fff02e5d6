/** A bucket as the chart library sees it: the values of the series that are shown. */
export type ChartRow = { timestamp: string; values: Record<string, number | null> };

/** The sum of a bucket's stack; what is unknown adds nothing. */
export function stackOf(row: ChartRow): number {
  return Object.values(row.values).reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

/** The highest single value of a bucket. */
export function peakOf(row: ChartRow): number {
  return Math.max(0, ...Object.values(row.values).map((value) => value ?? 0));
}

/** Whether a known value stands between unknown ones, where no line would reach it. */
export function isLonely(rows: ChartRow[], key: string, index: number): boolean {
  const at = (position: number) => rows[position]?.values[key] ?? null;
  return at(index) !== null && at(index - 1) === null && at(index + 1) === null;
}
