import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';

const tones = {
  mute: 'bg-mute-soft text-mute',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-accent-soft text-info',
};

type BadgeProps = { children: ReactNode; tone?: keyof typeof tones; title?: string };

export function Badge({ children, tone = 'mute', title }: BadgeProps) {
  return (
    <span
      title={title}
      className={cx(
        'inline-flex h-5 items-center rounded-xs px-1.75 text-xs font-medium tracking-normal whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
