import {
  createContext,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { cx } from '@/lib/cx';

type PopoverProps = {
  trigger: ReactNode;
  triggerClass: string;
  /** Names the button where its content has no words. */
  label?: string;
  title?: string;
  pressed?: boolean;
  align?: 'start' | 'end';
  /** Which way it opens. */
  side?: 'below' | 'above';
  /** On a phone it fills the width of the positioned box around its button. */
  wide?: boolean;
  className?: string;
  children: ReactNode;
};

const CloseContext = createContext<() => void>(() => undefined);

/** For what stands in a popover: closes it and gives the focus back to its button. */
export function useClosePopover(): () => void {
  return useContext(CloseContext);
}

/** A button that shows a small box beside itself. Escape, a click elsewhere or leaving it closes. */
export function Popover({
  align = 'start',
  side = 'below',
  wide = false,
  children,
  className,
  ...button
}: PopoverProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      opener.current?.focus();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);

  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };

  return (
    <div
      ref={root}
      className={cx('relative flex', wide && 'min-w-0 max-sm:static')}
      onBlur={(event) => {
        const next = event.relatedTarget;
        if (next && !event.currentTarget.contains(next)) setOpen(false);
      }}
    >
      <button
        ref={opener}
        type="button"
        className={button.triggerClass}
        title={button.title}
        aria-label={button.label}
        aria-pressed={button.pressed}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {button.trigger}
      </button>
      {open && (
        <div
          id={id}
          className={cx(
            'absolute z-(--z-popover) rounded-md bg-raised p-3 shadow-2',
            side === 'above' ? 'bottom-full mb-1.5' : 'top-full mt-1.5',
            align === 'end' ? 'right-0' : 'left-0',
            wide && 'max-sm:inset-x-0',
            className,
          )}
        >
          <CloseContext value={close}>{children}</CloseContext>
        </div>
      )}
    </div>
  );
}
