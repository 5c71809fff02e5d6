import { useRef, type ReactNode } from 'react';
import { Icon } from '@/components/ui/Icon';
import { Popover } from '@/components/ui/Popover';
import { cx } from '@/lib/cx';

type FilterChipProps = {
  /** What is filtered by, as one word: Model. Chips stand in a positioned box. */
  label: string;
  /** What is chosen, in the reader's words. */
  value: string | undefined;
  onClear: () => void;
  /** In the popover: what can be chosen. */
  children: ReactNode;
};

/** A filter: dashed while it is empty, solid with its value and an x when it is set. */
export function FilterChip({ label, value, onClear, children }: FilterChipProps) {
  const root = useRef<HTMLDivElement>(null);
  const set = value !== undefined;
  const word = label.toLowerCase();
  const clear = () => {
    // The x goes; the focus stays on the chip.
    root.current?.querySelector('button')?.focus();
    onClear();
  };
  return (
    <div
      ref={root}
      className={cx(
        'flex min-w-0 rounded-sm border text-xs',
        set
          ? 'border-accent bg-accent-soft text-info'
          : 'border-dashed border-border-strong text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      <Popover
        wide
        className="text-sm text-ink sm:w-72"
        title={set ? `${label}: ${value}` : `Filter by ${word}`}
        trigger={
          set ? (
            <span className="max-w-44 truncate">
              {word}: {value}
            </span>
          ) : (
            <>
              <Icon name="plus" size={12} />
              {label}
            </>
          )
        }
        triggerClass={cx(
          'focus-inset flex h-6.5 min-w-0 items-center gap-1 pl-2.5 font-medium max-sm:h-10',
          set ? 'pr-1' : 'pr-2.5',
        )}
      >
        {children}
      </Popover>
      {set && (
        <button
          type="button"
          aria-label={`Remove the ${word} filter`}
          title={`Remove the ${word} filter`}
          onClick={clear}
          className="focus-inset grid w-6 flex-none place-items-center max-sm:w-10"
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </div>
  );
}
