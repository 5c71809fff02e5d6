import { useQuery } from '@tanstack/react-query';
import { analyticsQuery, LIST_SIZE, periodQuery } from '@/features/analytics/api/question';
import type { UserList } from '@/features/analytics/api/types';
import { useRefreshing } from '@/hooks/use-auto-refresh';
import { filtersOf } from '@/lib/filters';
import { periodFromSearch } from '@/lib/range';
import { viewerTimeZone } from '@/lib/time-zone';

export const USUAL_SORT = '-requests';

/** Users with what they did, in the order and on the page that a URL asks for. */
export function useUsers(search: URLSearchParams, held: boolean) {
  const query = {
    ...periodQuery(periodFromSearch(search), viewerTimeZone()),
    pageSize: LIST_SIZE,
    ...filtersOf(search, ['sort', 'search', 'cursor']),
  };
  return useQuery({ ...analyticsQuery<UserList>('users', query), ...useRefreshing({ held }) });
}
