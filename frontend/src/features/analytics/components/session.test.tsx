import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { sessionDetail } from '@/test/analytics-data';
import { openPeople } from '@/test/open-people';
import { failure } from '@/test/server';

it('tells who it was and with what', async () => {
  await openPeople('/sessions/77');
  const facts = within(await screen.findByRole('region', { name: 'Who and with what' }));
  await facts.findByText('User');
  const pairs = facts
    .getAllByRole('term')
    .map((term) => [term.textContent, term.nextElementSibling?.textContent]);
  expect(Object.fromEntries(pairs)).toEqual({
    User: 'm.okafor',
    Duration: '4\u202fmin 5\u202fs',
    Requests: '7, 1 failed',
    'Page views': '3',
    Tokens: '1,426',
    Cost: '$0.05',
    Platform: 'iOS 18.1',
    Client: 'Mobile Safari on iOS',
    Address: '203.0.113.9 · DE',
  });
});

it('leads to its requests of the days that it went on', async () => {
  await openPeople('/sessions/77');
  expect(await screen.findByRole('link', { name: '7' })).toHaveAttribute(
    'href',
    '/requests?range=custom&start=2025-07-20&end=2025-07-21&session=77',
  );
});

it('lists what was done in order, and leads to the requests', async () => {
  await openPeople('/sessions/77');
  const table = within(
    await screen.findByRole('table', { name: 'Requests and page views, in order' }),
  );
  const rows = table
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.children].map((cell) => cell.textContent.replaceAll('\u202f', ' ')));
  expect(rows).toEqual([
    ['22:00:00', '0 ms', '/chat', 'page', '—', '—'],
    ['22:02:05', '2 min 5 s', 'POST /api/chat/', '500', '4.62 s', 'gpt-4o'],
  ]);
  expect(table.getByRole('link', { name: 'POST /api/chat/' })).toHaveAttribute(
    'href',
    '/requests/01982000-0000-7000-8000-000000000001',
  );
  expect(screen.getByTitle('/chat, from /')).toBeVisible();
});

it('tells how much is left out, and when nothing is left', async () => {
  const { unmount } = await openPeople('/sessions/77', {
    'sessions/77': sessionDetail({ actionsLeftOut: 1_300 }),
  });
  expect(await screen.findByText('1,300 later ones are left out')).toBeVisible();
  unmount();
  await openPeople('/sessions/77', { 'sessions/77': sessionDetail({ actions: [] }) });
  expect(await screen.findByText('Nothing is left of it')).toBeVisible();
});

it('says so where there is no such session, and where it cannot be loaded', async () => {
  const { unmount } = await openPeople('/sessions/77', {
    'sessions/77': () => failure(404, 'NOT_FOUND', 'There is no such session.'),
  });
  expect(await screen.findByText('There is no such session')).toBeVisible();
  unmount();
  await openPeople('/sessions/77', {
    'sessions/77': () => failure(400, 'BROKEN', 'Something is broken.'),
  });
  expect(await screen.findByText('What was done could not be loaded')).toBeVisible();
});

it('belongs to users and sessions in the navigation', async () => {
  await openPeople('/sessions/77');
  const navigation = within(screen.getByRole('navigation', { name: 'Main' }));
  expect(navigation.getByRole('link', { current: 'page' })).toHaveTextContent('Users & sessions');
});
