import { QueryCache, QueryClient } from '@tanstack/react-query';
import { forgetUser } from '@/features/auth/api/me';
import { ApiError } from '@/lib/api-error';

const MAX_RETRIES = 2;

/** One retry policy for all questions; an answer of 401 anywhere means that nobody is signed in. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError && error.isUnauthorized) forgetUser(client);
      },
    }),
    defaultOptions: {
      queries: {
        retry: (failures, error) =>
          failures < MAX_RETRIES && error instanceof ApiError && error.isTransient,
      },
    },
  });
  return client;
}
