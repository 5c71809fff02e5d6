import { Bar, Line, type BarShapeProps } from 'recharts';
import { BarSegment } from '@/components/charts/BarSegment';
import { isLonely, type ChartRow } from '@/components/charts/chart-row';
import type { KeyShape } from '@/components/charts/SeriesKey';

export type ChartSeries = { key: string; color: string; shape: KeyShape };

/** Bars on top of each other; a bucket that is not over yet is paler. */
export function barsOf(series: ChartSeries[], unfinished: string | undefined) {
  return series.map(({ key, color }, index) => (
    <Bar
      key={key}
      dataKey={(row: ChartRow) => row.values[key] ?? 0}
      stackId="stack"
      fill={color}
      isAnimationActive={false}
      shape={(bar: BarShapeProps) => (
        <BarSegment
          bar={bar}
          raised={index > 0}
          faded={(bar.payload as ChartRow).timestamp === unfinished}
        />
      )}
    />
  ));
}

const strokes = { bar: 1.5, line: 1.25, thick: 2.25, dash: 1.25 };

/** Lines that break where a value is unknown; the way into an unfinished bucket is paler. */
export function linesOf(series: ChartSeries[], rows: ChartRow[], unfinished: string | undefined) {
  const tail = new Set(rows.slice(-2).map((row) => row.timestamp));
  const isSettled = (at: string) => at !== unfinished;
  return series.flatMap((one) => {
    const open = unfinished !== undefined && (rows.at(-1)?.values[one.key] ?? null) !== null;
    return [
      lineOf(one, rows, { name: 'settled', opacity: 1, covers: isSettled, dots: isSettled }),
      open &&
        lineOf(one, rows, {
          name: 'open',
          opacity: 0.55,
          covers: (at) => tail.has(at),
          dots: (at) => at === unfinished,
        }),
    ];
  });
}

type Part = {
  name: string;
  opacity: number;
  covers: (timestamp: string) => boolean;
  /** Buckets whose value is drawn as a point when no line reaches it. */
  dots: (timestamp: string) => boolean;
};

function lineOf({ key, color, shape }: ChartSeries, rows: ChartRow[], part: Part) {
  return (
    <Line
      key={`${key} ${part.name}`}
      dataKey={(row: ChartRow) => (part.covers(row.timestamp) ? (row.values[key] ?? null) : null)}
      type="linear"
      stroke={color}
      strokeWidth={strokes[shape]}
      {...(shape === 'dash' ? { strokeDasharray: '3 3' } : {})}
      opacity={part.opacity}
      connectNulls={false}
      isAnimationActive={false}
      dot={({ cx, cy, index }: { cx?: number; cy?: number; index: number }) =>
        part.dots(rows[index]?.timestamp ?? '') && isLonely(rows, key, index) ? (
          <circle key={index} cx={cx} cy={cy} r={2} fill={color} />
        ) : (
          <g key={index} />
        )
      }
      activeDot={{ r: 3, strokeWidth: 0, fill: color }}
    />
  );
}
