import { ApiError, errorFrom, unreachable } from '@/lib/api-error';
import { basePath, serverPath } from '@/lib/base';
import { isEmbedded } from '@/lib/embedding';
import type { TokenPair } from '@/types/types.gen';

/**
 * The signed-in session. The access token lives in memory only; the refresh token is shared by
 * all tabs through localStorage. The server retires a refresh token when it is used, so tabs take
 * turns, and each reads the token anew when its turn comes.
 */
let accessToken: string | null = null;
let refreshing: Promise<string | null> | null = null;

const storageKey = () => `ai-observability:${basePath()}:refresh`;

export function getAccessToken(): string | null {
  return accessToken;
}

/** None where the dashboard is part of the admin: there the admin's own login counts. */
export function getRefreshToken(): string | null {
  return isEmbedded() ? null : localStorage.getItem(storageKey());
}

export function startSession(pair: TokenPair): void {
  accessToken = pair.access;
  localStorage.setItem(storageKey(), pair.refresh);
}

export function endSession(): void {
  accessToken = null;
  localStorage.removeItem(storageKey());
}

/** A new access token, or null when there is no session left to renew. */
export function renewAccessToken(): Promise<string | null> {
  refreshing ??= inTurn(renew).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** Calls back when another tab signed out. */
export function onSignedOutElsewhere(callback: () => void): () => void {
  const listener = (event: StorageEvent) => {
    if (event.key !== storageKey() || event.newValue !== null) return;
    accessToken = null;
    callback();
  };
  window.addEventListener('storage', listener);
  return () => window.removeEventListener('storage', listener);
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  // Missing on plain http, apart from localhost.
  const locks = (navigator as Partial<Navigator>).locks;
  return locks ? locks.request(storageKey(), work) : work();
}

async function renew(): Promise<string | null> {
  const refresh = getRefreshToken();
  if (!refresh) {
    accessToken = null;
    return null;
  }
  try {
    startSession(await postRefresh(refresh));
  } catch (error) {
    if (!(error instanceof ApiError) || error.isTransient || error.status === 429) throw error;
    // Without locks another tab may have used the token first; then its successor is stored.
    if (getRefreshToken() !== refresh) return renew();
    endSession();
  }
  return accessToken;
}

async function postRefresh(refresh: string): Promise<TokenPair> {
  const response = await fetch(serverPath('api/auth/token/refresh/'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ refresh }),
  }).catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw await errorFrom(response);
  return (await response.json()) as TokenPair;
}
