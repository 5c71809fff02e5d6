import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { questionOf } from '@/features/requests/api/search';
import type { RequestPage } from '@/features/requests/api/types';
import { apiGet } from '@/lib/api-client';
import { viewerTimeZone } from '@/lib/time-zone';

export function requestsQuery(search: URLSearchParams, tz = viewerTimeZone()) {
  const query = questionOf(search, tz);
  return queryOptions({
    queryKey: ['requests', query],
    queryFn: ({ signal }) => apiGet<RequestPage>('api/requests/', { query, signal }),
    staleTime: 15_000,
    placeholderData: keepPreviousData,
  });
}

/** One page of the requests that a URL asks for, newest first. It never changes by itself. */
export function useRequests(search: URLSearchParams) {
  return useQuery(requestsQuery(search));
}
