import { adminPath } from '@/lib/base';
import type { Filters } from '@/lib/filters';
import { withRange, type DashboardRange } from '@/lib/range';
import type { Severity } from '@/lib/severity';

/** Which requests a number counts: when, and narrowed to what. */
export type Scope = { range: DashboardRange; filters: Filters };

/** What a list of requests can be narrowed to beyond the scope of its view. */
export type RequestsFilter = Filters & {
  /** One status, or several with commas between them. */
  status?: string;
  outcome?: 'failed';
  /** Two letters, or `unknown`. */
  country?: string;
  minLatencyMs?: number;
  session?: string;
  ip?: string;
  method?: string;
  platform?: string;
  rated?: true;
  unpriced?: true;
  ai?: true;
};

/** Range and filters as they stand in every URL, of a page and of the server. */
export function scopeSearch({ range, filters }: Scope): URLSearchParams {
  const search = withRange(new URLSearchParams(), range);
  for (const [name, value] of Object.entries(filters)) search.set(name, value);
  return search;
}

/** A scope as the server's parameters. */
export function scopeQuery(scope: Scope, tz: string): Record<string, string> {
  return { ...Object.fromEntries(scopeSearch(scope)), tz };
}

/** The list of the requests that a number counts. */
export function requestsLink(scope: Scope, extra: RequestsFilter = {}): string {
  const search = scopeSearch(scope);
  for (const [name, value] of Object.entries(extra)) search.set(name, String(value));
  // A comma needs no escape in a query, and reads better without.
  return `/requests?${search.toString().replaceAll('%2C', ',')}`;
}

/** One request by its id. */
export function requestLink(id: string): string {
  return `/requests/${encodeURIComponent(id)}`;
}

/** One user, in the same range. */
export function userLink(id: string, range: DashboardRange): string {
  return `/users/${encodeURIComponent(id)}?${withRange(new URLSearchParams(), range)}`;
}

/** One session, with all that was done in it. */
export function sessionLink(id: string): string {
  return `/sessions/${encodeURIComponent(id)}`;
}

/** What a list of findings can be narrowed to beyond the scope of its view. */
export type ThreatsFilter = {
  state?: 'open' | 'resolved';
  severity?: Severity;
  type?: string;
  country?: string;
  ip?: string;
};

/** The list of the findings that a number counts. It knows of users, not of models or endpoints. */
export function threatsLink({ range, filters }: Scope, extra: ThreatsFilter = {}): string {
  const { user } = filters;
  const search = scopeSearch({ range, filters: user === undefined ? {} : { user } });
  for (const [name, value] of Object.entries(extra)) search.set(name, value);
  return `/threats?${search}`;
}

/** One finding, beside the list of the same range. */
export function threatLink(id: string, range: DashboardRange): string {
  return `/threats/${encodeURIComponent(id)}?${withRange(new URLSearchParams(), range)}`;
}

/** One finding in the admin. */
export function threatPathInAdmin(id: string): string {
  return `${adminPath()}dashboard/threatlog/${encodeURIComponent(id)}/change/`;
}

/** One user's page in the admin. */
export function userPathInAdmin(id: string): string {
  return `${adminPath()}dashboard/requestlog/user/${encodeURIComponent(id)}/`;
}
