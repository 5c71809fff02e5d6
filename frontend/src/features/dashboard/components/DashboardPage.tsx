import { useSearchParams } from 'react-router';
import { RangeHeading } from '@/components/range/RangeHeading';
import { panelState } from '@/components/ui/panel-state';
import { useDashboardData } from '@/features/dashboard/api/dashboard';
import { DashboardFilters } from '@/features/dashboard/components/DashboardFilters';
import { DashboardGrid } from '@/features/dashboard/components/DashboardGrid';
import { DashboardHeader } from '@/features/dashboard/components/DashboardHeader';
import { ExportMenu } from '@/features/dashboard/components/ExportMenu';
import { StaleNotice } from '@/features/dashboard/components/StaleNotice';
import type { DashboardView } from '@/features/dashboard/components/view';
import { useDocumentTitle } from '@/hooks/use-document-title';
import { useMediaQuery } from '@/hooks/use-media-query';
import type { Dashboard } from '@/features/dashboard/api/types';
import { filtersFromSearch, withFilter, withoutFilters } from '@/lib/filters';
import { comparedWith, rangeFromSearch, withRange, type DashboardRange } from '@/lib/range';
import { dateIn, viewerTimeZone } from '@/lib/time-zone';

/** Where the top bar has room for the filters. */
const WIDE = '(min-width: 1280px)';

export function DashboardPage({ isStaff }: { isStaff: boolean }) {
  useDocumentTitle('Overview');
  const [search, setSearch] = useSearchParams();
  const range = rangeFromSearch(search);
  const filters = filtersFromSearch(search);
  const query = useDashboardData(range, filters);
  const timeZone = viewerTimeZone();
  const state = panelState(query, timeZone);
  const wide = useMediaQuery(WIDE, true);
  const setRange = (next: DashboardRange) => setSearch(withRange(search, next));

  const view: DashboardView = {
    range,
    filters,
    isStaff,
    filterLink: (name, value) => `?${withFilter(search, name, value)}`,
    onWiden: range.name === '3m' ? undefined : () => setRange({ name: '3m' }),
    onClear: Object.keys(filters).length > 0 ? () => setSearch(withoutFilters(search)) : undefined,
  };
  const chips = (
    <DashboardFilters
      range={range}
      filters={filters}
      users={query.data?.users.top ?? []}
      isStaff={isStaff}
      onChange={(name, value) => setSearch(withFilter(search, name, value))}
    />
  );

  return (
    <>
      <DashboardHeader query={query} range={range} onRangeChange={setRange} timeZone={timeZone}>
        {wide && chips}
      </DashboardHeader>
      {!wide && chips}
      <RangeHeading
        title="Overview"
        data={query.data}
        status={
          query.isPlaceholderData
            ? 'loading the new range'
            : comparedWith(range, isCut(range, query.data))
        }
      >
        <ExportMenu scope={view} isStaff={isStaff} />
      </RangeHeading>
      {state.phase === 'ready' && state.error && (
        <StaleNotice error={state.error} updatedAt={query.dataUpdatedAt} retry={state.retry} />
      )}
      <DashboardGrid
        data={query.data}
        state={state}
        view={view}
        switching={query.isPlaceholderData}
      />
    </>
  );
}

/** Whether a custom range would go on after now, where the server ends it. */
function isCut(range: DashboardRange, data: Dashboard | undefined): boolean {
  if (range.name !== 'custom' || data === undefined) return false;
  return dateIn(data.timezone, new Date(data.end)) < range.end;
}
