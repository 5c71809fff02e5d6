import { SeriesKey, type KeyShape } from '@/components/charts/SeriesKey';
import { cx } from '@/lib/cx';

export type TooltipRow = {
  label: string;
  value: string;
  color?: string;
  shape?: KeyShape;
  /** Stands last, under a hairline. */
  total?: true | undefined;
};

type ChartTooltipProps = {
  heading: string;
  rows: TooltipRow[];
  /** Read out. Of charts that move together, only the one that leads speaks. */
  spoken?: boolean;
};

/** The numbers of one bucket, series in the legend's order, the total last under a hairline. */
export function ChartTooltip({ heading, rows, spoken = true }: ChartTooltipProps) {
  return (
    <div
      role={spoken ? 'status' : undefined}
      className="min-w-42 rounded-sm bg-raised px-2.5 py-2 text-xs text-ink-2 shadow-2"
    >
      <p className="mb-1 whitespace-nowrap">{heading}</p>
      <dl>
        {rows.map((row) => (
          <Row key={row.label} row={row} />
        ))}
      </dl>
    </div>
  );
}

function Row({ row: { label, value, color, shape, total } }: { row: TooltipRow }) {
  return (
    <div
      className={cx(
        'flex items-center justify-between gap-4 leading-5',
        total && 'mt-1 border-t border-border pt-1',
      )}
    >
      <dt className="flex items-center gap-1.5 whitespace-nowrap">
        {color && <SeriesKey color={color} shape={shape ?? 'bar'} />}
        {label}
      </dt>
      <dd className="font-medium text-ink">{value}</dd>
    </div>
  );
}
