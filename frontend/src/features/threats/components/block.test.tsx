import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { openThreats as open } from '@/test/open-threats';
import { failure, server } from '@/test/server';
import { threatView } from '@/test/threat-data';
import type { Blocked, ThreatResponse } from '@/types/types.gen';

const sent: unknown[] = [];

function answer(blocked: () => Response) {
  sent.length = 0;
  server.use(
    http.post('/api/threats/block/', async ({ request }) => {
      sent.push(await request.json());
      return blocked();
    }),
  );
}

const done = (answer: Blocked) => () => HttpResponse.json(answer);
const may = (around: Partial<ThreatResponse> = {}) => ({
  views: [threatView('5', { userId: '9', username: 'ada' }, { mayBlock: true, ...around })],
});
const button = (name: string) => screen.findByRole('button', { name });

it('blocks the address for a while at once', async () => {
  answer(done({ blocked: ['203.0.113.41/32'], refused: [] }));
  const { actor } = await open('/threats/5', may());
  await actor.click(await button('Block the address for 1 hour'));
  await waitFor(() => expect(sent).toEqual([{ ids: [5], lasts: 'hour', network: false }]));
});

it('says that the address is blocked, and lifts the block', async () => {
  const block = { network: '203.0.113.41/32', expiresAt: '2025-07-21T22:30:00Z' };
  const lifted: unknown[] = [];
  server.use(
    http.post('/api/threats/unblock/', async ({ request }) => {
      lifted.push(await request.json());
      return HttpResponse.json({ lifted: 1 });
    }),
  );
  const { actor } = await open('/threats/5', may({ block }));
  expect(
    await screen.findByText('203.0.113.41/32 is blocked until 21 Jul 2025, 22:30:00 UTC'),
  ).toBeVisible();
  expect(screen.queryByRole('button', { name: /^Block/ })).toBeNull();
  await actor.click(await button('Unblock'));
  await waitFor(() => expect(lifted).toEqual([{ ids: [5] }]));
});

it('asks once more before it blocks for ever', async () => {
  answer(done({ blocked: ['203.0.113.41/32'], refused: [] }));
  const { actor } = await open('/threats/5', may());
  await actor.click(await screen.findByRole('checkbox', { name: 'its network (/24)' }));
  await actor.click(await button('Block the address for ever'));
  expect(sent).toEqual([]);
  await actor.click(await button('Yes, for ever: block the address'));
  await waitFor(() => expect(sent).toEqual([{ ids: [5], lasts: 'ever', network: true }]));
});

it('says why an address cannot be blocked', async () => {
  answer(done({ blocked: [], refused: [{ id: '5', reason: 'It is never blocked.' }] }));
  const { actor } = await open('/threats/5', may());
  await actor.click(await button('Block the address for 1 day'));
  expect(await screen.findByText('Not blocked. It is never blocked.')).toBeVisible();
});

it('says that it failed', async () => {
  answer(() => failure(403, 'PERMISSION_DENIED', 'You may not do this.'));
  const { actor } = await open('/threats/5', may());
  await actor.click(await button('Block the address for 1 day'));
  expect(await screen.findByText('Not blocked. You may not do this.')).toBeVisible();
});

it('is offered to who may, and where there is an address', async () => {
  const { unmount } = await open('/threats/5', { views: [threatView('5')] });
  await screen.findByRole('link', { name: 'Open in the admin' });
  expect(screen.queryByRole('group', { name: 'Block the address' })).toBeNull();
  unmount();
  await open('/threats/5', { views: [threatView('5', { ipAddress: null }, { mayBlock: true })] });
  await screen.findByRole('link', { name: 'Open in the admin' });
  expect(screen.queryByRole('group', { name: 'Block the address' })).toBeNull();
});

it('locks and unlocks the account', async () => {
  const locks: unknown[] = [];
  server.use(
    http.post('/api/threats/lock/', async ({ request }) => {
      locks.push(await request.json());
      return HttpResponse.json({ changed: [], refused: ['ada is staff.'] });
    }),
  );
  const { actor, unmount } = await open('/threats/5', may({ mayLock: true, accountLocked: false }));
  await actor.click(await button('Lock the account'));
  expect(await screen.findByText('ada is staff.')).toBeVisible();
  unmount();
  await open('/threats/5', may({ mayLock: true, accountLocked: true }));
  await actor.click(await button('Unlock the account'));
  await waitFor(() =>
    expect(locks).toEqual([
      { ids: [5], locked: true },
      { ids: [5], locked: false },
    ]),
  );
});
