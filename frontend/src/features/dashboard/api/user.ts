import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { UserView } from '@/features/dashboard/api/types';
import { useRefreshing } from '@/hooks/use-auto-refresh';
import { apiGet } from '@/lib/api-client';
import { scopeQuery } from '@/lib/links';
import type { DashboardRange } from '@/lib/range';
import { viewerTimeZone } from '@/lib/time-zone';

export function userQuery(id: string, range: DashboardRange, tz = viewerTimeZone()) {
  return queryOptions({
    queryKey: ['user', id, range, tz],
    queryFn: ({ signal }) =>
      apiGet<UserView>(`api/analytics/users/${encodeURIComponent(id)}/`, {
        query: scopeQuery({ range, filters: {} }, tz),
        signal,
      }),
    staleTime: 15_000,
    placeholderData: (previous, query) =>
      query?.queryKey[1] === id ? keepPreviousData(previous) : undefined,
  });
}

/** Everything about one user in a range, kept fresh while somebody looks at it. */
export function useUser(id: string, range: DashboardRange) {
  return useQuery({ ...userQuery(id, range), ...useRefreshing() });
}
