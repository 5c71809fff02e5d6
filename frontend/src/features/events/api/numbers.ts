import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type {
  EventSeries,
  ProjectOverview,
  SessionList,
  TopEvents,
  VisitorList,
} from '@/features/events/api/types';
import { useRefreshing } from '@/hooks/use-auto-refresh';
import { apiGet } from '@/lib/api-client';
import { filtersOf } from '@/lib/filters';
import { scopeQuery } from '@/lib/links';
import { rangeFromSearch } from '@/lib/range';
import { viewerTimeZone } from '@/lib/time-zone';

/** Where the URL keeps the page of the list of sessions, beside that of the visitors. */
export const SESSIONS_CURSOR = 'sessions';
export const USUAL_SORT = '-events';
const LIST_SIZE = '20';

type Asked = { project: string; search: URLSearchParams };

/** A question about one project, for the range that a URL asks for. */
function numbersQuery<Answer>(
  question: string,
  { project, search }: Asked,
  more: Record<string, string> = {},
) {
  const scope = { range: rangeFromSearch(search), filters: {} };
  const query = { ...scopeQuery(scope, viewerTimeZone()), ...more };
  return queryOptions({
    queryKey: ['projects', project, question, query],
    queryFn: ({ signal }) =>
      apiGet<Answer>(`api/projects/${project}/${question}/`, { query, signal }),
    staleTime: 15_000,
    // The answer before stays on screen, unless it is about another project.
    placeholderData: (previous, query) =>
      query?.queryKey[1] === project ? keepPreviousData(previous) : undefined,
  });
}

export function useProjectOverview(asked: Asked) {
  return useQuery({ ...numbersQuery<ProjectOverview>('overview', asked), ...useRefreshing() });
}

export function useEventSeries(asked: Asked) {
  return useQuery({ ...numbersQuery<EventSeries>('timeseries', asked), ...useRefreshing() });
}

export function useTopEvents(asked: Asked) {
  return useQuery({ ...numbersQuery<TopEvents>('top-events', asked), ...useRefreshing() });
}

/** Sessions that began in the range, newest first, on the page that the URL asks for. */
export function useProjectSessions(asked: Asked, held: boolean) {
  const cursor = asked.search.get(SESSIONS_CURSOR);
  const more = { pageSize: LIST_SIZE, ...(cursor ? { cursor } : {}) };
  return useQuery({
    ...numbersQuery<SessionList>('sessions', asked, more),
    ...useRefreshing({ held }),
  });
}

/** Visitors with an event in the range, in the order and on the page that the URL asks for. */
export function useVisitors(asked: Asked, held: boolean) {
  const more = { pageSize: LIST_SIZE, ...filtersOf(asked.search, ['sort', 'cursor']) };
  return useQuery({
    ...numbersQuery<VisitorList>('users', asked, more),
    ...useRefreshing({ held }),
  });
}
