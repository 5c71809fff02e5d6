import { queryOptions, useQuery } from '@tanstack/react-query';
import { apiGet } from '@/lib/api-client';
import { scopeQuery } from '@/lib/links';
import type { DashboardRange } from '@/lib/range';
import { viewerTimeZone } from '@/lib/time-zone';
import type { RequestChoices } from '@/types/types.gen';

export type Choices = RequestChoices;

function choicesQuery(range: DashboardRange, tz = viewerTimeZone()) {
  return queryOptions({
    queryKey: ['requests', 'choices', range, tz],
    queryFn: ({ signal }) =>
      apiGet<Choices>('api/requests/choices/', {
        query: scopeQuery({ range, filters: {} }, tz),
        signal,
      }),
    staleTime: 60_000,
  });
}

/** What filters can be set to in a range, most used first. */
export function useChoices(range: DashboardRange) {
  return useQuery(choicesQuery(range));
}
