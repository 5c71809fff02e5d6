import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { dashboardData } from '@/test/dashboard-data';
import type { ErrorResponse, Profile } from '@/types/types.gen';

export const user: Profile = {
  id: '7',
  username: 'kaja.lind',
  email: 'kaja@example.com',
  isStaff: false,
  dateJoined: '2025-01-01T00:00:00Z',
};

export function failure(status: number, code: string, message: string) {
  return HttpResponse.json<ErrorResponse>({ error: { code, message, details: {} } }, { status });
}

/** A server that knows one user, rotates refresh tokens and refuses those that were used. */
function authServer() {
  let issued = 0;
  let valid = '';
  const pair = () => {
    issued += 1;
    valid = `refresh-${issued}`;
    return HttpResponse.json({ access: `access-${issued}`, refresh: valid });
  };
  return {
    handlers: [
      http.post('/api/auth/token/', async ({ request }) => {
        const { password } = (await request.json()) as { password: string };
        return password === 'right' ? pair() : failure(401, 'BAD_LOGIN', 'Wrong name or password.');
      }),
      http.post('/api/auth/token/refresh/', async ({ request }) => {
        const { refresh } = (await request.json()) as { refresh: string };
        return refresh === valid ? pair() : failure(401, 'TOKEN_INVALID', 'Token is blacklisted.');
      }),
      http.post('/api/auth/logout/', () => new HttpResponse(null, { status: 204 })),
      http.get('/api/auth/me/', ({ request }) =>
        isCurrent(request) ? HttpResponse.json(user) : signedOut(),
      ),
      http.post('/api/track/:kind/', () => HttpResponse.json({ accepted: true }, { status: 202 })),
      http.get('/api/dashboard/', ({ request }) =>
        isCurrent(request) ? HttpResponse.json(dashboardData()) : signedOut(),
      ),
    ],
    issue: () => {
      issued += 1;
      valid = `refresh-${issued}`;
      return valid;
    },
    issuedCount: () => issued,
    reset: () => {
      issued = 0;
      valid = '';
    },
  };

  function isCurrent(request: Request) {
    return issued > 0 && request.headers.get('Authorization') === `Bearer access-${issued}`;
  }
}

export function signedOut() {
  return failure(401, 'NOT_AUTHENTICATED', 'Sign in first.');
}

export const auth = authServer();
export const server = setupServer(...auth.handlers);
