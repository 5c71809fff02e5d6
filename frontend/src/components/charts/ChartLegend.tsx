import { SeriesKey, type KeyShape } from '@/components/charts/SeriesKey';
import { cx } from '@/lib/cx';

export type LegendItem = {
  key: string;
  label: string;
  color: string;
  shape: KeyShape;
  total?: string;
};

type ChartLegendProps = {
  items: LegendItem[];
  hidden: ReadonlySet<string>;
  onToggle: (key: string) => void;
};

/** Names, totals and colours of the series; each is a switch for its series. */
export function ChartLegend({ items, hidden, onToggle }: ChartLegendProps) {
  return (
    <div role="group" aria-label="Series" className="flex gap-1">
      {items.map(({ key, label, color, shape, total }) => {
        const shown = !hidden.has(key);
        return (
          <button
            key={key}
            type="button"
            aria-pressed={shown}
            title={shown ? `Hide ${label}` : `Show ${label}`}
            onClick={() => onToggle(key)}
            className="flex h-6 items-center gap-1.5 rounded-sm px-1.5 whitespace-nowrap hover:bg-hover max-sm:h-10"
          >
            <SeriesKey color={color} shape={shape} faded={!shown} />
            <span className={cx(!shown && 'line-through')}>{label}</span>
            {total && <b className="font-semibold text-ink">{total}</b>}
          </button>
        );
      })}
    </div>
  );
}
