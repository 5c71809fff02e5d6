import { act, screen, waitFor, within } from '@testing-library/react';
import { ws } from 'msw';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LiveEvent, LiveRequest, News } from '@/features/live/api/types';
import { startSession } from '@/lib/session';
import { openApp } from '@/test/open-app';
import { asStaff } from '@/test/open-requests';
import { auth, server } from '@/test/server';
import type { RecentThreat } from '@/types/types.gen';

// MSW leaves out the last slash of a socket's address.
const live = ws.link('ws://localhost/ws/dashboard');

/** What sockets offered as they opened. */
const offered: (string | string[] | undefined)[] = [];
let refusal: number | undefined;

beforeEach(() => {
  offered.length = 0;
  refusal = undefined;
  server.use(
    live.addEventListener('connection', ({ client, info }) => {
      offered.push(info.protocols);
      if (refusal) client.close(refusal);
      else client.send(JSON.stringify({ type: 'watching' }));
    }),
  );
});

afterEach(() => live.clients.forEach((client) => client.close()));

const request = (id: string, more: Partial<LiveRequest> = {}): LiveRequest => ({
  id,
  createdAt: '2025-07-20T22:26:11Z',
  method: 'POST',
  endpoint: '/api/chat/',
  statusCode: 200,
  latencyMs: 212,
  userId: '7',
  username: 'kaja.lind',
  countryCode: 'NO',
  model: 'gpt-4o',
  totalTokens: 120,
  costUsd: 0.01,
  ...more,
});

const threat: RecentThreat = {
  id: '5',
  createdAt: '2025-07-20T22:26:12Z',
  threatType: 'sql_injection',
  severity: 'critical',
  ipAddress: '203.0.113.9',
  countryCode: 'DE',
  description: 'a stacked query',
  resolved: false,
};

const event: LiveEvent = {
  id: '9',
  createdAt: '2025-07-20T22:26:13Z',
  projectId: '3',
  project: 'Shop',
  name: 'purchase',
  pageUrl: 'https://shop.example/lamp',
  distinctId: 'customer-7',
  countryCode: '',
};

function tell(news: Partial<News>) {
  const nothing: News = {
    requests: { count: 0, failed: 0, rows: [] },
    events: { count: 0, rows: [] },
    threats: { count: 0, rows: [] },
  };
  act(() => live.broadcast(JSON.stringify({ type: 'news', ...nothing, ...news })));
}

const requests = (...rows: LiveRequest[]): Partial<News> => ({
  requests: { count: rows.length, failed: 0, rows },
});

async function openLive(url = '/live') {
  asStaff();
  startSession({ access: 'expired', refresh: auth.issue() });
  const opened = openApp(url);
  await screen.findByRole('heading', { name: 'Live' });
  await screen.findByText('Live', { selector: '[role=status]' });
  return opened;
}

const lines = () => within(screen.getByRole('table')).getAllByRole('row').slice(1);

function line(index: number): HTMLElement {
  const found = lines()[index];
  if (!found) throw new Error(`there is no line ${index}`);
  return found;
}

test('shows requests, events and threats as they come, newest first', async () => {
  await openLive();
  expect(screen.getByText('Nothing yet')).toBeVisible();
  tell(requests(request('1')));
  tell({ threats: { count: 1, rows: [threat] } });
  tell({ events: { count: 1, rows: [event] } });
  await waitFor(() => expect(lines()).toHaveLength(3));
  expect(line(0)).toHaveTextContent('purchase https://shop.example/lampShopcustomer-7—');
  expect(within(line(0)).getByRole('link')).toHaveAttribute('href', '/events?project=3');
  expect(line(1)).toHaveTextContent('SQL injection a stacked query');
  expect(line(1)).toHaveTextContent('Critical');
  expect(line(2)).toHaveTextContent('/api/chat/200212 mskaja.lindgpt-4o$0.01NO');
  expect(within(line(2)).getAllByRole('link')[0]).toHaveAttribute('href', '/requests/1');
});

test('signs in beside the address, not in it', async () => {
  await openLive();
  expect(offered).toEqual([['dashboard.live', 'token.expired']]);
});

test('counts what is not listed', async () => {
  await openLive();
  tell({ requests: { count: 812, failed: 31, rows: [request('1')] } });
  const figures = await screen.findByLabelText('The last minute');
  await waitFor(() => expect(figures).toHaveTextContent('812'));
  expect(figures).toHaveTextContent('31');
  expect(screen.getByText(/811 more in the last minute/)).toBeVisible();
});

test('what comes while it is paused waits', async () => {
  const { actor } = await openLive();
  tell(requests(request('1')));
  await waitFor(() => expect(lines()).toHaveLength(1));
  await actor.keyboard('p');
  expect(screen.getByRole('button', { name: 'Resume' })).toHaveAttribute('aria-pressed', 'true');
  tell(requests(request('2'), request('3')));
  const more = await screen.findByRole('button', { name: '2 new, show them' });
  expect(lines()).toHaveLength(1);
  await actor.click(more);
  expect(lines()).toHaveLength(3);
  tell(requests(request('4')));
  await screen.findByRole('button', { name: '1 new, show it' });
  await actor.click(screen.getByRole('button', { name: 'Resume' }));
  expect(lines()).toHaveLength(4);
});

test('lines do not move under the pointer', async () => {
  const { actor } = await openLive();
  tell(requests(request('1')));
  await waitFor(() => expect(lines()).toHaveLength(1));
  await actor.hover(line(0));
  tell(requests(request('2')));
  await screen.findByRole('button', { name: '1 new, show it' });
  expect(lines()).toHaveLength(1);
  await actor.hover(screen.getByRole('heading', { name: 'Live' }));
  tell(requests(request('3')));
  await waitFor(() => expect(lines()).toHaveLength(3));
});

test('filters stand in the address', async () => {
  await openLive('/live?outcome=failed&q=chat');
  tell(
    requests(
      request('1'),
      request('2', { statusCode: 500 }),
      request('3', { statusCode: 500, endpoint: '/api/search/', username: 'ada' }),
    ),
  );
  await waitFor(() => expect(lines()).toHaveLength(1));
  expect(line(0)).toHaveTextContent('500');
  expect(screen.getByRole('button', { name: 'outcome: Failed' })).toBeVisible();
});

test('who may not watch is told so', async () => {
  refusal = 4403;
  asStaff();
  startSession({ access: 'expired', refresh: auth.issue() });
  openApp('/live');
  expect(await screen.findByText('You may not watch')).toBeVisible();
});

test('a lost connection is said, and made again with a new token', async () => {
  await openLive();
  const before = auth.issuedCount();
  act(() => live.clients.forEach((client) => client.close(4401)));
  await screen.findByText('Reconnecting');
  await screen.findByText('Live', { selector: '[role=status]' }, { timeout: 5_000 });
  expect(auth.issuedCount()).toBe(before + 1);
  expect(offered.at(-1)).toEqual(['dashboard.live', `token.access-${before + 1}`]);
});
