import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { startSession } from '@/lib/session';
import { openApp } from '@/test/open-app';
import { requestDetail, requestRow } from '@/test/request-data';
import { auth, failure, server, user } from '@/test/server';
import type { PaginatedRequestItemList, RequestDetail } from '@/types/types.gen';

/** What the list was asked for, the newest last. */
export const asked: URLSearchParams[] = [];

export function page(changes: Partial<PaginatedRequestItemList> = {}): PaginatedRequestItemList {
  return { next: null, previous: null, results: [requestRow()], ...changes };
}

/** Opens a URL of the Requests page as somebody who signed in before. */
export async function openRequests(
  url: string,
  list: () => Response = () => HttpResponse.json(page()),
  detail: RequestDetail = requestDetail(),
) {
  asked.length = 0;
  server.use(
    http.get('/api/requests/', ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return list();
    }),
    http.get('/api/requests/choices/', () =>
      HttpResponse.json({
        models: ['gpt-4o', 'o3'],
        endpoints: ['/api/chat/'],
        statuses: [200, 404, 500],
        countries: [{ code: 'DE', name: 'Germany' }],
      }),
    ),
    http.get('/api/requests/:id/', ({ params }) =>
      params.id === detail.id ? HttpResponse.json(detail) : failure(404, 'NOT_FOUND', 'None.'),
    ),
  );
  startSession({ access: 'expired', refresh: auth.issue() });
  const opened = openApp(url);
  await screen.findByRole('heading', { name: 'Requests' });
  return opened;
}

export function asStaff() {
  server.use(http.get('/api/auth/me/', () => HttpResponse.json({ ...user, isStaff: true })));
}
