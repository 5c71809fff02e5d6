import type { CSSProperties } from 'react';
import { cx } from '@/lib/cx';

export type TooltipRow = { label: string; value: string; color?: string };

type ChartTooltipProps = { heading: string; rows: TooltipRow[]; total?: TooltipRow };

/** The numbers of one bucket, series in the legend's order, the total last under a hairline. */
export function ChartTooltip({ heading, rows, total }: ChartTooltipProps) {
  return (
    <div
      role="status"
      className="min-w-42 rounded-sm bg-raised px-2.5 py-2 text-xs text-ink-2 shadow-2"
    >
      <p className="mb-1">{heading}</p>
      <dl>
        {rows.map((row) => (
          <Row key={row.label} row={row} />
        ))}
        {total && <Row row={total} className="mt-1 border-t border-border pt-1" />}
      </dl>
    </div>
  );
}

type RowProps = { row: TooltipRow; className?: string };

function Row({ row: { label, value, color }, className }: RowProps) {
  return (
    <div className={cx('flex items-center justify-between gap-4 leading-5', className)}>
      <dt className="flex items-center gap-1.5">
        {color && (
          <i aria-hidden="true" className="key-dot" style={{ '--key': color } as CSSProperties} />
        )}
        {label}
      </dt>
      <dd className="font-medium text-ink">{value}</dd>
    </div>
  );
}
