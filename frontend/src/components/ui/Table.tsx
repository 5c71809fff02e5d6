import type { ComponentProps } from 'react';
import { cx } from '@/lib/cx';

const cell = 'border-b border-border px-2.5 first:pl-3.5 last:pr-3.5 [tr:last-child>&]:border-b-0';

type ThProps = ComponentProps<'th'> & { scope?: 'col' | 'row'; numeric?: boolean };

/** A header cell; that of a row looks like the row's first value. */
export function Th({ scope = 'col', numeric, className, ...rest }: ThProps) {
  return (
    <th
      scope={scope}
      className={cx(
        cell,
        'whitespace-nowrap',
        scope === 'col' ? 'h-7 border-b! text-xs font-medium text-ink-3' : 'h-8.5 font-normal',
        numeric ? 'text-right' : 'text-left',
        rest['aria-sort'] && 'text-ink',
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ numeric, className, ...rest }: ComponentProps<'td'> & { numeric?: boolean }) {
  return (
    <td
      className={cx(cell, 'h-8.5', numeric && 'text-right whitespace-nowrap', className)}
      {...rest}
    />
  );
}
