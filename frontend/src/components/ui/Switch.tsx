import { cx } from '@/lib/cx';

type SwitchProps = {
  label: string;
  /** What of the label there is room for on a wide screen. */
  short: string;
  on: boolean;
  onChange: (on: boolean) => void;
};

/** On or off, at once. */
export function Switch({ label, short, on, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      title={label}
      onClick={() => onChange(!on)}
      className="flex h-7.5 items-center gap-1.5 rounded-sm px-1 text-xs text-ink-2 max-sm:h-10 max-sm:px-2"
    >
      <span className="max-lg:hidden">{short}</span>
      <i
        aria-hidden="true"
        className={cx(
          'flex h-4 w-6.5 items-center rounded-full border px-0.5 transition-colors',
          on ? 'justify-end border-accent bg-accent' : 'border-border-control bg-panel',
        )}
      >
        <b className={cx('size-2.5 rounded-full', on ? 'bg-on-accent' : 'bg-mute-solid')} />
      </i>
    </button>
  );
}
