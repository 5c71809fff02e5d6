import type { ComponentProps } from 'react';
import { cx } from '@/lib/cx';

type ButtonProps = ComponentProps<'button'> & {
  variant?: 'primary' | 'default' | 'ghost';
  size?: 'sm' | 'md' | 'icon';
};

const variants = {
  primary: 'border-accent bg-accent text-on-accent hover:border-accent-hover hover:bg-accent-hover',
  default: 'border-border-strong bg-panel text-ink hover:border-border-control hover:bg-hover',
  ghost: 'border-transparent text-ink-2 hover:bg-hover hover:text-ink',
};

const sizes = {
  sm: 'h-6 px-2 text-xs max-sm:h-10 max-sm:px-3',
  md: 'h-7.5 px-2.75 max-sm:h-10',
  icon: 'size-7.5 max-sm:size-10',
};

export function Button({ variant = 'default', size = 'md', className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={cx(
        'inline-flex items-center justify-center gap-1.5 rounded-sm border font-medium whitespace-nowrap transition-colors',
        'disabled:cursor-not-allowed disabled:border-border disabled:bg-sunken disabled:text-ink-3',
        variants[variant],
        sizes[size],
        className,
      )}
      {...rest}
    />
  );
}
