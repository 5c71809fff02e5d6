import { comparedWith, type DashboardRange } from '@/features/dashboard/api/range';
import type { Dashboard } from '@/features/dashboard/api/types';
import { formatSpan } from '@/lib/format/dates';

type RangeHeadingProps = {
  range: DashboardRange;
  data: Dashboard | undefined;
  /** The data still belongs to the range before. */
  switching: boolean;
};

/** The page's title, and exactly which time its numbers are about. */
export function RangeHeading({ range, data, switching }: RangeHeadingProps) {
  return (
    <div className="flex min-h-6.5 flex-wrap items-baseline gap-x-3 gap-y-0.5">
      <h1 className="text-lg font-semibold">Overview</h1>
      {data && (
        <>
          <span className="text-ink-2">
            {formatSpan(data.start, data.end, data.timezone)}
            <span className="sm:hidden"> {data.timezone}</span>
          </span>
          <span role="status" className="text-ink-3 max-sm:sr-only">
            {switching ? 'loading the new range' : comparedWith(range)}
          </span>
        </>
      )}
    </div>
  );
}
