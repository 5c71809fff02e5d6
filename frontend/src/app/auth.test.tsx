import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it, vi } from 'vitest';
import { getRefreshToken } from '@/lib/session';
import { openApp, openSignedIn } from '@/test/open-app';
import { dashboardData } from '@/test/dashboard-data';
import { failure, server, signedOut, user } from '@/test/server';

const overview = () => screen.findByRole('heading', { name: 'Overview' });
const login = () => screen.findByRole('heading', { name: 'Sign in' });

it('signs in with fields that a password manager fills', async () => {
  const { actor } = openApp('/?range=3m');
  await login();
  expect(screen.getByLabelText('Username')).toHaveAttribute('autocomplete', 'username');
  expect(screen.getByLabelText('Password')).toHaveAttribute('autocomplete', 'current-password');

  await actor.type(screen.getByLabelText('Username'), 'kaja.lind');
  await actor.type(screen.getByLabelText('Password'), 'right{Enter}');
  await overview();
  expect(location.search).toBe('?range=3m');
});

it('shows what the server says about a wrong password', async () => {
  const { actor } = openApp();
  await login();
  await actor.type(screen.getByLabelText('Username'), 'kaja.lind');
  await actor.type(screen.getByLabelText('Password'), 'wrong{Enter}');
  expect(await screen.findByText('Wrong name or password.')).toBeVisible();
});

it('restores a session by its refresh token', async () => {
  await openSignedIn();
  expect(screen.getByRole('button', { name: /account of kaja\.lind/ })).toBeVisible();
});

it('takes over the session of the Django admin', async () => {
  server.use(
    http.get('/api/auth/me/', () => HttpResponse.json(user)),
    http.get('/api/dashboard/', () => HttpResponse.json(dashboardData())),
  );
  openApp();
  await overview();
});

it('signs out on the server and here', async () => {
  const { actor } = await openSignedIn();
  const sent = vi.fn();
  server.use(
    http.post('/api/auth/logout/', async ({ request }) => {
      sent(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const refresh = getRefreshToken();
  await actor.click(screen.getByRole('button', { name: /account of/ }));
  await actor.click(screen.getByRole('button', { name: 'Sign out' }));
  await login();
  expect(sent).toHaveBeenCalledWith({ refresh });
  expect(getRefreshToken()).toBeNull();
});

it('asks to sign in again when the session ends', async () => {
  await openSignedIn('/?range=1m');
  await screen.findByText('116,179');
  server.use(http.get('/api/dashboard/', () => signedOut()));
  screen.getByRole('button', { name: '24h' }).click();
  await login();
  expect(location.search).toBe('?range=24h');
});

it('follows a sign-out in another tab', async () => {
  await openSignedIn();
  const key = 'ai-observability:/:refresh';
  window.dispatchEvent(new StorageEvent('storage', { key, newValue: null }));
  await login();
});

it('does not take a broken server for a signed-out reader', async () => {
  server.use(http.get('/api/auth/me/', () => failure(400, 'BROKEN', 'Something is broken.')));
  const { actor } = openApp();
  expect(await screen.findByText('Something is broken.')).toBeVisible();
  server.use(http.get('/api/auth/me/', () => signedOut()));
  await actor.click(screen.getByRole('button', { name: 'Retry' }));
  await login();
});

it('links to places for staff only', async () => {
  const { unmount } = await openSignedIn();
  expect(screen.queryByRole('link', { name: 'Admin' })).toBeNull();
  unmount();
  server.use(http.get('/api/auth/me/', () => HttpResponse.json({ ...user, isStaff: true })));
  await openSignedIn();
  await waitFor(() =>
    expect(screen.getAllByRole('link', { name: 'Admin' })[0]).toHaveAttribute('href', '/admin/'),
  );
});
