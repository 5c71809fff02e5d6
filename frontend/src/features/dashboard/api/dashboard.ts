import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { Dashboard } from '@/features/dashboard/api/types';
import { useRefreshing } from '@/hooks/use-auto-refresh';
import { apiGet } from '@/lib/api-client';
import type { Filters } from '@/lib/filters';
import { scopeQuery, type Scope } from '@/lib/links';
import type { DashboardRange, Preset } from '@/lib/range';
import { viewerTimeZone } from '@/lib/time-zone';

export function dashboardQuery(scope: Scope, tz = viewerTimeZone()) {
  return queryOptions({
    queryKey: ['dashboard', scope, tz],
    queryFn: ({ signal }) =>
      apiGet<Dashboard>('api/dashboard/', { query: scopeQuery(scope, tz), signal }),
    staleTime: 15_000,
    placeholderData: keepPreviousData,
  });
}

/** Everything the overview shows for a range, kept fresh while somebody looks at it. */
export function useDashboardData(range: Preset | DashboardRange, filters: Filters = {}) {
  const asked = typeof range === 'string' ? { name: range } : range;
  return useQuery({ ...dashboardQuery({ range: asked, filters }), ...useRefreshing() });
}
