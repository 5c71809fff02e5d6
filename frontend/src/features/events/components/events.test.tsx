import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { startSession } from '@/lib/session';
import { panel } from '@/test/dashboard-server';
import * as data from '@/test/event-data';
import { openApp } from '@/test/open-app';
import { auth, failure, server } from '@/test/server';

/** What each question was asked, the newest last. */
let asked: Record<string, URLSearchParams[]> = {};
const lastAsked = (question: string) =>
  Object.fromEntries(asked[question]?.at(-1) ?? new URLSearchParams());

const listOf = (results: unknown[], next: string | null = null) => ({
  next,
  previous: null,
  results,
});

const answers: Record<string, unknown> = {
  overview: data.overview(),
  timeseries: data.series(),
  'top-events': data.topEvents(),
  sessions: listOf([data.session('1'), data.session('2', { distinctId: '~3fa9c1aa' })]),
  users: listOf([
    { distinctId: 'customer-7', events: 12, lastSeen: '2025-07-20T21:02:05Z' },
    { distinctId: '~3fa9c1aa', events: 3, lastSeen: null },
  ]),
  keys: [data.key('1')],
};

/** Opens a URL as somebody who is not staff, and has two projects. */
function openEvents(url: string, changes: Record<string, unknown> = {}) {
  asked = {};
  server.use(
    http.get('/api/projects/', () =>
      HttpResponse.json(
        changes.projects ?? listOf([data.project('2', 'Blog'), data.project('1', 'Shop')]),
      ),
    ),
    http.get('/api/projects/:id/:question/', ({ request, params }) => {
      const name = `${String(params.id)}/${String(params.question)}`;
      (asked[name] ??= []).push(new URL(request.url).searchParams);
      const answer = changes[String(params.question)] ?? answers[String(params.question)];
      return answer instanceof Response ? answer.clone() : HttpResponse.json(answer as object);
    }),
  );
  startSession({ access: 'expired', refresh: auth.issue() });
  return openApp(url);
}

/** A table's rows as text, cell by cell. */
async function rowsOf(name: string) {
  const table = await screen.findByRole('table', { name });
  return within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.children].map((cell) => cell.textContent.replaceAll('\u202f', ' ')));
}

it('tells the numbers of the newest project, beside the range before', async () => {
  openEvents('/events?range=1m');
  const strip = await screen.findByRole('region', { name: 'Events in numbers' });
  await within(strip).findByText('3,300');
  const cells = [...strip.querySelectorAll('dt')].map((term) => [
    term.textContent,
    term.nextElementSibling?.textContent.replaceAll('\u202f', ' '),
  ]);
  expect(cells).toEqual([
    ['Events', '3,300↑ up 10.0 %3,000 beforepage views included'],
    ['Page views', '2,777  no change2,777 beforetold by the script'],
    ['Visitors', '8850 beforeeach counted once'],
    ['Sessions', '1,1630 before5 active now'],
    ['Average session', '1.4 min↓ down 30.0 %2.0 beforefirst to last event'],
  ]);
  expect(screen.getByLabelText('Project')).toHaveValue('2');
  expect(lastAsked('2/overview')).toEqual({ range: '1m', tz: 'UTC' });
});

it('switches to another project, in the URL', async () => {
  const { actor } = openEvents('/events?range=24h&sort=distinctId&cursor=x');
  await actor.selectOptions(await screen.findByLabelText('Project'), 'Shop');
  expect(location.search).toBe('?range=24h&project=1');
  await waitFor(() => expect(lastAsked('1/overview')).toEqual({ range: '24h', tz: 'UTC' }));
});

