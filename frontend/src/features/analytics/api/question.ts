import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { apiGet } from '@/lib/api-client';
import type { Period, PeriodRange } from '@/lib/range';

const DAYS: Record<Period, string> = { '7d': '7', '1m': '30', '3m': '90', all: 'all' };

/** A range as these questions take it. */
export function periodQuery(range: PeriodRange, tz: string): Record<string, string> {
  if (range.name !== 'custom') return { days: DAYS[range.name], tz };
  return { start: range.start, end: range.end, tz };
}

/** Rows a page, where a page holds more than one list. */
export const LIST_SIZE = '20';

/** A question under `/api/analytics/`. */
export function analyticsQuery<Answer>(question: string, query: Record<string, string> = {}) {
  return queryOptions({
    queryKey: ['analytics', question, query],
    queryFn: ({ signal }) => apiGet<Answer>(`api/analytics/${question}/`, { query, signal }),
    staleTime: 15_000,
    // The answer before stays on screen, unless it is about another thing.
    placeholderData: (previous, query) =>
      query?.queryKey[1] === question ? keepPreviousData(previous) : undefined,
  });
}
