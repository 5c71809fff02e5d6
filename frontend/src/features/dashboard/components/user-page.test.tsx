import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { startSession } from '@/lib/session';
import { dashboardData } from '@/test/dashboard-data';
import { openApp } from '@/test/open-app';
import { auth, failure, server, user } from '@/test/server';
import type { UserOverview } from '@/types/types.gen';

const asked: URLSearchParams[] = [];

function overview(changes: Partial<UserOverview> = {}): UserOverview {
  return {
    user: {
      id: '9',
      username: 'p.novak',
      email: 'p.novak@example.org',
      isStaff: false,
      isActive: true,
      joined: '2025-01-02T08:00:00Z',
      lastLogin: null,
      exists: true,
    },
    dashboard: dashboardData(),
    sessions: [
      {
        id: '77',
        start: '2025-07-20T21:30:00Z',
        lastActivity: '2025-07-20T21:42:05Z',
        durationMs: 725_000,
        requests: 12,
        failedRequests: 1,
        totalTokens: 4_200,
        costUsd: 0.0123,
        platform: 'web',
        countryCode: 'DE',
      },
    ],
    timeline: [
      {
        at: '2025-07-20T21:42:05Z',
        kind: 'request',
        id: 'r-1',
        requestId: 'r-1',
        text: 'POST /api/chat/, gpt-4o',
        statusCode: 429,
        rating: null,
        severity: null,
      },
      {
        at: '2025-07-20T21:40:00Z',
        kind: 'feedback',
        id: '3',
        requestId: 'r-2',
        text: 'Took ages',
        statusCode: null,
        rating: 2,
        severity: null,
      },
      {
        at: '2025-07-20T21:35:00Z',
        kind: 'threat',
        id: '5',
        requestId: null,
        text: 'prompt_injection',
        statusCode: null,
        rating: null,
        severity: 'high',
      },
    ],
    ...changes,
  };
}

function open(url: string, answer: () => Response, isStaff = true) {
  asked.length = 0;
  server.use(
    http.get('/api/auth/me/', () => HttpResponse.json({ ...user, isStaff })),
    http.get('/api/analytics/users/:id/', ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return answer();
    }),
  );
  startSession({ access: 'expired', refresh: auth.issue() });
  return openApp(url);
}

const heading = (name: string) => screen.findByRole('heading', { name });
const panel = (name: string) => within(screen.getByRole('region', { name }));

it('tells who it is, and all the numbers of the range by one question', async () => {
  open('/users/9?range=24h', () => HttpResponse.json(overview()));
  await heading('p.novak');
  expect(asked.map((query) => query.toString())).toEqual(['range=24h&tz=UTC']);
  expect(screen.getByText('p.novak@example.org')).toBeVisible();
  expect(screen.getByText('joined 2 Jan 2025, 08:00:00 UTC')).toBeVisible();
  expect(
    within(screen.getByRole('region', { name: 'Summary' })).getByText('116,179'),
  ).toBeVisible();
  for (const name of ['Requests', 'Latency', 'Cost', 'Top models', 'Countries', 'Threats']) {
    expect(screen.getByRole('heading', { name })).toBeVisible();
  }
});

it('leads from a session to what was done in it, and to its requests', async () => {
  open('/users/9?range=24h', () => HttpResponse.json(overview()));
  await heading('p.novak');
  const [, row] = panel('Sessions').getAllByRole('row');
  expect(row).toHaveTextContent('Sun 20 Jul, 21:3012 min 5 s1214,200$0.01WebDE');
  const links = panel('Sessions').getAllByRole('link');
  expect(links.map((link) => link.getAttribute('href'))).toEqual([
    '/sessions/77',
    '/requests?range=24h&user=9&session=77',
  ]);
});

it('tells requests, ratings and threats as one list', async () => {
  open('/users/9', () => HttpResponse.json(overview()));
  await heading('p.novak');
  const timeline = panel('Timeline');
  const items = timeline.getAllByRole('listitem').map((item) => item.textContent);
  expect(items[0]).toContain('request429POST /api/chat/, gpt-4o');
  expect(items[1]).toContain('2 of 5 starsTook ages');
  expect(items[2]).toContain('Highprompt_injection');
  const links = timeline.getAllByRole('link').map((link) => link.getAttribute('href'));
  expect(links).toEqual(['/requests/r-1', '/requests/r-2', '/threats/5?range=7d']);
});

it('asks again for another range', async () => {
  const { actor } = open('/users/9', () => HttpResponse.json(overview()));
  await heading('p.novak');
  await actor.click(screen.getByRole('button', { name: '1m' }));
  await waitFor(() => expect(asked.at(-1)?.get('range')).toBe('1m'));
  expect(location.search).toBe('?range=1m');
});

it('marks an account that is gone', async () => {
  const gone = { ...overview().user, username: '', email: '', exists: false, isActive: false };
  open('/users/9', () => HttpResponse.json(overview({ user: gone, sessions: [], timeline: [] })));
  await heading('Deleted user 9');
  expect(screen.getByText('deleted')).toBeVisible();
  expect(panel('Sessions').getByText(/^No sessions begun/)).toBeVisible();
  expect(panel('Timeline').getByText(/^No activity/)).toBeVisible();
});

it('says so where there is nobody', async () => {
  open('/users/4711', () => failure(404, 'NOT_FOUND', 'There is no such user.'));
  expect(await screen.findByText('There is no such user')).toBeVisible();
});

it('is for staff', async () => {
  open('/users/9', () => HttpResponse.json(overview()), false);
  expect(await screen.findByText('There is no such page')).toBeVisible();
  expect(asked).toEqual([]);
});
