import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userUse } from '@/test/analytics-data';
import { panel } from '@/test/dashboard-server';
import { lastAsked, listOf, openPeople, rowsOf } from '@/test/open-people';

const USERS = 'Users with what they did in the range';

it('lists users with what they did, page by page', async () => {
  const next = 'http://localhost/api/analytics/users/?cursor=behind';
  const { actor } = await openPeople('/people', {
    users: listOf([userUse('11', 'm.okafor'), userUse('12', '', { lastActive: null })], next),
  });
  const rows = await rowsOf(USERS);
  expect(rows[0]?.slice(0, 8)).toEqual([
    'm.okafor',
    'm.okafor@example.com',
    '11',
    '1,706',
    '14',
    '1,234.5',
    '54,000',
    '$13.99',
  ]);
  expect([rows[1]?.[0], rows[1]?.[8]]).toEqual(['Deleted user 12', '—']);
  await actor.click(within(panel('Users')).getByRole('button', { name: 'Next' }));
  expect(location.search).toBe('?cursor=behind');
  await waitFor(() => expect(lastAsked('users')?.get('cursor')).toBe('behind'));
});

it('sorts users by a column, the other way round when it is pressed again', async () => {
  const { actor } = await openPeople('/people?cursor=behind');
  await screen.findByRole('table', { name: USERS });
  await actor.click(screen.getByRole('button', { name: 'Cost' }));
  expect(location.search).toBe('?sort=-costUsd');
  await actor.click(screen.getByRole('button', { name: /^Cost/ }));
  await waitFor(() => expect(lastAsked('users')?.get('sort')).toBe('costUsd'));
  const table = within(screen.getByRole('table', { name: USERS }));
  expect(table.getByRole('columnheader', { name: /^Cost/ })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
});

it('searches users once the typing stops, in the order that was chosen', async () => {
  const { actor } = await openPeople('/people?sort=costUsd&cursor=behind');
  await actor.type(await screen.findByRole('searchbox'), 'okafor');
  await waitFor(() => expect(lastAsked('users')?.get('search')).toBe('okafor'));
  expect(location.search).toBe('?sort=costUsd&search=okafor');
});

it('leads from a user to their page and their requests', async () => {
  await openPeople('/people?range=all');
  const table = within(await screen.findByRole('table', { name: USERS }));
  // Rows are not kept for ever, so what lists them takes its longest range.
  expect(table.getByRole('link', { name: 'm.okafor' })).toHaveAttribute(
    'href',
    '/users/11?range=3m',
  );
  expect(table.getByRole('link', { name: '1,706' })).toHaveAttribute(
    'href',
    '/requests?range=3m&user=11',
  );
});

it('says when nobody is called so, and takes the search back', async () => {
  const { actor } = await openPeople('/people?search=nobody', { users: listOf([]) });
  expect(await screen.findByText('Nobody is called so')).toBeVisible();
  await actor.click(screen.getByRole('button', { name: 'Show everybody' }));
  await waitFor(() => expect(lastAsked('users')?.get('search')).toBeNull());
});
