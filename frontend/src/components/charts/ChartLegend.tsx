import type { CSSProperties } from 'react';
import { cx } from '@/lib/cx';

export type LegendItem = { key: string; label: string; value: string; color: string };

type ChartLegendProps = {
  items: LegendItem[];
  hidden: ReadonlySet<string>;
  onToggle: (key: string) => void;
};

/** Names, totals and colours of the series; each is a switch for its series. */
export function ChartLegend({ items, hidden, onToggle }: ChartLegendProps) {
  return (
    <div role="group" aria-label="Series" className="flex gap-1">
      {items.map((item) => {
        const shown = !hidden.has(item.key);
        return (
          <button
            key={item.key}
            type="button"
            aria-pressed={shown}
            title={shown ? `Hide ${item.label}` : `Show ${item.label}`}
            onClick={() => onToggle(item.key)}
            className="flex h-6 items-center gap-1.5 rounded-sm px-1.5 whitespace-nowrap hover:bg-hover max-sm:h-10"
          >
            <i
              aria-hidden="true"
              className={cx('key-dot', !shown && 'opacity-30')}
              style={{ '--key': item.color } as CSSProperties}
            />
            <span className={cx(!shown && 'line-through')}>{item.label}</span>
            <b className="font-semibold text-ink">{item.value}</b>
          </button>
        );
      })}
    </div>
  );
}
