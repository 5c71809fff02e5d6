import { keepPreviousData, queryOptions, skipToken, useQuery } from '@tanstack/react-query';
import type { ThreatView } from '@/features/threats/api/types';
import { apiGet } from '@/lib/api-client';

export const SINGLES = ['threats', 'one'] as const;

export function threatQuery(id: string | undefined) {
  return queryOptions({
    queryKey: [...SINGLES, id],
    queryFn:
      id === undefined
        ? skipToken
        : ({ signal }) => apiGet<ThreatView>(`api/threats/${id}/`, { signal }),
    staleTime: 15_000,
    placeholderData: keepPreviousData,
  });
}

/** One finding with what is near it, and what staff did to it. */
export function useThreat(id: string | undefined) {
  return useQuery(threatQuery(id));
}
