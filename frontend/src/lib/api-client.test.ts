import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { apiGet, apiPost } from '@/lib/api-client';
import { ApiError } from '@/lib/api-error';
import { getRefreshToken, startSession } from '@/lib/session';
import { auth, failure, server, signedOut, user } from '@/test/server';

const me = () => apiGet('api/auth/me/');

async function failureOf(promise: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (error instanceof ApiError) return error;
  throw new Error('It did not fail with an ApiError.');
}

describe('errors', () => {
  it('carry the code, message and details of the server', async () => {
    server.use(
      http.get('/api/dashboard/', () =>
        HttpResponse.json(
          {
            error: { code: 'INVALID_RANGE', message: 'Unknown range.', details: { range: ['x'] } },
          },
          { status: 400 },
        ),
      ),
    );
    const error = await failureOf(apiGet('api/dashboard/'));
    expect(error).toMatchObject({ status: 400, code: 'INVALID_RANGE', message: 'Unknown range.' });
    expect(error.details).toEqual({ range: ['x'] });
    expect(error.isTransient).toBe(false);
  });

  it('are told by status where the body is something else', async () => {
    server.use(http.get('/api/dashboard/', () => new HttpResponse('<h1>oops', { status: 502 })));
    const error = await failureOf(apiGet('api/dashboard/'));
    expect(error).toMatchObject({ status: 502, code: 'HTTP_502', isTransient: true });
  });

  it('say so when no answer comes', async () => {
    server.use(http.get('/api/dashboard/', () => HttpResponse.error()));
    expect(await failureOf(apiGet('api/dashboard/'))).toMatchObject({
      status: 0,
      code: 'NETWORK_ERROR',
    });
  });
});

describe('the session', () => {
  it('renews an expired token once for many calls, and repeats each', async () => {
    startSession({ access: 'expired', refresh: auth.issue() });
    const answers = await Promise.all([me(), me(), me()]);
    expect(answers).toEqual([user, user, user]);
    expect(auth.issuedCount()).toBe(2);
    expect(getRefreshToken()).toBe('refresh-2');
  });

  it('is renewed before the first call of a page that was opened anew', async () => {
    localStorage.setItem('ai-observability:/:refresh', auth.issue());
    expect(await me()).toEqual(user);
  });

  it('follows a rotation that another tab made', async () => {
    startSession({ access: 'expired', refresh: 'used-by-another-tab' });
    server.use(
      http.post(
        '/api/auth/token/refresh/',
        () => {
          localStorage.setItem('ai-observability:/:refresh', auth.issue());
          return failure(401, 'TOKEN_INVALID', 'Token is blacklisted.');
        },
        { once: true },
      ),
    );
    expect(await me()).toEqual(user);
  });

  it('ends when the refresh token is refused', async () => {
    startSession({ access: 'expired', refresh: 'unknown' });
    expect(await failureOf(me())).toMatchObject({ status: 401 });
    expect(getRefreshToken()).toBeNull();
  });

  it('outlives a server that cannot renew it now', async () => {
    startSession({ access: 'expired', refresh: auth.issue() });
    server.use(http.post('/api/auth/token/refresh/', () => failure(503, 'DOWN', 'Down.')));
    expect(await failureOf(me())).toMatchObject({ status: 503 });
    expect(getRefreshToken()).toBe('refresh-1');
  });

  it('may be the cookie of the host, without any token', async () => {
    const seen = vi.fn();
    server.use(
      http.get('/api/auth/me/', ({ request }) => {
        seen(request.headers.get('Authorization'));
        return HttpResponse.json(user);
      }),
    );
    expect(await me()).toEqual(user);
    expect(seen).toHaveBeenCalledExactlyOnceWith(null);
  });

  it('is not renewed for a sign-in that fails', async () => {
    startSession({ access: 'expired', refresh: auth.issue() });
    server.use(http.post('/api/auth/token/', () => signedOut()));
    await failureOf(apiPost('api/auth/token/', { body: {}, anonymous: true }));
    expect(auth.issuedCount()).toBe(1);
  });
});

it('asks under the prefix where the app is mounted', async () => {
  document.body.innerHTML = '<div id="root" data-base="/obs/"></div>';
  server.use(http.get('/obs/api/auth/me/', () => HttpResponse.json(user)));
  expect(await me()).toEqual(user);
});
