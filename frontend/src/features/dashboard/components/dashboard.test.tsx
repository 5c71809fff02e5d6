import { act, screen, waitFor, within } from '@testing-library/react';
import { delay, HttpResponse } from 'msw';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { dashboardData, emptyData, model } from '@/test/dashboard-data';
import { answer, panel, requests } from '@/test/dashboard-server';
import { openSignedIn } from '@/test/open-app';
import { failure } from '@/test/server';

const loaded = () => screen.findByText('116,179');

afterEach(() => {
  vi.useRealTimers();
});

describe('the summary', () => {
  it('tells six metrics with their change', async () => {
    await openSignedIn();
    await loaded();
    const summary = within(panel('Summary'));
    const figures = ['116,179', '1.51\u202f%', '1.51\u202fs', '$255.30', '121M', '1,284'];
    const values = summary.getAllByRole('definition').map((cell) => cell.textContent);
    figures.forEach((figure, index) => expect(values[index]).toContain(figure));
    expect(values[1]).toContain('0.31\u202fpt (worse)');
    expect(values[2]).toContain('6.2\u202f% (better)');
    expect(values[3]).not.toContain('worse');
  });

  it('marks a cost that lacks prices, and never calls it $0', async () => {
    const { summary } = dashboardData();
    answer(() =>
      HttpResponse.json(
        dashboardData({
          summary: { ...summary, totalCostUsd: 0, unpricedCalls: summary.modelCalls },
        }),
      ),
    );
    await openSignedIn();
    await loaded();
    expect(within(panel('Summary')).getByText('partial')).toBeVisible();
    expect(within(panel('Summary')).queryByText('$0.00')).toBeNull();
  });
});

describe('the range', () => {
  it('is in the URL and asked for in the time zone of the reader', async () => {
    answer(() => HttpResponse.json(dashboardData()));
    const { actor } = await openSignedIn('/?range=3m');
    await loaded();
    expect(requests[0]?.toString()).toBe('range=3m&tz=UTC');
    await actor.click(screen.getByRole('button', { name: '24h' }));
    await waitFor(() => expect(requests.at(-1)?.get('range')).toBe('24h'));
    expect(location.search).toBe('?range=24h');
    expect(screen.getByRole('button', { name: '24h' })).toHaveAttribute('aria-pressed', 'true');
  });

  it('takes an inclusive last day and sends an exclusive end', async () => {
    answer(() => HttpResponse.json(dashboardData()));
    const { actor } = await openSignedIn();
    await actor.click(screen.getByRole('button', { name: 'Custom' }));
    const [first, last] = [screen.getByLabelText('First day'), screen.getByLabelText('Last day')];
    await actor.clear(first);
    await actor.type(first, '2025-07-08');
    await actor.clear(last);
    await actor.type(last, '2025-07-07');
    await actor.click(screen.getByRole('button', { name: 'Show' }));
    expect(screen.getByText('Must not be before the first day')).toBeVisible();

    await actor.clear(first);
    await actor.type(first, '2025-07-01');
    await actor.click(screen.getByRole('button', { name: 'Show' }));
    expect(location.search).toBe('?range=custom&start=2025-07-01&end=2025-07-08');
    await waitFor(() => expect(requests.at(-1)?.get('end')).toBe('2025-07-08'));
    expect(screen.getByRole('button', { name: 'Custom' })).toHaveFocus();
  });
});

describe('the requests panel', () => {
  it('shows the same numbers as a table', async () => {
    const { actor } = await openSignedIn();
    await loaded();
    await actor.click(within(panel('Requests')).getByRole('button', { name: 'View as table' }));
    const rows = within(within(panel('Requests')).getByRole('table')).getAllByRole('row');
    expect(rows).toHaveLength(26);
    expect(rows[1]).toHaveTextContent('Sun 20 Jul, 22:00–22:30 so far9733.0 %100');
  });

  it('hides and shows a series, but never all', async () => {
    const { actor } = await openSignedIn();
    await loaded();
    const ok = screen.getByRole('button', { name: /^OK/ });
    const failed = screen.getByRole('button', { name: /^Failed/ });
    await actor.click(ok);
    expect(ok).toHaveAttribute('aria-pressed', 'false');
    await actor.click(failed);
    expect(ok).toHaveAttribute('aria-pressed', 'true');
    expect(failed).toHaveAttribute('aria-pressed', 'true');
  });

  it('draws the chart with a description, and its bars', async () => {
    await openSignedIn();
    const chart = await screen.findByLabelText(
      /Requests per hour, Sat 19 Jul to Sun 20 Jul/,
      {},
      { timeout: 5_000 },
    );
    await waitFor(() =>
      expect(chart.querySelectorAll('.recharts-bar-rectangle rect')).toHaveLength(50),
    );
  });
});

