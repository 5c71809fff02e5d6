import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Choices } from '@/hooks/use-choices';
import { dashboardData, emptyData } from '@/test/dashboard-data';
import { answer, openAsStaff, requests } from '@/test/dashboard-server';
import { openSignedIn } from '@/test/open-app';
import { failure, server } from '@/test/server';

const choices: Choices = {
  models: ['gpt-4o', 'llama'],
  endpoints: ['/api/chat/', '/api/search/'],
  statuses: [200, 429],
  countries: [{ code: 'DE', name: 'Germany' }],
};

const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  server.use(
    http.get('/api/requests/choices/', ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json(choices);
    }),
  );
  answer(() => HttpResponse.json(dashboardData()));
});

const chip = (name: string) => screen.getByRole('button', { name });
const offered = (list: string) =>
  within(screen.getByRole('list', { name: list }))
    .queryAllByRole('button')
    .map((button) => button.textContent);

describe('a filter', () => {
  it('is chosen from what occurred in the range, and stands in the URL', async () => {
    const { actor } = await openSignedIn('/?range=24h');
    expect(asked).toEqual([]);
    await actor.click(chip('Endpoint'));
    await waitFor(() => expect(offered('Endpoints')).toEqual(['/api/chat/', '/api/search/']));
    expect(asked).toEqual(['?range=24h&tz=UTC']);

    await actor.type(screen.getByRole('searchbox', { name: 'Endpoints' }), 'SEA');
    expect(offered('Endpoints')).toEqual(['/api/search/']);
    await actor.keyboard('{ArrowDown}{Enter}');
    expect(location.search).toBe('?range=24h&endpoint=%2Fapi%2Fsearch%2F');
    await waitFor(() => expect(requests.at(-1)?.get('endpoint')).toBe('/api/search/'));
    expect(screen.queryByRole('searchbox')).toBeNull();
    expect(chip('endpoint: /api/search/')).toHaveFocus();
  });

  it('comes back with a shared link, and goes with one click', async () => {
    const { actor } = await openSignedIn('/?range=24h&model=gpt-4o&endpoint=%2Fapi%2Fchat%2F');
    await waitFor(() =>
      expect(requests.at(-1)?.toString()).toBe(
        'range=24h&model=gpt-4o&endpoint=%2Fapi%2Fchat%2F&tz=UTC',
      ),
    );
    await actor.click(chip('Remove the model filter'));
    expect(location.search).toBe('?range=24h&endpoint=%2Fapi%2Fchat%2F');
    expect(chip('Model')).toHaveFocus();
  });

  it('stays when the range changes', async () => {
    const { actor } = await openSignedIn('/?range=24h&model=gpt-4o');
    await actor.click(chip('3m'));
    expect(location.search).toBe('?range=3m&model=gpt-4o');
  });

  it('is set by a name in a panel', async () => {
    const { actor } = await openSignedIn('/?range=24h');
    await actor.click(await screen.findByRole('link', { name: 'llama' }));
    expect(location.search).toBe('?range=24h&model=llama');
    expect(chip('model: llama')).toBeVisible();
  });

  it('is what an empty panel offers to take off', async () => {
    answer(() => HttpResponse.json(emptyData()));
    const { actor } = await openSignedIn('/?range=24h&model=nothing');
    const [clear] = await screen.findAllByRole('button', { name: 'Clear the filters' });
    if (clear) await actor.click(clear);
    expect(location.search).toBe('?range=24h');
  });

  it('says why there is nothing to choose', async () => {
    server.use(
      http.get('/api/requests/choices/', () => failure(400, 'BAD', 'This range is too long.')),
    );
    const { actor } = await openSignedIn();
    await actor.click(chip('Model'));
    expect(await screen.findByText('This range is too long.')).toBeVisible();
  });
});

it('stands above the heading where the top bar has no room', async () => {
  const media = { matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() };
  vi.stubGlobal('matchMedia', () => media);
  await openSignedIn();
  expect(within(screen.getByRole('main')).getByRole('group', { name: 'Filters' })).toBeVisible();
  vi.unstubAllGlobals();
});

describe('the filter by user', () => {
  it('is for staff', async () => {
    await openSignedIn();
    expect(screen.queryByRole('button', { name: 'User' })).toBeNull();
  });

  it('offers the users of the page by name', async () => {
    const { actor } = await openAsStaff('/?range=24h');
    await screen.findByText('116,179');
    await actor.click(chip('User'));
    expect(offered('Users')).toEqual(['m.okafor']);
    const { users } = dashboardData();
    answer(() => HttpResponse.json(dashboardData({ users: { ...users, top: [] } })));
    await actor.click(screen.getByRole('button', { name: 'm.okafor' }));
    expect(location.search).toBe('?range=24h&user=11');
    await waitFor(() =>
      expect(screen.queryByRole('list', { name: 'Users by requests' })).toBeNull(),
    );
    expect(chip('user: m.okafor')).toBeVisible();
  });

  it('takes any id that is typed', async () => {
    const { actor } = await openAsStaff('/?range=24h');
    await actor.click(chip('User'));
    await actor.keyboard('4711{Enter}');
    expect(location.search).toBe('?range=24h&user=4711');
    expect(chip('user: 4711')).toBeVisible();
  });
});

describe('today', () => {
  it('is a custom range from local midnight, pressed while the URL says so', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const { actor } = await openSignedIn('/?range=7d');
    await actor.click(chip('Today'));
    expect(location.search).toBe(`?range=custom&start=${today}&end=${tomorrow}`);
    expect(chip('Today')).toHaveAttribute('aria-pressed', 'true');
    expect(chip('Custom')).toHaveAttribute('aria-pressed', 'false');
  });

  it('is not pressed for another day', async () => {
    await openSignedIn('/?range=custom&start=2025-07-01&end=2025-07-02');
    expect(chip('Today')).toHaveAttribute('aria-pressed', 'false');
    expect(chip('Custom')).toHaveAttribute('aria-pressed', 'true');
  });
});
