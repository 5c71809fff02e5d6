import { lazy, useState, type ReactNode } from 'react';
import { bucketLabel, type Span } from '@/components/charts/bucket-label';
import { ChartCard, type ChartCardProps } from '@/components/charts/ChartCard';
import { ChartLegend } from '@/components/charts/ChartLegend';
import { ChartTooltip } from '@/components/charts/ChartTooltip';
import { SeriesTable } from '@/components/charts/SeriesTable';
import {
  toggleSeries,
  tooltipRows,
  type Dated,
  type Reading,
  type Series,
} from '@/components/charts/series';
import type { TimeChartProps } from '@/components/charts/TimeChart';
import { formatDay } from '@/lib/format/dates';

const TimeChart = lazy(() => import('@/components/charts/TimeChart'));

type TimeSeriesCardProps<Row extends Dated> = Pick<
  ChartCardProps,
  'title' | 'state' | 'empty' | 'className'
> &
  Pick<TimeChartProps, 'kind' | 'scale' | 'tick' | 'endText'> & {
    /** In front of "per hour". */
    unit?: string;
    /** Undefined until the first answer. */
    span: Span | undefined;
    rows: Row[];
    series: Series<Row>[];
    readings?: Reading<Row>[];
    /** What the chart's description calls its peak by. */
    peak: (row: Row) => number | null;
    actions?: ReactNode;
    foot?: ReactNode;
  };

/** A panel with values over time: chart, legend, tooltip and table from one list of series. */
export function TimeSeriesCard<Row extends Dated>(props: TimeSeriesCardProps<Row>) {
  const { title, unit, span, rows, series, readings = [], peak } = props;
  const { kind, scale, tick, endText, ...card } = props;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const shown = series.filter(({ key }) => !hidden.has(key));
  const byTime = new Map(rows.map((row) => [row.timestamp, row]));
  const per = span && `per ${span.bucket}`;

  return (
    <ChartCard
      title={title}
      sub={unit && per ? `${unit} ${per}` : per}
      state={card.state}
      empty={card.empty}
      actions={card.actions}
      foot={card.foot}
      {...(card.className ? { className: card.className } : {})}
      legend={
        series.length > 1 && (
          <ChartLegend
            items={series}
            hidden={hidden}
            onToggle={(key) => setHidden(toggleSeries(hidden, key, series.length))}
          />
        )
      }
      table={
        span && (
          <SeriesTable title={title} rows={rows} span={span} series={series} readings={readings} />
        )
      }
    >
      {span && (
        <TimeChart
          label={describe(title, rows, span, peak, endText)}
          kind={kind}
          series={shown}
          span={span}
          scale={scale}
          tick={tick}
          endText={endText}
          rows={rows.map((row) => ({
            timestamp: row.timestamp,
            values: Object.fromEntries(shown.map(({ key, valueOf }) => [key, valueOf(row)])),
          }))}
          tooltip={(timestamp, leads) => {
            const row = byTime.get(timestamp);
            return (
              row && (
                <ChartTooltip
                  heading={bucketLabel(timestamp, span)}
                  rows={tooltipRows(row, shown, readings)}
                  spoken={leads}
                />
              )
            );
          }}
        />
      )}
    </ChartCard>
  );
}

/** What the chart shows, for who does not see it. */
function describe<Row extends Dated>(
  title: string,
  rows: Row[],
  span: Span,
  peak: (row: Row) => number | null,
  text: (value: number) => string,
): string {
  const first = formatDay(span.start, span.timeZone);
  const last = formatDay(Date.parse(span.end) - 1, span.timeZone);
  const known = rows.filter((row) => peak(row) !== null);
  const highest = known.toSorted((a, b) => (peak(b) ?? 0) - (peak(a) ?? 0))[0];
  const most = highest
    ? ` Most: ${text(peak(highest) ?? 0)} on ${bucketLabel(highest.timestamp, span)}.`
    : '';
  return `${title} per ${span.bucket}, ${first} to ${last}.${most} Arrow keys read each ${span.bucket}.`;
}
