import { useSearchParams } from 'react-router';
import { SESSIONS_CURSOR } from '@/features/analytics/api/sessions';
import { withoutFilters } from '@/lib/filters';
import { periodFromSearch, withinRows, withRange, type PeriodRange } from '@/lib/range';
import { viewerTimeZone } from '@/lib/time-zone';

export type PeriodView = ReturnType<typeof usePeriod>;

/** The range of a page about people, from its URL, and where its panels lead. */
export function usePeriod() {
  const [search, setSearch] = useSearchParams();
  const range = periodFromSearch(search);
  const setRange = (next: PeriodRange) =>
    setSearch(withoutFilters(withRange(search, next), ['cursor', SESSIONS_CURSOR]));
  return {
    search,
    setSearch,
    range,
    setRange,
    timeZone: viewerTimeZone(),
    /** Which requests the numbers count, for links to them. */
    scope: { range: withinRows(range), filters: {} },
    onWiden: range.name === 'all' ? undefined : () => setRange({ name: 'all' }),
    wider: 'all time',
    onClear: undefined,
  };
}
