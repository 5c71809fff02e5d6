import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { Summary } from '@/features/threats/api/types';
import { apiGet } from '@/lib/api-client';
import { scopeQuery } from '@/lib/links';
import type { DashboardRange } from '@/lib/range';
import { viewerTimeZone } from '@/lib/time-zone';

const REFRESH_MS = 15_000;

export const SUMMARIES = ['threats', 'summary'] as const;

export function summaryQuery(range: DashboardRange, tz = viewerTimeZone()) {
  return queryOptions({
    queryKey: [...SUMMARIES, range, tz],
    queryFn: ({ signal }) =>
      apiGet<Summary>('api/threats/summary/', {
        query: scopeQuery({ range, filters: {} }, tz),
        signal,
      }),
    refetchInterval: REFRESH_MS,
    staleTime: 15_000,
    placeholderData: keepPreviousData,
  });
}

/** The findings of a range, counted by severity, type, country, source and time. */
export function useSummary(range: DashboardRange) {
  return useQuery(summaryQuery(range));
}
