import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { cx } from '@/lib/cx';

export type BarRow = {
  key: string;
  /** A short code in front of the name. */
  code?: string;
  name: string;
  /** Where the row leads, if there is such a place. */
  to?: string | undefined;
  /** Length of the bar behind the name, 0 to 1. */
  size: number;
  /** Right of the bar, the main number first. */
  values: ReactNode[];
};

type BarListProps = { label: string; rows: BarRow[]; columns: string };

/** Things by size: the bar lies behind the name, the numbers stand beside it. */
export function BarList({ label, rows, columns }: BarListProps) {
  return (
    <ol aria-label={label} className="grid gap-0.75 px-3.5 pt-2 pb-3">
      {rows.map((row) => (
        <li
          key={row.key}
          className={cx(
            'relative grid h-6.5 items-center gap-2.5 rounded-xs hover:bg-hover max-sm:h-10',
            columns,
          )}
        >
          <span
            className="flex h-full min-w-0 items-center gap-2 rounded-xs bg-[image:linear-gradient(var(--c-bar),var(--c-bar))] bg-no-repeat px-2"
            style={{ backgroundSize: `${row.size * 100}% 100%` }}
          >
            {row.code && (
              <span className="w-4.5 flex-none font-mono text-2xs font-medium text-ink-2">
                {row.code}
              </span>
            )}
            {/* The whole row leads there; links among the values lie above. */}
            {row.to === undefined ? (
              <span title={row.name} className="truncate">
                {row.name}
              </span>
            ) : (
              <Link
                to={row.to}
                title={row.name}
                className="focus-inset truncate text-ink after:absolute after:inset-0"
              >
                {row.name}
              </Link>
            )}
          </span>
          {row.values.map((value, index) => (
            <span
              key={index}
              className={cx(
                'text-right whitespace-nowrap [&>a]:relative',
                index > 0 && 'text-xs text-ink-3',
              )}
            >
              {value}
            </span>
          ))}
        </li>
      ))}
    </ol>
  );
}
