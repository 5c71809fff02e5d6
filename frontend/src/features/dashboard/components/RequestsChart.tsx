import { bucketLabel, type Span } from '@/components/charts/bucket-label';
import { ChartTooltip } from '@/components/charts/ChartTooltip';
import StackedBars from '@/components/charts/StackedBars';
import type { RequestBucket } from '@/features/dashboard/api/types';
import { REQUEST_SERIES } from '@/features/dashboard/components/request-series';
import { formatDay } from '@/lib/format/dates';
import { formatCount, formatPercent, share } from '@/lib/format/numbers';

type RequestsChartProps = { rows: RequestBucket[]; span: Span; hidden: ReadonlySet<string> };

/** Default export, because it is loaded apart from the page together with the chart library. */
export default function RequestsChart({ rows, span, hidden }: RequestsChartProps) {
  const series = REQUEST_SERIES.filter(({ key }) => !hidden.has(key));
  const buckets = new Map(rows.map((row) => [row.timestamp, row]));
  return (
    <StackedBars
      label={describe(rows, span)}
      series={series}
      span={span}
      rows={rows.map((row) => ({
        timestamp: row.timestamp,
        values: Object.fromEntries(series.map(({ key, valueOf }) => [key, valueOf(row)])),
      }))}
      tooltip={({ timestamp }) => {
        const bucket = buckets.get(timestamp);
        return (
          bucket && (
            <ChartTooltip
              heading={bucketLabel(timestamp, span)}
              rows={series.map(({ key, label, color, valueOf }) => ({
                label,
                color,
                value: key === 'failed' ? failedText(bucket) : formatCount(valueOf(bucket)),
              }))}
              total={{ label: 'Total', value: formatCount(bucket.total) }}
            />
          )
        );
      }}
    />
  );
}

/** 181 (11.8 %) */
function failedText({ failed, total }: RequestBucket): string {
  const count = formatCount(failed);
  return failed > 0 ? `${count} (${formatPercent(share(failed, total))})` : count;
}

/** What the chart shows, for who does not see it. */
function describe(rows: RequestBucket[], span: Span): string {
  const busiest = rows.reduce((peak, row) => (row.total > peak.total ? row : peak));
  const first = formatDay(span.start, span.timeZone);
  const last = formatDay(Date.parse(span.end) - 1, span.timeZone);
  const peak = `${formatCount(busiest.total)} on ${bucketLabel(busiest.timestamp, span)}`;
  return `Requests per ${span.bucket}, ${first} to ${last}. Most: ${peak}. Arrow keys read each ${span.bucket}.`;
}
