import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';

type ScrollBoxProps = { label: string; className?: string; children: ReactNode };

/** Scrolls what is too large for its place; the keyboard can reach and scroll it, too. */
export function ScrollBox({ label, className, children }: ScrollBoxProps) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className={cx('focus-inset overflow-auto', className)}
    >
      {children}
    </div>
  );
}
