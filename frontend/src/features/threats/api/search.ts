import { filtersOf, withoutFilters, type FiltersOf } from '@/lib/filters';
import { narrowedBy } from '@/lib/list-search';

/** What a list of findings can be narrowed by, as the API names it. The URL has the same names. */
export const FILTERS = [
  'state',
  'severity',
  'type',
  'country',
  'ip',
  'user',
  'request',
  'detector',
  'q',
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

/** The list of the same range, narrowed to one thing alone: what a number of the range counts. */
export function onlyBy(search: URLSearchParams, name: FilterName, value: string): string {
  return `/threats?${narrowed(unfiltered(search), name, value)}`;
}
