import { describe, expect, it } from 'vitest';
import { filtersFromSearch, withFilter, withoutFilters } from '@/lib/filters';
import {
  requestLink,
  requestsLink,
  threatLink,
  threatPathInAdmin,
  threatsLink,
  userLink,
} from '@/lib/links';
import { customRange } from '@/lib/range';

const scope = { range: customRange('2025-07-01', '2025-07-07'), filters: { model: 'a/b c' } };
const base = '/requests?range=custom&start=2025-07-01&end=2025-07-08&model=a%2Fb+c';

describe('a link to requests', () => {
  it('has the range and the filters of its view', () => expect(requestsLink(scope)).toBe(base));

  it.each([
    [{ status: '404,403,502' }, 'status=404,403,502'],
    [{ outcome: 'failed' }, 'outcome=failed'],
    [{ country: 'unknown' }, 'country=unknown'],
    [{ user: '7' }, 'user=7'],
    [{ minLatencyMs: 1510 }, 'minLatencyMs=1510'],
    [{ rated: true }, 'rated=true'],
    [{ unpriced: true }, 'unpriced=true'],
    [{ ai: true }, 'ai=true'],
  ] as const)('adds %o', (extra, search) =>
    expect(requestsLink(scope, extra)).toBe(`${base}&${search}`),
  );

  it('puts its own model in place of the one of the view', () =>
    expect(requestsLink({ range: { name: '7d' }, filters: { model: 'a' } }, { model: 'b' })).toBe(
      '/requests?range=7d&model=b',
    ));
});

it('leads to the threats of a range and a user', () => {
  expect(threatsLink(scope, { state: 'open' })).toBe(
    '/threats?range=custom&start=2025-07-01&end=2025-07-08&state=open',
  );
  expect(threatsLink({ range: { name: '7d' }, filters: { user: '7' } }, { severity: 'high' })).toBe(
    '/threats?range=7d&user=7&severity=high',
  );
});

it('escapes ids', () => {
  expect(requestLink('a/b')).toBe('/requests/a%2Fb');
  expect(userLink('a/b', { name: '24h' })).toBe('/users/a%2Fb?range=24h');
  expect(threatLink('a/b', { name: '24h' })).toBe('/threats/a%2Fb?range=24h');
  expect(threatPathInAdmin('a/b')).toBe('/admin/dashboard/threatlog/a%2Fb/change/');
});

it('leads to the admin where the host has it', () => {
  const root = document.getElementById('root');
  if (root) root.dataset.admin = '/staff/';
  expect(threatPathInAdmin('5')).toBe('/staff/dashboard/threatlog/5/change/');
});

describe('the filters in the URL', () => {
  const search = new URLSearchParams('range=7d&model=m&user=&status=429');

  it('are those with a value', () => expect(filtersFromSearch(search)).toEqual({ model: 'm' }));

  it('come and go alone', () => {
    expect(withFilter(search, 'user', '7').toString()).toBe('range=7d&model=m&user=7&status=429');
    expect(withoutFilters(search).toString()).toBe('range=7d&status=429');
  });
});
