import { useSearchParams } from 'react-router';
import { useDashboardData } from '@/features/dashboard/api/dashboard';
import { panelState } from '@/features/dashboard/api/panel-state';
import { rangeFromSearch, withRange, type DashboardRange } from '@/features/dashboard/api/range';
import { DashboardGrid } from '@/features/dashboard/components/DashboardGrid';
import { DashboardHeader } from '@/features/dashboard/components/DashboardHeader';
import { RangeHeading } from '@/features/dashboard/components/RangeHeading';
import { StaleNotice } from '@/features/dashboard/components/StaleNotice';
import { useDocumentTitle } from '@/hooks/use-document-title';
import { viewerTimeZone } from '@/lib/time-zone';

export function DashboardPage() {
  useDocumentTitle('Overview');
  const [search, setSearch] = useSearchParams();
  const range = rangeFromSearch(search);
  const query = useDashboardData(range);
  const timeZone = viewerTimeZone();
  const state = panelState(query, timeZone);
  const setRange = (next: DashboardRange) => setSearch(withRange(search, next));

  return (
    <>
      <DashboardHeader
        range={range}
        onRangeChange={setRange}
        timeZone={timeZone}
        updatedAt={query.dataUpdatedAt}
        failing={query.failureCount > 0 || query.isError}
      />
      <RangeHeading range={range} data={query.data} switching={query.isPlaceholderData} />
      {state.phase === 'ready' && state.error && (
        <StaleNotice error={state.error} updatedAt={query.dataUpdatedAt} retry={state.retry} />
      )}
      <DashboardGrid
        data={query.data}
        state={state}
        switching={query.isPlaceholderData}
        onWiden={range.name === '3m' ? undefined : () => setRange({ name: '3m' })}
      />
    </>
  );
}
