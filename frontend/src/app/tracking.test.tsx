import { act, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openApp, openSignedIn } from '@/test/open-app';
import { failure, server, signedOut } from '@/test/server';
import type { PageViewRequest } from '@/types/types.gen';

type Told = { kind: string; body: Partial<PageViewRequest> };

const told: Told[] = [];
const inNavigation = (name: string) =>
  within(screen.getByRole('navigation', { name: 'Main, short' })).getByRole('link', { name });
const beats = () => told.filter(({ kind }) => kind === 'heartbeat');

function answer(reply: () => Response = () => HttpResponse.json({ accepted: true })) {
  server.use(
    http.post('/api/track/:kind/', async ({ request, params }) => {
      const body = (await request.json()) as Told['body'];
      told.push({ kind: String(params.kind), body });
      return reply();
    }),
    http.get('/api/requests/', () =>
      HttpResponse.json({ next: null, previous: null, results: [] }),
    ),
  );
}

/** Puts the tab in front or behind others. */
function show(state: DocumentVisibilityState) {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  act(() => void document.dispatchEvent(new Event('visibilitychange')));
}

beforeEach(() => {
  told.length = 0;
  sessionStorage.clear();
});

afterEach(() => vi.useRealTimers());

it('tells each page that is opened, with the page before it', async () => {
  answer();
  const { actor } = await openSignedIn('/?range=24h');
  await waitFor(() => expect(told).toHaveLength(1));
  await actor.click(screen.getByRole('button', { name: '7d' }));
  await actor.click(inNavigation('Requests'));
  await screen.findByRole('heading', { name: 'Requests' });
  await waitFor(() => expect(told).toHaveLength(2));
  const [first, second] = told;
  expect(first).toMatchObject({ kind: 'pageview', body: { path: '/', referrer: '' } });
  expect(second).toMatchObject({ kind: 'pageview', body: { path: '/requests', referrer: '/' } });
  expect(first?.body.session_id).toMatch(/^[0-9a-f]{32}$/);
  expect(second?.body.session_id).toBe(first?.body.session_id);
});

it('says each minute that somebody is there, and nothing while the tab is hidden', async () => {
  answer();
  await openSignedIn();
  show('hidden');
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  vi.advanceTimersByTime(300_000);
  show('visible');
  vi.advanceTimersByTime(59_999);
  vi.advanceTimersByTime(1 + 60_000);
  show('hidden');
  vi.advanceTimersByTime(300_000);
  vi.useRealTimers();
  await waitFor(() => expect(beats()).toHaveLength(2));
  expect(beats()[0]?.body).toEqual({ session_id: told[0]?.body.session_id });
});

it('keeps failures from the page, and does not try again', async () => {
  answer(() => failure(503, 'DOWN', 'The server is down.'));
  await openSignedIn();
  expect(await screen.findByText('116,179')).toBeVisible();
  await waitFor(() => expect(told).toHaveLength(1));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(told).toHaveLength(1);
  expect(screen.queryByRole('alert')).toBeNull();
});

it('tells nothing of who is not signed in', async () => {
  answer();
  server.use(http.get('/api/auth/me/', () => signedOut()));
  openApp('/requests');
  await screen.findByRole('heading', { name: 'Sign in' });
  expect(told).toEqual([]);
});
