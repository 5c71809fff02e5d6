import { keepPreviousData, queryOptions, skipToken, useQuery } from '@tanstack/react-query';
import type { SingleRequest } from '@/features/requests/api/types';
import { apiGet } from '@/lib/api-client';

export function requestQuery(id: string | undefined) {
  return queryOptions({
    queryKey: ['request', id],
    queryFn:
      id === undefined
        ? skipToken
        : ({ signal }) => apiGet<SingleRequest>(`api/requests/${id}/`, { signal }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

/** One request with its model calls, feedback and findings. */
export function useRequest(id: string | undefined) {
  return useQuery(requestQuery(id));
}
