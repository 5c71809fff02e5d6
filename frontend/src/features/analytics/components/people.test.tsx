import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { afterEach, expect, it, vi } from 'vitest';
import { active, growth, overview, session, trends } from '@/test/analytics-data';
import { startSession } from '@/lib/session';
import { panel } from '@/test/dashboard-server';
import { openApp } from '@/test/open-app';
import { asked, lastAsked, listOf, openPeople, rowsOf } from '@/test/open-people';
import { auth, failure } from '@/test/server';

afterEach(() => vi.useRealTimers());

it('begins with the numbers, each with its unit, and leads to what they count', async () => {
  await openPeople('/people?range=1m');
  const strip = await screen.findByRole('region', { name: 'People in numbers' });
  await within(strip).findByText('116,179');
  const cells = [...strip.querySelectorAll('dt')].map((term) => [
    term.textContent,
    term.nextElementSibling?.textContent.replaceAll('\u202f', ' '),
  ]);
  expect(cells).toEqual([
    ['Active today', '12users'],
    ['Active this week', '84users in 7 days'],
    ['Active this month', '310users in 30 days'],
    ['Users', '96in the range'],
    ['Sessions', '1,2045 active now'],
    ['Average session', '4.3 minfirst to last sign'],
    ['Page views', '8,311in the range'],
    ['Requests', '116,179in the range'],
  ]);
  expect(within(strip).getByRole('link', { name: 'Requests' })).toHaveAttribute(
    'href',
    '/requests?range=1m',
  );
  expect(Object.fromEntries(lastAsked('overview') ?? [])).toEqual({ days: '30', tz: 'UTC' });
});

it('asks for dates with the last one included, and for all time', async () => {
  const { actor } = await openPeople('/people?range=custom&start=2025-07-01&end=2025-07-11');
  await screen.findByText('116,179');
  expect(Object.fromEntries(lastAsked('growth') ?? [])).toEqual({
    start: '2025-07-01',
    end: '2025-07-11',
    tz: 'UTC',
  });
  await actor.click(screen.getByRole('button', { name: 'Custom' }));
  expect(screen.getByLabelText('Last day')).toHaveValue('2025-07-10');
  await actor.click(screen.getByRole('button', { name: 'All' }));
  expect(location.search).toBe('?range=all');
  await waitFor(() => expect(lastAsked('growth')?.get('days')).toBe('all'));
});

it('tells the trends by day, week or month', async () => {
  const { actor } = await openPeople('/people');
  await screen.findByText('116,179');
  expect(lastAsked('trends')?.get('by')).toBe('day');
  await actor.click(screen.getByRole('button', { name: 'Week' }));
  expect(location.search).toBe('?by=week');
  await waitFor(() => expect(lastAsked('trends')?.get('by')).toBe('week'));
  const chart = within(panel('Active users'));
  await actor.click(chart.getByRole('button', { name: 'View as table' }));
  expect(chart.getByText('Week')).toBeVisible();
});

it('writes a dash where nothing was timed', async () => {
  const { actor } = await openPeople('/people', {
    trends: trends({ avgResponseMs: null, avgSessionMinutes: null }),
    overview: overview({ avgSessionMinutes: null }),
  });
  await screen.findByText('116,179');
  expect(screen.getByTitle('There were no sessions')).toHaveTextContent('—');
  const chart = within(panel('Response time'));
  await actor.click(await chart.findByRole('button', { name: 'View as table' }));
  expect(chart.getAllByTitle('No request was timed')[0]).toHaveTextContent('—');
});

it('lists sessions on pages of their own, each leading to its actions', async () => {
  const next = 'http://localhost/api/analytics/sessions/?cursor=older';
  const { actor } = await openPeople('/people?cursor=users-page', {
    sessions: listOf([session('77', { isActive: true })], next),
  });
  const [row] = await rowsOf('Sessions, newest first');
  expect(row).toEqual([
    'Sun 20 Jul, 22:00 active',
    'm.okafor',
    '4 min 5 s',
    '7',
    '3',
    '$0.05',
    'iOS 18.1',
    'DE',
  ]);
  const list = within(panel('Sessions'));
  expect(list.getByRole('link', { name: /20 Jul/ })).toHaveAttribute('href', '/sessions/77');
  await actor.click(list.getByRole('button', { name: 'Older' }));
  expect(location.search).toBe('?cursor=users-page&sessions=older');
  await waitFor(() => expect(lastAsked('sessions')?.get('cursor')).toBe('older'));
  expect(lastAsked('users')?.get('cursor')).toBe('users-page');
});