it('lists events, visitors and sessions', async () => {
  const { actor } = openEvents('/events?project=1');
  expect(await rowsOf('Events by count')).toEqual([
    ['page_view', '2,777', '84.2 %'],
    ['purchase', '523', '15.8 %'],
  ]);
  expect(screen.getByText('1 more names are not shown')).toBeVisible();
  const visitors = await rowsOf('Visitors with an event in the range');
  expect(visitors.map(([who, events]) => [who, events])).toEqual([
    ['customer-7', '12'],
    ['Anonymous 3fa9c1', '3'],
  ]);
  expect(visitors[1]?.[2]).toBe('—');
  const [first] = await rowsOf('Sessions, newest first');
  expect(first).toEqual([
    'Sun 20 Jul, 21:00 ',
    'customer-7',
    '2 min 5 s',
    '12',
    '9',
    'Firefox',
    'Web',
    'DE',
  ]);
  await actor.click(within(panel('Who came')).getByRole('button', { name: /Last seen/ }));
  expect(location.search).toBe('?project=1&sort=-lastSeen');
});

it('shows a new key once, in the tag that a website needs', async () => {
  const issued = { ...data.key('9', { lastUsedOn: null }), key: 'aio_secret' };
  server.use(http.post('/api/projects/1/keys/', () => HttpResponse.json(issued, { status: 201 })));
  const { actor } = openEvents('/events?project=1', { keys: [] });
  const keys = within(await screen.findByRole('region', { name: 'Keys' }));
  await actor.click(await keys.findByRole('button', { name: 'New key' }));
  expect(await screen.findByText(/shown only now/)).toBeVisible();
  expect(screen.getByRole('region', { name: 'Script tag' })).toHaveTextContent(
    '<script defer src="http://localhost/static/sdk/tracker.min.js" data-project="aio_secret"></script>',
  );
  await actor.click(screen.getByRole('button', { name: 'Copy the key' }));
  expect(await navigator.clipboard.readText()).toBe('aio_secret');
  await actor.click(screen.getByRole('button', { name: 'Done' }));
  expect(screen.queryByText(/aio_secret/)).toBeNull();
});

it('asks once more before a key is revoked', async () => {
  let revoked = '';
  server.use(
    http.delete('/api/projects/1/keys/:key/', ({ params }) => {
      revoked = String(params.key);
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const ended = { isActive: false, revokedAt: '2025-07-19T08:00:00Z' };
  const { actor } = openEvents('/events?project=1', {
    keys: [data.key('1'), data.key('0', ended)],
  });
  await actor.click(await screen.findByRole('button', { name: 'Revoke aio_key1' }));
  expect(revoked).toBe('');
  await actor.click(screen.getByRole('button', { name: 'Revoke aio_key1… now' }));
  await waitFor(() => expect(revoked).toBe('1'));
  expect(screen.queryByRole('button', { name: 'Revoke aio_key0' })).toBeNull();
});

it('begins with a project where there is none', async () => {
  const projects: unknown[] = [];
  server.use(
    http.post('/api/projects/', async ({ request }) => {
      const { name } = (await request.json()) as { name: string };
      if (name === 'x') return failure(400, 'VALIDATION_ERROR', 'The input is not valid.');
      projects.push(data.project('5', name));
      return HttpResponse.json(projects[0] as object, { status: 201 });
    }),
  );
  const { actor } = openEvents('/events', { projects: { ...listOf([]), results: projects } });
  const name = await screen.findByLabelText('Name of the website');
  await actor.type(name, 'x');
  await actor.click(screen.getByRole('button', { name: 'Create' }));
  expect(await screen.findByText('The input is not valid.')).toBeVisible();
  await actor.clear(name);
  await actor.type(name, 'My site');
  await actor.click(screen.getByRole('button', { name: 'Create' }));
  await waitFor(() => expect(screen.getByLabelText('Project')).toHaveValue('5'));
  expect(location.search).toBe('?project=5');
});

it('says of another person’s project that it is not there', async () => {
  openEvents('/events?project=99');
  expect(await screen.findByText('There is no such project')).toBeVisible();
});

it('says which part could not be loaded', async () => {
  openEvents('/events?project=1', {
    'top-events': failure(500, 'SERVER_ERROR', 'Something failed on the server.'),
  });
  expect(
    await within(await screen.findByRole('region', { name: 'Top events' })).findByText(
      /could not be loaded/,
    ),
  ).toBeVisible();
  expect(await screen.findByText('3,300')).toBeVisible();
});
