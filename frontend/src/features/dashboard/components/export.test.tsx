import { screen, waitFor } from '@testing-library/react';
import { delay, http, HttpResponse } from 'msw';
import { beforeEach, expect, it, vi } from 'vitest';
import { openAsStaff } from '@/test/dashboard-server';
import { openSignedIn } from '@/test/open-app';
import { auth, failure, server } from '@/test/server';

const asked: { search: string; token: string | null }[] = [];
const saved: { name: string; text: string }[] = [];

function answer(response: () => Response | Promise<Response>) {
  server.use(
    http.get('/api/dashboard/export/', ({ request }) => {
      const token = request.headers.get('Authorization');
      asked.push({ search: new URL(request.url).search, token });
      return response();
    }),
  );
}

beforeEach(() => {
  asked.length = 0;
  saved.length = 0;
  let content: Blob | undefined;
  // jsdom has neither object URLs nor downloads.
  URL.createObjectURL = (blob: Blob) => {
    content = blob;
    return 'blob:file';
  };
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    const name = this.download;
    void content?.text().then((text) => saved.push({ name, text }));
  });
});

it('saves a section with range, filters and credentials, under the name of the server', async () => {
  answer(() =>
    HttpResponse.text('date,total', {
      headers: { 'Content-Disposition': 'attachment; filename="overview.csv"' },
    }),
  );
  const { actor } = await openSignedIn('/?range=24h&model=gpt-4o');
  await actor.click(screen.getByRole('button', { name: 'Export' }));
  await actor.click(screen.getByRole('button', { name: 'Requests, cost and latency as CSV' }));
  expect(await screen.findByText('Saved Requests, cost and latency as CSV')).toBeVisible();
  expect(asked).toEqual([
    {
      search: '?range=24h&model=gpt-4o&tz=UTC&format=csv&section=series',
      token: `Bearer access-${auth.issuedCount()}`,
    },
  ]);
  await waitFor(() => expect(saved).toEqual([{ name: 'overview.csv', text: 'date,total' }]));
});

it('shows that it is at work, and gives a name of its own', async () => {
  answer(async () => {
    await delay(50);
    return HttpResponse.json([]);
  });
  const { actor } = await openSignedIn('/?range=24h');
  await actor.click(screen.getByRole('button', { name: 'Export' }));
  await actor.click(screen.getByRole('button', { name: 'Models as JSON' }));
  expect(screen.getByText('Preparing Models as JSON')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Users as CSV' })).toBeDisabled();
  await waitFor(() =>
    expect(saved).toEqual([{ name: 'dashboard-topModels-24h.json', text: '[]' }]),
  );
});

it('says why it failed, and saves nothing', async () => {
  answer(() => failure(429, 'RATE_LIMITED', 'Too many exports.'));
  const { actor } = await openSignedIn();
  await actor.click(screen.getByRole('button', { name: 'Export' }));
  await actor.click(screen.getByRole('button', { name: 'Summary as CSV' }));
  expect(await screen.findByText('Not saved. Too many exports.')).toBeVisible();
  expect(saved).toEqual([]);
});

it('offers threats to staff only', async () => {
  const { actor, unmount } = await openSignedIn();
  await actor.click(screen.getByRole('button', { name: 'Export' }));
  expect(screen.queryByRole('button', { name: 'Threats as CSV' })).toBeNull();
  unmount();
  const staff = await openAsStaff();
  await staff.actor.click(screen.getByRole('button', { name: 'Export' }));
  expect(screen.getByRole('button', { name: 'Threats as CSV' })).toBeVisible();
});
