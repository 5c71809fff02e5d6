import type { ReactNode } from 'react';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { Key } from '@/components/ui/Key';

type TriageFormProps = {
  note: string;
  onNote: (text: string) => void;
  /** Undefined where there is nothing to be resolved, or reopened. */
  onResolve: (() => void) | undefined;
  onFalse: (() => void) | undefined;
  onReopen: (() => void) | undefined;
  /** One primary button a view. */
  quiet?: boolean;
  children?: ReactNode;
};

const MOST_CHARACTERS = 2_000;

/** A note and what becomes of a finding, or of several. */
export function TriageForm({ note, onNote, onResolve, onFalse, ...rest }: TriageFormProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <textarea
        rows={1}
        aria-label="Note, kept in the history"
        placeholder="Note, kept in the history"
        maxLength={MOST_CHARACTERS}
        value={note}
        onChange={(event) => onNote(event.target.value)}
        className="field-sizing-content max-h-32 min-h-7.5 min-w-60 flex-1 resize-none rounded-sm border border-border-control bg-panel px-2.5 py-1 text-ink hover:border-ink-3 max-sm:min-h-11 max-sm:py-2 max-sm:text-lg"
      />
      {onResolve && (
        <Button variant={rest.quiet ? 'default' : 'primary'} onClick={onResolve}>
          <Icon name="check" size={14} />
          Resolve
          <span className="max-md:hidden" aria-hidden="true">
            <Key>R</Key>
          </span>
        </Button>
      )}
      {onFalse && (
        <Button onClick={onFalse}>
          False positive
          <span className="max-md:hidden" aria-hidden="true">
            <Key>F</Key>
          </span>
        </Button>
      )}
      {rest.onReopen && <Button onClick={rest.onReopen}>Reopen</Button>}
      {rest.children}
    </div>
  );
}
