import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { expect, it, vi } from 'vitest';
import { devices, featureUse, peakHours } from '@/test/analytics-data';
import { panel } from '@/test/dashboard-server';
import { lastAsked, openPeople } from '@/test/open-people';
import { failure } from '@/test/server';

const texts = (elements: Iterable<Element>) =>
  [...elements].map((element) => element.textContent.replaceAll('\u202f', ' '));

const never = () => new Promise<HttpResponse<null>>(() => undefined);
const broken = () => failure(400, 'BROKEN', 'Something is broken.');

const bodyOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => texts(row.children));

it('ranks features, and narrows the endpoints to one of them', async () => {
  const { actor } = await openPeople('/features?range=3m');
  const bars = within(await screen.findByRole('list', { name: 'Features by requests' }));
  expect(bars.getAllByRole('listitem').map((item) => texts(item.children))).toEqual([
    ['Chat', '900', '90.0 %', '1.50 s'],
    ['Files', '100', '10.0 %', '1.50 s'],
  ]);
  expect(lastAsked('endpoints')?.get('days')).toBe('90');
  await actor.click(bars.getByRole('link', { name: 'Files' }));
  expect(location.search).toBe('?range=3m&feature=Files');
  const table = screen.getByRole('table', { name: 'Endpoints by use' });
  expect(bodyOf(table)).toEqual([
    ['GET /api/files/', 'GET', 'Files', '60', '6.0 %', '0 %', '500 ms', '80 ms'],
    ['DELETE /api/files/', 'DELETE', 'Files', '40', '4.0 %', '0 %', '—', '—'],
  ]);
  expect(within(table).getAllByRole('link')[0]).toHaveAttribute(
    'href',
    '/requests?range=3m&endpoint=%2Fapi%2Ffiles%2F&method=GET',
  );
  await actor.click(screen.getByRole('button', { name: 'Remove the filter feature: Files' }));
  expect(bodyOf(table)).toHaveLength(3);
});

it('sorts endpoints by any column, what is unknown last', async () => {
  const { actor } = await openPeople('/features');
  const table = await screen.findByRole('table', { name: 'Endpoints by use' });
  const methods = () => bodyOf(table).map((row) => row[1]);
  expect(methods()).toEqual(['POST', 'GET', 'DELETE']);
  await actor.click(screen.getByRole('button', { name: 'p95' }));
  expect(methods()).toEqual(['POST', 'GET', 'DELETE']);
  await actor.click(screen.getByRole('button', { name: /^p95/ }));
  expect(location.search).toBe('?sort=p95Ms');
  expect(methods()).toEqual(['GET', 'POST', 'DELETE']);
});

it('says when no feature was used, that it loads, and that it failed', async () => {
  const first = await openPeople('/features', {
    endpoints: featureUse({ features: [], endpoints: [] }),
  });
  expect(await screen.findByText('No requests from Mon 14 Jul to Sun 20 Jul')).toBeVisible();
  expect(screen.getByText('No endpoints in this range')).toBeVisible();
  first.unmount();
  const second = await openPeople('/features', { endpoints: never });
  expect(await screen.findByText('Loading Features')).toBeInTheDocument();
  second.unmount();
  await openPeople('/features', { endpoints: broken });
  expect(await screen.findByText('Features could not be loaded')).toBeVisible();
});

it('tells platforms, versions, browsers and systems, and of how many they are not known', async () => {
  await openPeople('/devices');
  await screen.findByText('Firefox');
  const rowsOf = (name: string) =>
    within(panel(name))
      .getAllByRole('listitem')
      .map((item) => texts(item.children));
  expect(rowsOf('Platforms')).toEqual([
    ['Web', '600', '60.0 %', '6,000'],
    ['iOS', '300', '30.0 %', '3,000'],
  ]);
  expect(rowsOf('Versions').map(([name]) => name)).toEqual(['Web 131', 'iOS 18', 'Web 133']);
  expect(rowsOf('Browsers')).toEqual([['Firefox', '500', '50.0 %', '5,000']]);
  expect(rowsOf('Operating systems')).toEqual([['Windows', '450', '45.0 %', '4,500']]);
  expect(panel('Platforms')).toHaveTextContent('Not known for 100 sessions (10.0 %)');
  expect(screen.getByRole('link', { name: 'iOS' })).toHaveAttribute(
    'href',
    '/requests?range=7d&platform=iOS',
  );
});

it('tells no sessions from sessions that told nothing', async () => {
  const silent = devices({ platforms: [], browsers: [], operatingSystems: [] });
  const first = await openPeople('/devices', { devices: silent });
  expect(await screen.findByText('Versions of your apps are not known')).toBeVisible();
  expect(screen.getByText('Browsers are not known')).toBeVisible();
  first.unmount();
  const second = await openPeople('/devices', { devices: { ...silent, sessions: 0 } });
  expect(await screen.findAllByText('No sessions from Mon 14 Jul to Sun 20 Jul')).toHaveLength(4);
  second.unmount();
  const third = await openPeople('/devices', { devices: never });
  expect(await screen.findByText('Loading Platforms')).toBeInTheDocument();
  third.unmount();
  await openPeople('/devices', { devices: broken });
  expect(await screen.findByText('Browsers could not be loaded')).toBeVisible();
});

it('shows each hour of the week as a number, with sums', async () => {
  await openPeople('/hours');
  const table = await screen.findByRole('table', { name: /^Requests by weekday and hour/ });
  const rows = bodyOf(table);
  expect(rows).toHaveLength(8);
  expect(rows[3]).toEqual(['Thu', ...Array<string>(14).fill('0'), '721', ...zeros(9), '721']);
  expect(rows[6]?.slice(0, 3)).toEqual(['Sun', '8', '0']);
  expect(rows[7]?.at(0)).toBe('All');
  expect(rows[7]?.at(15)).toBe('721');
  expect(rows[7]?.at(-1)).toBe('729');
  expect(screen.getByText('Thursday 14:00–15:00')).toBeVisible();
  const cell = screen.getByTitle('Thursday 14:00–15:00: 721 requests');
  expect(cell.style.getPropertyValue('--heat')).toBe('1');
  expect(within(table).getAllByRole('columnheader')).toHaveLength(26);
  expect(within(table).getAllByRole('rowheader')).toHaveLength(8);
});

const zeros = (count: number) => Array<string>(count).fill('0');

it('turns the table where there is no room for a day in a row', async () => {
  const media = { matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() };
  vi.stubGlobal('matchMedia', () => media);
  await openPeople('/hours');
  const table = await screen.findByRole('table', { name: /^Requests by weekday and hour/ });
  vi.unstubAllGlobals();
  const rows = bodyOf(table);
  expect(rows).toHaveLength(25);
  expect(rows[14]).toEqual(['14', '0', '0', '0', '721', '0', '0', '0', '721']);
});

it('says when nothing was asked at any hour, that it loads, and that it failed', async () => {
  const first = await openPeople('/hours', { 'peak-hours': peakHours({}) });
  expect(await screen.findByText('No requests from Mon 14 Jul to Sun 20 Jul')).toBeVisible();
  await first.actor.click(screen.getByRole('button', { name: 'Show all time' }));
  await waitFor(() => expect(lastAsked('peak-hours')?.get('days')).toBe('all'));
  first.unmount();
  const second = await openPeople('/hours', { 'peak-hours': never });
  expect(await screen.findByText('Loading Requests by weekday and hour')).toBeInTheDocument();
  second.unmount();
  await openPeople('/hours', { 'peak-hours': broken });
  expect(await screen.findByText(/could not be loaded/)).toBeVisible();
});
