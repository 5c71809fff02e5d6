/** What every view can be narrowed to. */
export const FILTER_NAMES = ['model', 'endpoint', 'user'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** What a view is narrowed to. A name that is missing is not filtered by. */
export type FiltersOf<Name extends string> = Partial<Record<Name, string>>;
export type Filters = FiltersOf<FilterName>;

/** The filters of some names that a URL sets; what it says beside them is left alone. */
export function filtersOf<Name extends string>(
  search: URLSearchParams,
  names: readonly Name[],
): FiltersOf<Name> {
  const filters: FiltersOf<Name> = {};
  for (const name of names) {
    const value = search.get(name);
    if (value) filters[name] = value;
  }
  return filters;
}

export function filtersFromSearch(search: URLSearchParams): Filters {
  return filtersOf(search, FILTER_NAMES);
}

/** The same search with one filter set, or taken off where there is no value. */
export function withFilter(
  search: URLSearchParams,
  name: string,
  value: string | undefined,
): URLSearchParams {
  const next = new URLSearchParams(search);
  if (value) next.set(name, value);
  else next.delete(name);
  return next;
}

/** The same search without any filter of some names. */
export function withoutFilters(
  search: URLSearchParams,
  names: readonly string[] = FILTER_NAMES,
): URLSearchParams {
  return names.reduce((next, name) => withFilter(next, name, undefined), search);
}
