import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { afterEach, expect, it, vi } from 'vitest';
import { dashboardData } from '@/test/dashboard-data';
import { answer, openAsStaff, requests } from '@/test/dashboard-server';

const state = () => screen.queryByText('Live', { selector: '[role=status]' });
const control = () => screen.getByRole('switch', { name: 'Auto-refresh' });

afterEach(() => vi.useRealTimers());

it('follows the server until it is switched off, and remembers that', async () => {
  answer(() => HttpResponse.json(dashboardData()));
  const { actor, unmount } = await openAsStaff();
  await screen.findByText('116,179');
  expect(control()).toBeChecked();
  expect(state()).toBeVisible();
  expect(screen.queryByRole('button', { name: /Refresh/ })).toBeNull();

  await actor.click(control());
  expect(control()).not.toBeChecked();
  expect(state()).toBeNull();
  const asked = requests.length;
  await actor.click(screen.getByRole('button', { name: /Refresh/ }));
  await waitFor(() => expect(requests).toHaveLength(asked + 1));
  unmount();

  answer(() => HttpResponse.json(dashboardData()));
  await openAsStaff();
  expect(control()).not.toBeChecked();
});

it('asks again after half a minute, and not at all when it is off', async () => {
  answer(() => HttpResponse.json(dashboardData()));
  const { actor } = await openAsStaff();
  await screen.findByText('116,179');
  await actor.click(control());
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  vi.advanceTimersByTime(120_000);
  expect(requests).toHaveLength(1);
  await actor.click(control());
  vi.advanceTimersByTime(29_999);
  expect(requests).toHaveLength(1);
  vi.advanceTimersByTime(1);
  vi.useRealTimers();
  await waitFor(() => expect(requests).toHaveLength(2));
});

it('leads staff to places about people, those with less room behind a button', async () => {
  answer(() => HttpResponse.json(dashboardData()));
  const { actor } = await openAsStaff();
  const names = (label: string) =>
    within(screen.getByRole('navigation', { name: label }))
      .getAllByRole('link')
      .map((link) => link.textContent);
  expect(names('Main')).toEqual([
    'Overview',
    'Live',
    'Requests',
    'Users & sessions',
    'Events',
    'Features',
    'Devices',
    'Peak hours',
    'Threats',
    'Admin',
    'API docs',
  ]);
  expect(names('Main, short')).toEqual(['Overview', 'Requests', 'Users', 'Threats']);
  await actor.click(screen.getByRole('button', { name: 'More' }));
  expect(names('Main, short').slice(4)).toEqual([
    'Live',
    'Events',
    'Features',
    'Devices',
    'Peak hours',
    'Admin',
    'API docs',
  ]);
});
