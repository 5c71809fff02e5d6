import { useId } from 'react';

type SelectProps = {
  label: string;
  /** What stands for no choice, where there need not be one. */
  empty?: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
};

/** A labelled choice among a few. */
export function Select({ label, empty, value, options, onChange }: SelectProps) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-xs font-medium text-ink-2">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-9 w-full rounded-sm border border-border-control bg-panel px-2 text-ink hover:border-ink-3 max-sm:h-11 max-sm:text-lg"
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
