import { useQuery } from '@tanstack/react-query';
import { analyticsQuery, LIST_SIZE, periodQuery } from '@/features/analytics/api/question';
import type { ActiveSessions, SessionDetail, SessionList } from '@/features/analytics/api/types';
import { useRefreshing } from '@/hooks/use-auto-refresh';
import { periodFromSearch } from '@/lib/range';
import { viewerTimeZone } from '@/lib/time-zone';

/** Where the URL keeps the page of the list of sessions, beside that of the users. */
export const SESSIONS_CURSOR = 'sessions';
const LIVE_MS = 10_000;

/** Sessions that began in the range, newest first, on the page that a URL asks for. */
export function useSessions(search: URLSearchParams, held: boolean) {
  const cursor = search.get(SESSIONS_CURSOR);
  const query = {
    ...periodQuery(periodFromSearch(search), viewerTimeZone()),
    pageSize: LIST_SIZE,
    ...(cursor ? { cursor } : {}),
  };
  return useQuery({
    ...analyticsQuery<SessionList>('sessions', query),
    ...useRefreshing({ held }),
  });
}

/** Sessions that go on now. */
export function useActiveSessions(held: boolean) {
  return useQuery({
    ...analyticsQuery<ActiveSessions>('sessions/active'),
    ...useRefreshing({ everyMs: LIVE_MS, held }),
  });
}

/** One session with its actions, in order. */
export function useSession(id: string) {
  return useQuery({
    ...analyticsQuery<SessionDetail>(`sessions/${encodeURIComponent(id)}`),
    ...useRefreshing(),
  });
}
