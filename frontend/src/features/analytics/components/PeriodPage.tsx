import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { freshnessOf } from '@/components/range/freshness';
import { LiveHeader } from '@/components/range/LiveHeader';
import { RangeHeading } from '@/components/range/RangeHeading';
import type { PeriodView } from '@/features/analytics/components/use-period';
import { useDocumentTitle } from '@/hooks/use-document-title';
import { PERIODS } from '@/lib/range';

type PeriodPageProps = {
  title: string;
  view: PeriodView;
  /** What fills the page; the first answers for the range. */
  queries: [UseQueryResult<RangeAnswer>, ...UseQueryResult[]];
  children: ReactNode;
};

type RangeAnswer = { start: string; end: string; timezone: string };

/** A page about people in a range: its part of the top bar, its heading, its panels. */
export function PeriodPage({ title, view, queries, children }: PeriodPageProps) {
  useDocumentTitle(title);
  const [main] = queries;
  const switching = queries.some((query) => query.isPlaceholderData);
  return (
    <>
      <LiveHeader
        picker={{ presets: PERIODS, range: view.range, onChange: view.setRange }}
        timeZone={view.timeZone}
        {...freshnessOf(queries)}
      />
      <RangeHeading
        title={title}
        data={main.data}
        {...(main.isPlaceholderData ? { status: 'loading the new range' } : {})}
      />
      <div aria-busy={switching} className="grid min-w-0 gap-3">
        {children}
      </div>
    </>
  );
}
