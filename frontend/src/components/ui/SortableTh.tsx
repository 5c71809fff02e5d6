import { Th } from '@/components/ui/Table';
import { cx } from '@/lib/cx';

/** A column that rows are sorted by, as the URL and the API write it: with a minus falling. */
export type Sort = string;

type SortableThProps = {
  /** The column's name in a sort. */
  name: string;
  label: string;
  sort: Sort;
  /** What the first press asks for. */
  first?: 'rising' | 'falling';
  numeric?: boolean;
  className?: string;
  onSort: (sort: Sort) => void;
};

/** A header that sorts the table by its column; pressed again, the other way round. */
export function SortableTh({ name, label, sort, first, onSort, ...th }: SortableThProps) {
  const rises = sort === name;
  const falls = sort === `-${name}`;
  const start = first ?? (th.numeric ? 'falling' : 'rising');
  const next = rises || (!falls && start === 'falling') ? `-${name}` : name;
  return (
    <Th
      aria-sort={rises ? 'ascending' : falls ? 'descending' : 'none'}
      {...th}
      className={cx(!rises && !falls && 'text-ink-3!', th.className)}
    >
      <button
        type="button"
        onClick={() => onSort(next)}
        className="-mx-1 h-6 rounded-sm px-1 font-medium hover:bg-hover hover:text-ink max-sm:h-10"
      >
        {label}
        <span aria-hidden="true">{rises ? ' ↑' : falls ? ' ↓' : ''}</span>
      </button>
    </Th>
  );
}
