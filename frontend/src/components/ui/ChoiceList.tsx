import { useId, useState, type KeyboardEvent } from 'react';
import { Icon } from '@/components/ui/Icon';

export type Choice = { value: string; label: string };

export type ChoiceListProps = {
  label: string;
  placeholder: string;
  choices: Choice[];
  selected: string | undefined;
  /** Offers what was typed as a value of its own, in these words. */
  typed?: (text: string) => string;
  /** Said in place of the list: that it is loading, or why there is none. */
  message?: string | undefined;
  onChoose: (value: string) => void;
};

const MOST_SHOWN = 100;

/** A list that typing narrows. Enter takes the first; arrow keys walk from field to list. */
export function ChoiceList({ label, choices, selected, typed, message, ...rest }: ChoiceListProps) {
  const [text, setText] = useState('');
  const id = useId();
  const wanted = text.trim();
  const needle = wanted.toLowerCase();
  const found = choices.filter((choice) => choice.label.toLowerCase().includes(needle));
  const known = choices.some(({ value, label: name }) => value === wanted || name === wanted);
  const own = typed && wanted && !known ? [{ value: wanted, label: typed(wanted) }] : [];
  const shown = [...found.slice(0, MOST_SHOWN), ...own];

  return (
    <div onKeyDown={walk}>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <input
        id={id}
        type="search"
        autoFocus
        autoComplete="off"
        placeholder={rest.placeholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !shown[0]) return;
          event.preventDefault();
          rest.onChoose(shown[0].value);
        }}
        className="h-7.5 w-full rounded-sm border border-border-control bg-panel px-2.5 text-ink max-sm:h-11 max-sm:text-lg"
      />
      <ul aria-label={label} className="mt-2 max-h-64 overflow-y-auto">
        {shown.map((choice) => (
          <li key={choice.value}>
            <button
              type="button"
              aria-pressed={choice.value === selected}
              onClick={() => rest.onChoose(choice.value)}
              title={choice.label}
              className="focus-inset flex h-7.5 w-full items-center gap-2 rounded-sm px-2 text-left hover:bg-hover max-sm:h-11"
            >
              <span className="min-w-0 flex-1 truncate">{choice.label}</span>
              {choice.value === selected && <Icon name="check" size={14} />}
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className="px-2 text-xs text-ink-3">
        {shown.length === 0 && (message ?? 'Nothing found')}
      </p>
    </div>
  );
}

/** Arrow keys move between the field and the list's buttons. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button')];
  const next = stops[stops.indexOf(event.target as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
