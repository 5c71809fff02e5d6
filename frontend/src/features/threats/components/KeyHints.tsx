import { Button } from '@/components/ui/Button';
import { Key } from '@/components/ui/Key';

const KEYS = [
  ['J', 'next threat'],
  ['K', 'previous threat'],
  ['X', 'select it, or take it out'],
  ['Enter', 'open it'],
  ['R', 'resolve what is selected, else the current one'],
  ['F', 'mark it as a false positive'],
  ['Esc', 'back to the list'],
  ['?', 'show or hide these keys'],
] as const;

type KeyHintsProps = { open: boolean; onToggle: () => void };

/** The keys that are needed most, and a button that tells all of them. */
export function KeyHints({ open, onToggle }: KeyHintsProps) {
  return (
    <p className="ml-auto flex items-center gap-2.5 text-xs text-ink-2 max-md:hidden">
      <span>
        <Key>J</Key> <Key>K</Key> move
      </span>
      <span>
        <Key>X</Key> select
      </span>
      <span>
        <Key>R</Key> resolve
      </span>
      <Button
        variant="ghost"
        size="sm"
        className="px-1!"
        aria-expanded={open}
        aria-controls={open ? 'all-keys' : undefined}
        onClick={onToggle}
      >
        <Key>?</Key> all keys
      </Button>
    </p>
  );
}

/** They work wherever the focus is, but in a field. */
export function AllKeys() {
  return (
    <section
      id="all-keys"
      aria-label="Keys"
      className="rounded-md border border-border bg-panel px-3.5 py-2.5 shadow-1"
    >
      <dl className="flex flex-wrap gap-x-5 gap-y-1.5">
        {KEYS.map(([key, meaning]) => (
          <div key={key} className="flex items-center gap-1.5">
            <dt>
              <Key>{key}</Key>
            </dt>
            <dd className="text-ink-2">{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