it('shows who is here now', async () => {
  await openPeople('/people', {
    'sessions/active': {
      ...active([session('78'), session('79', { userId: null, name: '' })]),
      count: 140,
    },
  });
  const list = within(await screen.findByRole('region', { name: 'Active now' }));
  expect(await list.findByRole('link', { name: 'm.okafor' })).toHaveAttribute(
    'href',
    '/sessions/78',
  );
  expect(list.getByRole('link', { name: 'anonymous' })).toBeVisible();
  expect(list.getAllByText('iOS · Mobile Safari · iOS · DE')).toHaveLength(2);
  expect(list.getAllByText('7 requests · 3 views')).toHaveLength(2);
  expect(list.getByText('and 138 more')).toBeVisible();
});

it('waits with what is new while the pointer is on a list', async () => {
  const { actor } = await openPeople('/people');
  const row = await screen.findByText('7 requests · 3 views');
  const times = () => asked['sessions/active']?.length;
  await actor.hover(row);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  vi.advanceTimersByTime(60_000);
  expect(times()).toBe(1);
  await actor.unhover(row);
  vi.advanceTimersByTime(9_999);
  expect(times()).toBe(1);
  vi.advanceTimersByTime(1);
  vi.useRealTimers();
  await waitFor(() => expect(times()).toBe(2));
});

it('counts who came back by the week in which they were new', async () => {
  await openPeople('/people');
  const rows = await rowsOf(
    'Percent of the users new in a week with a request so many weeks later',
  );
  expect(rows).toEqual([
    ['7 – 13 Jul', '40', '25'],
    ['14 – 20 Jul so far', '12'],
  ]);
  expect(screen.getByTitle('10 of 40')).toBeVisible();
});

it('says why panels are empty, and offers all time', async () => {
  const nobody = { activeUsers: 0, newUsers: 0 };
  const { actor } = await openPeople('/people', {
    trends: trends({ activeUsers: 0, requests: 0, sessions: 0 }),
    growth: growth({ days: [{ timestamp: '2025-07-14T00:00:00Z', ...nobody }] }),
    users: listOf([]),
    sessions: listOf([]),
    'sessions/active': active([]),
  });
  expect(await screen.findByText('Nobody is here')).toBeVisible();
  expect(await screen.findByText('No users yet')).toBeVisible();
  expect(screen.getByText('No sessions, last 7 days')).toBeVisible();
  expect(screen.getAllByText('No use from Mon 14 Jul to Sun 20 Jul')).toHaveLength(3);
  const [widen] = screen.getAllByRole('button', { name: 'Show all time' });
  if (widen) await actor.click(widen);
  expect(location.search).toBe('?range=all');
});

it('fails panel by panel, and tries again', async () => {
  let broken = true;
  const { actor } = await openPeople('/people', {
    users: () => (broken ? failure(400, 'BROKEN', 'Something is broken.') : listOf([])),
  });
  expect(await screen.findByText('Users could not be loaded')).toBeVisible();
  expect(screen.getByText('Something is broken.')).toBeVisible();
  expect(await screen.findByText('116,179')).toBeVisible();
  broken = false;
  await actor.click(screen.getByRole('button', { name: 'Retry' }));
  expect(await screen.findByText('No users yet')).toBeVisible();
});

it('says that it loads, and that a new range does', async () => {
  const never = () => new Promise<HttpResponse<null>>(() => undefined);
  await openPeople('/people', { users: never });
  expect(await screen.findByText('Loading Users')).toBeInTheDocument();
  expect(panel('Users')).toHaveAttribute('aria-busy', 'true');
});

it('is for staff', async () => {
  const paths = ['/people', '/sessions/77', '/features', '/devices', '/hours'];
  for (const path of paths) {
    startSession({ access: 'expired', refresh: auth.issue() });
    const { unmount } = openApp(path);
    expect(await screen.findByText('There is no such page')).toBeVisible();
    unmount();
  }
});
