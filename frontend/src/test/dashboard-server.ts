import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { openSignedIn } from '@/test/open-app';
import { server, user } from '@/test/server';

/** What the dashboard was asked for since the last call of `answer`. */
export const requests: URLSearchParams[] = [];

/** Answers the dashboard from now on, and notes what it is asked for. */
export function answer(data: () => Response | Promise<Response>): void {
  requests.length = 0;
  server.use(
    http.get('/api/dashboard/', ({ request }) => {
      requests.push(new URL(request.url).searchParams);
      return data();
    }),
  );
}

export const panel = (name: string) => screen.getByRole('region', { name });

/** Opens the page as somebody who sees what staff see. */
export function openAsStaff(url = '/') {
  server.use(http.get('/api/auth/me/', () => HttpResponse.json({ ...user, isStaff: true })));
  return openSignedIn(url);
}
