import type { UseQueryResult } from '@tanstack/react-query';

/** How fresh a page is that asks several questions: as old as the oldest answer. */
export function freshnessOf(queries: UseQueryResult[]) {
  const times = queries.map((query) => query.dataUpdatedAt).filter((time) => time > 0);
  return {
    updatedAt: times.length > 0 ? Math.min(...times) : 0,
    refreshing: queries.some((query) => query.isFetching),
    failing: queries.some((query) => query.failureCount > 0 || query.isError),
    onRefresh: () => queries.forEach((query) => void query.refetch()),
  };
}
