import { useState, type KeyboardEvent, type ReactNode } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type BarShapeProps,
} from 'recharts';
import { isUnfinished, type Span } from '@/components/charts/bucket-label';
import { niceCountScale } from '@/components/charts/nice-scale';
import { thinLabels, timeAxis } from '@/components/charts/time-axis';
import { formatCount } from '@/lib/format/numbers';

export type StackRow = { timestamp: string; values: Record<string, number> };
export type StackSeries = { key: string; color: string };

type StackedBarsProps = {
  label: string;
  rows: StackRow[];
  /** From the axis upwards. */
  series: StackSeries[];
  span: Span;
  tooltip: (row: StackRow) => ReactNode;
};

const INITIAL = { width: 640, height: 212 };
const MIN_LABEL_SPACE = 50;
const DIGIT_WIDTH = 7;
const tick = { fontSize: 'var(--fs-2xs)', fill: 'var(--text-3)' };

/** Counts over time as stacked bars. Arrow keys move from bucket to bucket, Escape leaves. */
export default function StackedBars({ label, rows, series, span, tooltip }: StackedBarsProps) {
  const [dismissed, setDismissed] = useState(false);
  const [width, setWidth] = useState(INITIAL.width);
  const timestamps = rows.map((row) => row.timestamp);
  const axis = timeAxis(timestamps, span.bucket, span.timeZone);
  const labels = thinLabels(axis.labels, width / MIN_LABEL_SPACE - 1);
  const unfinished = new Set(timestamps.slice(-1).filter((at) => isUnfinished(at, span)));
  const byTime = new Map(rows.map((row) => [row.timestamp, row]));
  const highest = Math.max(0, ...rows.map((row) => sum(row, series)));
  const scale = niceCountScale(highest);
  const longest = Math.max(...scale.map((value) => formatCount(value).length));

  const labelOf = (at: string) =>
    span.bucket === 'day' && unfinished.has(at) ? 'Today' : (labels.get(at) ?? '');
  const onKeyDown = (event: KeyboardEvent) => setDismissed(event.key === 'Escape');

  return (
    <div
      className="min-h-0 flex-1"
      onKeyDownCapture={onKeyDown}
      onPointerMove={() => setDismissed(false)}
    >
      <ResponsiveContainer
        width="100%"
        height="100%"
        initialDimension={INITIAL}
        onResize={setWidth}
      >
        <BarChart
          data={rows}
          aria-label={label}
          barCategoryGap="12%"
          margin={{ top: 6, right: 14, bottom: 0, left: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--grid)" />
          {axis.midnights.map((at) => (
            <ReferenceLine key={at} x={at} position="start" stroke="var(--grid)" zIndex={-50} />
          ))}
          <XAxis
            dataKey="timestamp"
            ticks={[...labels.keys()]}
            tickFormatter={labelOf}
            tick={tick}
            tickLine={false}
            tickMargin={6}
            height={24}
            interval={0}
            stroke="var(--axis)"
          />
          <YAxis
            ticks={scale}
            domain={[0, scale.at(-1) ?? 1]}
            tickFormatter={formatCount}
            tick={tick}
            tickLine={false}
            axisLine={false}
            tickMargin={6}
            width={longest * DIGIT_WIDTH + 12}
          />
          <Tooltip
            {...(dismissed ? { active: false } : {})}
            isAnimationActive={false}
            offset={12}
            cursor={{ fill: 'var(--hover)' }}
            content={({ label: at }) => {
              const row = byTime.get(String(at));
              return row ? tooltip(row) : null;
            }}
          />
          {series.map(({ key, color }, index) => (
            <Bar
              key={key}
              dataKey={(row: StackRow) => row.values[key] ?? 0}
              stackId="stack"
              fill={color}
              isAnimationActive={false}
              shape={(bar: BarShapeProps) => (
                <Segment bar={bar} raised={index > 0} faded={isFaded(bar, unfinished)} />
              )}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

type SegmentProps = { bar: BarShapeProps; raised: boolean; faded: boolean };

/** One part of a bar: 1 px above the part below, and never under 1 px while it is not zero. */
function Segment({ bar, raised, faded }: SegmentProps) {
  const { x, y, width, height, fill } = bar;
  if (!(height > 0)) return null;
  const gap = raised ? 1 : 0;
  const drawn = Math.max(1, height - gap);
  return (
    <rect
      x={x}
      y={y + height - gap - drawn}
      width={Math.max(1, width)}
      height={drawn}
      fill={fill}
      opacity={faded ? 0.55 : 1}
    />
  );
}

function isFaded(bar: BarShapeProps, unfinished: ReadonlySet<string>): boolean {
  return unfinished.has((bar.payload as StackRow).timestamp);
}

function sum(row: StackRow, series: StackSeries[]): number {
  return series.reduce((total, { key }) => total + (row.values[key] ?? 0), 0);
}
