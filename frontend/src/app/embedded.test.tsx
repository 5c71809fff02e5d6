import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, expect, it, vi } from 'vitest';
import * as embedding from '@/lib/embedding';
import { dashboardData } from '@/test/dashboard-data';
import { openApp } from '@/test/open-app';
import { server, user } from '@/test/server';

beforeEach(() => {
  document.body.innerHTML = '<div id="root" data-base="/" data-embedded="/embedded/"></div>';
});

function signedIn() {
  const sent: (string | null)[] = [];
  server.use(
    http.get('/api/auth/me/', () => HttpResponse.json({ ...user, isStaff: true })),
    http.get('/api/dashboard/', ({ request }) => {
      sent.push(request.headers.get('Authorization'));
      return HttpResponse.json(dashboardData());
    }),
  );
  return sent;
}

it('shows the dashboard alone, by the login of the admin', async () => {
  localStorage.setItem('ai-observability:/:refresh', 'of-somebody-else');
  const sent = signedIn();
  openApp('/embedded/?range=24h');
  expect(await screen.findByRole('heading', { name: 'Overview' })).toBeVisible();
  await waitFor(() => expect(sent).toEqual([null]));
  expect(screen.queryByRole('navigation')).toBeNull();
  expect(screen.queryByRole('button', { name: /account of/ })).toBeNull();
});

it('tells the page around which range it shows', async () => {
  const share = vi.spyOn(embedding, 'shareSearch');
  signedIn();
  const { actor } = openApp('/embedded/?range=24h');
  await screen.findByRole('heading', { name: 'Overview' });
  await actor.click(screen.getByRole('button', { name: '1m' }));
  await waitFor(() => expect(share).toHaveBeenLastCalledWith('?range=1m'));
});

it('opens every other place in the window around', async () => {
  const leave = vi.spyOn(embedding, 'leaveFrame').mockImplementation(() => undefined);
  signedIn();
  openApp('/embedded/requests?status=404');
  await waitFor(() => expect(leave).toHaveBeenCalledWith('/requests?status=404'));
});

it('asks to sign in again, in the window around', async () => {
  openApp('/embedded/');
  expect(await screen.findByText('Your session has ended')).toBeVisible();
  expect(screen.queryByLabelText('Password')).toBeNull();
});
