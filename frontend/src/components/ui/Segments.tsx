import { cx } from '@/lib/cx';

type SegmentsProps<Value extends string> = {
  label: string;
  choices: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
};

/** One of a few, all in sight. */
export function Segments<Value extends string>({
  label,
  choices,
  value,
  onChange,
}: SegmentsProps<Value>) {
  return (
    <div
      role="group"
      aria-label={label}
      className="flex divide-x divide-border rounded-sm border border-border-strong bg-panel"
    >
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
          className={segment(choice.value === value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}

/** How one of them looks. */
export function segment(pressed: boolean): string {
  return cx(
    'focus-inset h-7 px-2.5 font-medium max-sm:h-10',
    pressed
      ? 'bg-accent-soft text-info shadow-[inset_0_-2px_0_var(--accent)]'
      : 'text-ink-2 hover:bg-hover hover:text-ink',
  );
}
