import { ApiError, errorFrom, unreachable } from '@/lib/api-error';
import { serverPath } from '@/lib/base';
import { getAccessToken, getRefreshToken, renewAccessToken } from '@/lib/session';

type Query = Record<string, string | undefined>;

type RequestOptions = {
  query?: Query | undefined;
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** Sign-in itself carries no token and never renews one. */
  anonymous?: boolean;
  /** The media type that is wanted; JSON unless said. */
  accept?: string;
};

export function apiGet<T>(path: string, options: Omit<RequestOptions, 'body'> = {}): Promise<T> {
  return send<T>('GET', path, options);
}

export function apiPost<T>(path: string, options: Omit<RequestOptions, 'query'> = {}): Promise<T> {
  return send<T>('POST', path, options);
}

export function apiDelete(path: string): Promise<void> {
  return send('DELETE', path, {});
}

export type Download = { content: Blob; filename: string | null };

/** A file, with the name that the server gives it. */
export async function apiDownload(
  path: string,
  options: Pick<RequestOptions, 'query' | 'signal'> = {},
): Promise<Download> {
  const response = await request('GET', path, { ...options, accept: '*/*' });
  if (!response.ok) throw await errorFrom(response);
  const disposition = response.headers.get('Content-Disposition') ?? '';
  const filename = /filename="?([^";]+)"?/.exec(disposition)?.[1] ?? null;
  return { content: await response.blob(), filename };
}

async function send<T>(method: string, path: string, options: RequestOptions): Promise<T> {
  return read<T>(await request(method, path, options));
}

async function request(method: string, path: string, options: RequestOptions): Promise<Response> {
  const attempt = (token: string | null) => fetchOnce(method, path, options, token);
  if (options.anonymous) return attempt(null);

  const token = getAccessToken() ?? (getRefreshToken() ? await renewAccessToken() : null);
  const response = await attempt(token);
  if (response.status !== 401 || !token) return response;

  // Another call may have renewed the token while this one was on its way. Without a token left,
  // the session cookie of a host's own login still counts.
  const current = getAccessToken();
  return attempt(current && current !== token ? current : await renewAccessToken());
}

async function fetchOnce(
  method: string,
  path: string,
  { query, body, signal, accept = 'application/json' }: RequestOptions,
  token: string | null,
): Promise<Response> {
  const headers = new Headers({ Accept: accept });
  if (token) headers.set('Authorization', `Bearer ${token}`);
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  const csrf = method === 'GET' ? undefined : csrfToken();
  if (csrf) headers.set('X-CSRFToken', csrf);

  try {
    return await fetch(serverPath(path) + toSearch(query), {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable();
  }
}

async function read<T>(response: Response): Promise<T> {
  if (!response.ok) throw await errorFrom(response);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw new ApiError(response.status, 'INVALID_RESPONSE', 'The page could not read the answer.');
  }
}

function toSearch(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value) search.set(key, value);
  return search.size ? `?${search}` : '';
}

function csrfToken(): string | undefined {
  return document.cookie
    .split('; ')
    .find((cookie) => cookie.startsWith('csrftoken='))
    ?.slice('csrftoken='.length);
}
