import { usePlotArea } from 'recharts';
import type { ChartRow } from '@/components/charts/chart-row';

type LineEndsProps = {
  rows: ChartRow[];
  keys: string[];
  /** The value at the top of the plot. */
  top: number;
  text: (value: number) => string;
};

const LINE_HEIGHT = 13;

/** The last known value of each line, written at its end and kept apart from the others. */
export function LineEnds({ rows, keys, top, text }: LineEndsProps) {
  const area = usePlotArea();
  if (!area) return null;
  const ends = keys.flatMap((key) => {
    const value = rows.findLast((row) => (row.values[key] ?? null) !== null)?.values[key] ?? null;
    return value === null ? [] : [{ key, value, y: area.y + area.height * (1 - value / top) }];
  });
  return spread(ends, area.y + area.height).map(({ key, value, y }) => (
    <text
      key={key}
      x={area.x + area.width + 6}
      y={y}
      dy="0.35em"
      fontSize="var(--fs-2xs)"
      fill="var(--text-2)"
    >
      {text(value)}
    </text>
  ));
}

/** From the lowest upwards, each at least a line above the one before. */
function spread<End extends { y: number }>(ends: End[], bottom: number): End[] {
  let limit = bottom;
  return ends
    .toSorted((a, b) => b.y - a.y)
    .map((end) => {
      const y = Math.min(end.y, limit);
      limit = y - LINE_HEIGHT;
      return { ...end, y };
    });
}
