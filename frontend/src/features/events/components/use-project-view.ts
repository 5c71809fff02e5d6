import { useSearchParams } from 'react-router';
import { SESSIONS_CURSOR } from '@/features/events/api/numbers';
import type { PanelState } from '@/components/ui/panel-state';
import { withFilter, withoutFilters } from '@/lib/filters';
import { rangeFromSearch, withRange, type DashboardRange } from '@/lib/range';
import { viewerTimeZone } from '@/lib/time-zone';

export type ProjectView = ReturnType<typeof useProjectView>;

/** What a panel gets: its answer, how far that is, and what the page looks at. */
export type PanelProps<Answer> = {
  data: Answer | undefined;
  state: PanelState;
  view: ProjectView;
};

const PLACES = ['cursor', SESSIONS_CURSOR, 'sort'];

/** The project and the range of the page, from its URL. */
export function useProjectView() {
  const [search, setSearch] = useSearchParams();
  const range = rangeFromSearch(search);
  const setRange = (next: DashboardRange) =>
    setSearch(withoutFilters(withRange(search, next), ['cursor', SESSIONS_CURSOR]));
  return {
    search,
    setSearch,
    range,
    setRange,
    wanted: search.get('project') ?? undefined,
    setProject: (id: string) =>
      setSearch(withFilter(withoutFilters(search, PLACES), 'project', id)),
    timeZone: viewerTimeZone(),
    onWiden: range.name === '3m' ? undefined : () => setRange({ name: '3m' }),
    onClear: undefined,
  };
}
