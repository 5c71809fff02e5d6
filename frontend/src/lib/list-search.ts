import { filtersOf, withFilter } from '@/lib/filters';
import { rangeFromSearch } from '@/lib/range';

/** The same search at another page of the list; the first one is at no cursor. */
export function atCursor(
  search: URLSearchParams,
  cursor: string | undefined,
  name = 'cursor',
): URLSearchParams {
  return withFilter(search, name, cursor);
}

/** The cursor in an address that the API gave for the next or the previous page. */
function cursorOf(url: string | null | undefined): string | undefined {
  return url ? (new URL(url).searchParams.get('cursor') ?? undefined) : undefined;
}

/** What a list's buttons do: to the pages beside this one, where the API says there are such. */
export function pagesOf(
  page: { next: string | null; previous: string | null } | undefined,
  search: URLSearchParams,
  setSearch: (search: URLSearchParams) => void,
  name = 'cursor',
) {
  const to = (url: string | null | undefined) => {
    const cursor = cursorOf(url);
    return cursor === undefined ? undefined : () => setSearch(atCursor(search, cursor, name));
  };
  return { onBack: to(page?.previous), onForth: to(page?.next) };
}

/** The same search with a filter set, or taken off; the list begins anew. */
export function narrowedBy(
  search: URLSearchParams,
  name: string,
  value: string | undefined,
): URLSearchParams {
  return atCursor(withFilter(search, name, value), undefined);
}

/** What a list of the API is asked for a URL: range, zone, the filters it knows, and the page. */
export function listQuestion(
  search: URLSearchParams,
  filters: readonly string[],
  tz: string,
): Record<string, string> {
  const { name, ...dates } = rangeFromSearch(search);
  return { range: name, ...dates, tz, ...filtersOf(search, [...filters, 'cursor']) };
}
