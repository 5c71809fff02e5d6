import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/lib/api-error';
import { apiGet } from '@/lib/api-client';
import type { Profile } from '@/types/types.gen';

export type User = Profile;

/** Who is signed in, by token or by the session cookie of the host; null for nobody. */
async function fetchMe(signal: AbortSignal): Promise<User | null> {
  try {
    return await apiGet<Profile>('api/auth/me/', { signal });
  } catch (error) {
    if (error instanceof ApiError && error.isUnauthorized) return null;
    throw error;
  }
}

export const meQuery = queryOptions({
  queryKey: ['auth', 'me'],
  queryFn: ({ signal }) => fetchMe(signal),
  staleTime: Infinity,
});

/** Nobody is signed in any more: what was loaded for the last reader is not for the next. */
export function forgetUser(queryClient: QueryClient): void {
  queryClient.setQueryData(meQuery.queryKey, null);
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'auth' });
}

export function useMe() {
  return useQuery(meQuery);
}
