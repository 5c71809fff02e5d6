import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { FILTERS } from '@/features/threats/api/search';
import type { ThreatPage } from '@/features/threats/api/types';
import { apiGet } from '@/lib/api-client';
import { listQuestion } from '@/lib/list-search';
import { viewerTimeZone } from '@/lib/time-zone';

export const LISTS = ['threats', 'list'] as const;

export function threatsQuery(search: URLSearchParams, tz = viewerTimeZone()) {
  const query = listQuestion(search, FILTERS, tz);
  return queryOptions({
    queryKey: [...LISTS, query],
    queryFn: ({ signal }) => apiGet<ThreatPage>('api/threats/', { query, signal }),
    staleTime: 15_000,
    // What was just resolved stays where it is until the reader asks for the list anew.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    placeholderData: keepPreviousData,
  });
}

/** One page of the findings that a URL asks for, most urgent first. It never moves by itself. */
export function useThreats(search: URLSearchParams) {
  return useQuery(threatsQuery(search));
}
