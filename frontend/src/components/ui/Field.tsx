import { useId, type ComponentProps } from 'react';
import { Icon } from '@/components/ui/Icon';
import { cx } from '@/lib/cx';

type FieldProps = ComponentProps<'input'> & { label: string; error?: string | undefined };

/** A labelled input with its error below. */
export function Field({ label, error, className, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className={cx('grid gap-1', className)}>
      <label htmlFor={id} className="text-xs font-medium text-ink-2">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className={cx(
          'h-9 w-full rounded-sm border bg-panel px-2.5 text-ink max-sm:h-11 max-sm:text-lg',
          error ? 'border-bad-solid' : 'border-border-control hover:border-ink-3',
        )}
        {...input}
      />
      {error && <FieldError id={`${id}-error`} message={error} />}
    </div>
  );
}

export function FieldError({ id, message }: { id?: string; message: string }) {
  return (
    <p id={id} className="flex items-center gap-1 text-xs text-bad">
      <Icon name="warning" size={12} />
      {message}
    </p>
  );
}