describe('the models panel', () => {
  it('lists models with unknown prices as unknown', async () => {
    answer(() =>
      HttpResponse.json(
        dashboardData({
          topModels: [
            model('gpt-4o'),
            model('llama', { unpricedCalls: 15_648, costUsd: 0, p95LatencyMs: null }),
          ],
        }),
      ),
    );
    await openSignedIn();
    const row = async (name: string) =>
      (await screen.findByRole('rowheader', { name })).closest('tr');
    expect(await row('gpt-4o')).toHaveTextContent('gpt-4oopenai15,6482.1 %18.4M4.79M$93.934.62 s');
    expect(await row('llama')).toHaveTextContent('—unpriced—');
  });
});

describe('states', () => {
  it('shows skeletons while the first answer is on its way', async () => {
    answer(async () => {
      await delay('infinite');
      return HttpResponse.json(dashboardData());
    });
    await openSignedIn();
    expect(panel('Requests')).toHaveAttribute('aria-busy', 'true');
    expect(within(panel('Top models')).getByText('Loading Top models')).toBeInTheDocument();
  });

  it('says why a panel is empty and offers a longer range', async () => {
    answer(() => HttpResponse.json(emptyData()));
    const { actor } = await openSignedIn();
    expect(await screen.findByText('No requests from Sat 19 Jul to Sun 20 Jul')).toBeVisible();
    const empty: [string, string][] = [
      ['Errors', 'failed requests'],
      ['Latency', 'latency measured'],
      ['Cost', 'model calls'],
      ['Top models', 'model calls'],
      ['Countries', 'requests with a known country'],
      ['Users', 'requests by signed-in users'],
      ['Feedback', 'ratings'],
    ];
    for (const [name, what] of empty) {
      const text = `No ${what} from Sat 19 Jul to Sun 20 Jul`;
      expect(within(panel(name)).getByText(text)).toBeVisible();
    }
    const widen = within(panel('Users')).getByRole('button', { name: 'Show the last 3 months' });
    await actor.click(widen);
    expect(location.search).toBe('?range=3m');
  });

  it('says in each panel what failed, and loads again on request', async () => {
    answer(() => failure(403, 'FORBIDDEN', 'This tenant is not yours.'));
    const { actor } = await openSignedIn();
    await screen.findByText('Requests could not be loaded');
    expect(screen.getByText('Top models could not be loaded')).toBeVisible();
    expect(screen.getAllByText('This tenant is not yours.')).toHaveLength(9);

    answer(() => HttpResponse.json(dashboardData()));
    await actor.click(within(panel('Requests')).getByRole('button', { name: 'Retry' }));
    await loaded();
  });

  it('keeps the last good numbers when a refresh fails, and says how old they are', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await openSignedIn();
    await loaded();
    answer(() => failure(429, 'RATE_LIMITED', 'Too many requests.'));
    await act(() => vi.advanceTimersByTimeAsync(31_000));

    expect(await screen.findByText('The overview could not be refreshed.')).toBeVisible();
    expect(screen.getByText(/These numbers are 3\d s old/)).toBeVisible();
    expect(screen.getByText('116,179')).toBeVisible();
    expect(screen.getAllByText(/^from \d\d:\d\d$/)).toHaveLength(8);
    expect(within(panel('Users')).getByText('m.okafor')).toBeVisible();
    expect(screen.getByText('Reconnecting')).toBeVisible();

    answer(() => HttpResponse.json(dashboardData()));
    screen.getByRole('button', { name: 'Retry Requests' }).click();
    await waitFor(() => expect(screen.queryByText(/could not be refreshed/)).toBeNull());
  });
});
