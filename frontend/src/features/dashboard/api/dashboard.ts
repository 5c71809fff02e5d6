import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { DashboardRange } from '@/features/dashboard/api/range';
import type { Dashboard } from '@/features/dashboard/api/types';
import { apiGet } from '@/lib/api-client';
import { viewerTimeZone } from '@/lib/time-zone';

const REFRESH_MS = 30_000;

function fetchDashboard(range: DashboardRange, tz: string, signal: AbortSignal) {
  const { name, ...dates } = range;
  return apiGet<Dashboard>('api/dashboard/', { query: { range: name, ...dates, tz }, signal });
}

export function dashboardQuery(range: DashboardRange, tz = viewerTimeZone()) {
  return queryOptions({
    queryKey: ['dashboard', range, tz],
    queryFn: ({ signal }) => fetchDashboard(range, tz, signal),
    refetchInterval: REFRESH_MS,
    staleTime: 15_000,
    placeholderData: keepPreviousData,
  });
}

/** Everything the overview shows for a range, kept fresh while somebody looks at it. */
export function useDashboardData(range: DashboardRange) {
  return useQuery(dashboardQuery(range));
}
