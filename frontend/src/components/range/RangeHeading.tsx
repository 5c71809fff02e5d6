import type { ReactNode } from 'react';
import { formatSpan } from '@/lib/format/dates';

type RangeHeadingProps = {
  title: string;
  /** Undefined until the first answer. */
  data: { start: string; end: string; timezone: string } | undefined;
  /** What the numbers are compared with, or that they are on their way. */
  status?: string;
  /** At the end of the line. */
  children?: ReactNode;
};

/** The page's title, and exactly which time its numbers are about. */
export function RangeHeading({ title, data, status, children }: RangeHeadingProps) {
  return (
    <div className="flex min-h-6.5 flex-wrap items-baseline gap-x-3 gap-y-0.5">
      <h1 className="text-lg font-semibold">{title}</h1>
      {data && (
        <>
          <span className="text-ink-2">
            {formatSpan(data.start, data.end, data.timezone)}
            <span className="sm:hidden"> {data.timezone}</span>
          </span>
          <span role="status" className="text-ink-3 max-sm:sr-only">
            {status}
          </span>
        </>
      )}
      {children}
    </div>
  );
}
