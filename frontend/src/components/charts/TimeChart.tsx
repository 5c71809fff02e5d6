import { useEffect, useState, type ReactNode } from 'react';
import {
  BarChart,
  CartesianGrid,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { isUnfinished, type Span } from '@/components/charts/bucket-label';
import { peakOf, stackOf, type ChartRow } from '@/components/charts/chart-row';
import { LineEnds } from '@/components/charts/LineEnds';
import { barsOf, linesOf, type ChartSeries } from '@/components/charts/marks';
import { thinLabels, timeAxis, type Bucket } from '@/components/charts/time-axis';

export type TimeChartProps = {
  label: string;
  kind: 'bars' | 'lines';
  rows: ChartRow[];
  /** Of bars: from the axis upwards. */
  series: ChartSeries[];
  span: Span;
  /** Ticks up to a value, and how they are written. */
  scale: (max: number) => number[];
  tick: (value: number) => string;
  /** How the last value of a line is written. */
  endText: (value: number) => string;
  /** `leads` is false where another chart is the one that is pointed at. */
  tooltip: (timestamp: string, leads: boolean) => ReactNode;
};

/** Charts of one page move their crosshairs together. */
const SYNC_ID = 'time';
const INITIAL = { width: 640, height: 212 };
const MIN_LABEL_SPACE = 50;
const DIGIT_WIDTH = 7;
const END_LABEL_WIDTH = 56;
/** What the bucket that is not over yet is called; hours are many, so theirs keep their label. */
const openLabels: Partial<Record<Bucket, string>> = {
  day: 'Today',
  week: 'so far',
  month: 'so far',
};
const tickStyle = { fontSize: 'var(--fs-2xs)', fill: 'var(--text-3)' };

/**
 * Values over time, as stacked bars or as lines. Arrow keys move from bucket to bucket, Escape
 * leaves. Default export, because the chart library is loaded apart from the page.
 */
export default function TimeChart({ kind, rows, series, span, ...chart }: TimeChartProps) {
  const [dismissed, setDismissed] = useState(false);
  const [leads, setLeads] = useState(false);
  const [width, setWidth] = useState(INITIAL.width);
  const isBars = kind === 'bars';
  const timestamps = rows.map((row) => row.timestamp);
  const axis = timeAxis(timestamps, span.bucket, span.timeZone);
  const labels = thinLabels(axis.labels, width / MIN_LABEL_SPACE - 1);
  const last = timestamps.at(-1);
  const unfinished = last !== undefined && isUnfinished(last, span) ? last : undefined;
  const scale = chart.scale(Math.max(0, ...rows.map(isBars ? stackOf : peakOf)));
  const top = scale.at(-1) ?? 1;
  const longest = Math.max(...scale.map((value) => chart.tick(value).length));
  useEffect(() => {
    if (!leads) return;
    // On the document, so that it also closes what only the pointer opened.
    const onKey = ({ key }: KeyboardEvent) => setDismissed(key === 'Escape');
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [leads]);
  const Chart = isBars ? BarChart : LineChart;

  const labelOf = (at: string) =>
    at === unfinished ? (openLabels[span.bucket] ?? labels.get(at) ?? '') : (labels.get(at) ?? '');

  return (
    <div
      className="min-h-0 flex-1"
      onPointerMove={() => {
        setDismissed(false);
        setLeads(true);
      }}
      onPointerLeave={() => setLeads(false)}
      onFocus={() => setLeads(true)}
      onBlur={() => setLeads(false)}
    >
      <ResponsiveContainer
        width="100%"
        height="100%"
        initialDimension={INITIAL}
        onResize={setWidth}
      >
        <Chart
          data={rows}
          aria-label={chart.label}
          syncId={SYNC_ID}
          syncMethod="value"
          barCategoryGap="12%"
          margin={{ top: 6, right: isBars ? 14 : END_LABEL_WIDTH, bottom: 0, left: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--grid)" />
          {axis.midnights.map((at) => (
            <ReferenceLine key={at} x={at} position="start" stroke="var(--grid)" zIndex={-50} />
          ))}
          <XAxis
            dataKey="timestamp"
            scale="band"
            ticks={[...labels.keys()]}
            tickFormatter={labelOf}
            tick={tickStyle}
            tickLine={false}
            tickMargin={6}
            height={24}
            interval={0}
            stroke="var(--axis)"
          />
          <YAxis
            ticks={scale}
            domain={[0, top]}
            tickFormatter={chart.tick}
            tick={tickStyle}
            tickLine={false}
            axisLine={false}
            tickMargin={6}
            width={longest * DIGIT_WIDTH + 12}
          />
          <Tooltip
            {...(dismissed ? { active: false } : {})}
            isAnimationActive={false}
            filterNull={false}
            offset={12}
            wrapperStyle={{ zIndex: 'var(--z-tooltip)', pointerEvents: 'none' }}
            cursor={isBars ? { fill: 'var(--hover)' } : { stroke: 'var(--cross)' }}
            content={({ label: at }) => chart.tooltip(String(at), leads)}
          />
          {isBars ? barsOf(series, unfinished) : linesOf(series, rows, unfinished)}
          {!isBars && (
            <LineEnds
              rows={rows}
              keys={series.map(({ key }) => key)}
              top={top}
              text={chart.endText}
            />
          )}
        </Chart>
      </ResponsiveContainer>
    </div>
  );
}
