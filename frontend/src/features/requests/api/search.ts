import { filtersOf, withoutFilters, type FiltersOf } from '@/lib/filters';
import { listQuestion, narrowedBy } from '@/lib/list-search';

/** What a list of requests can be narrowed by, as the API names it. The URL has the same names. */
export const FILTERS = [
  'status',
  'outcome',
  'model',
  'endpoint',
  'user',
  'country',
  'method',
  'path',
  'errorType',
  'provider',
  'finishReason',
  'platform',
  'ip',
  'session',
  'minLatencyMs',
  'maxLatencyMs',
  'minCostUsd',
  'maxCostUsd',
  'minTokens',
  'maxTokens',
  'authenticated',
  'ai',
  'unpriced',
  'rated',
  'threat',
] as const;

export type FilterName = (typeof FILTERS)[number];
export type Filters = FiltersOf<FilterName>;

/** The filters that a URL sets. */
export function filtersFromSearch(search: URLSearchParams): Filters {
  return filtersOf(search, FILTERS);
}

/** The same search with a filter set, or taken off; the list begins anew. */
export function narrowed(
  search: URLSearchParams,
  name: FilterName,
  value: string | undefined,
): URLSearchParams {
  return narrowedBy(search, name, value);
}

/** The same search without any filter. */
export function unfiltered(search: URLSearchParams): URLSearchParams {
  return withoutFilters(search, [...FILTERS, 'cursor']);
}

/** What the API is asked for a URL of the page. */
export function questionOf(search: URLSearchParams, tz: string): Record<string, string> {
  return listQuestion(search, FILTERS, tz);
}
