import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { asked, asStaff, openRequests as open, page } from '@/test/open-requests';
import { requestRow } from '@/test/request-data';
import { failure, server } from '@/test/server';

const cells = (row: HTMLElement) =>
  within(row)
    .getAllByRole('cell')
    .map((cell) => cell.textContent);
const firstRow = async () => {
  const link = await screen.findByRole('link', { name: /22:26:11/ });
  return link.closest('tr') as HTMLElement;
};

describe('the list', () => {
  it('asks for the range and the filters of the URL, in the zone of the reader', async () => {
    await open('/requests?range=24h&status=404,500&model=o3&utm=nonsense');
    await firstRow();
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({
      range: '24h',
      tz: 'UTC',
      status: '404,500',
      model: 'o3',
    });
  });

  it('tells each request in a row', async () => {
    await open('/requests');
    expect(cells(await firstRow())).toEqual([
      'POST /api/chat/',
      '200',
      '4.62\u202fs',
      'p.novak',
      'gpt-4o',
      '1,426',
      '$0.0046',
      'DE',
    ]);
  });

  it('shows what is unknown as a dash and never as zero', async () => {
    const row = requestRow({
      statusCode: null,
      latencyMs: null,
      costUsd: null,
      unpricedCalls: 1,
      countryCode: '',
      userId: null,
      username: '',
    });
    await open('/requests', () => HttpResponse.json(page({ results: [row] })));
    expect(cells(await firstRow())).toEqual([
      'POST /api/chat/',
      '—',
      '—',
      'anonymous',
      'gpt-4o',
      '1,426',
      '—',
      '—',
    ]);
  });

  it('marks a cost that lacks prices', async () => {
    const row = requestRow({ modelCalls: 3, unpricedCalls: 1 });
    await open('/requests', () => HttpResponse.json(page({ results: [row] })));
    expect(within(await firstRow()).getByText('partial')).toHaveAttribute(
      'title',
      '1 of 3 calls have no known price',
    );
  });

  it('turns pages by the cursor, in the URL', async () => {
    const { actor } = await open('/requests?range=1m', () =>
      HttpResponse.json(page({ next: 'http://localhost/api/requests/?cursor=abc&range=1m' })),
    );
    await firstRow();
    expect(screen.getByRole('button', { name: 'Newer' })).toBeDisabled();
    await actor.click(screen.getByRole('button', { name: 'Older' }));
    await waitFor(() => expect(asked.at(-1)?.get('cursor')).toBe('abc'));
    expect(location.search).toBe('?range=1m&cursor=abc');
  });

  it('begins anew with another range', async () => {
    const { actor } = await open('/requests?range=1m&cursor=abc&status=404');
    await firstRow();
    await actor.click(screen.getByRole('button', { name: '24h' }));
    await waitFor(() => expect(location.search).toBe('?range=24h&status=404'));
  });

  it('says that there is nothing, and takes the filters off', async () => {
    const { actor } = await open('/requests?status=418', () =>
      HttpResponse.json(page({ results: [] })),
    );
    expect(await screen.findByText('No requests in this range')).toBeVisible();
    await actor.click(screen.getByRole('link', { name: 'Take all filters off' }));
    await waitFor(() => expect(asked.at(-1)?.has('status')).toBe(false));
  });

  it('says what failed and tries again', async () => {
    const { actor } = await open('/requests?minTokens=-1', () =>
      failure(400, 'VALIDATION_ERROR', 'The input is not valid.'),
    );
    expect(await screen.findByText('Matching requests could not be loaded')).toBeVisible();
    const before = asked.length;
    await actor.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(asked.length).toBe(before + 1));
  });

  it('keeps the rows on screen when a refresh fails', async () => {
    let broken = false;
    const { actor } = await open('/requests', () =>
      broken ? failure(400, 'BROKEN', 'Broken.') : HttpResponse.json(page()),
    );
    await firstRow();
    broken = true;
    await actor.click(screen.getByRole('button', { name: /Refresh/ }));
    expect(await screen.findByRole('button', { name: 'Retry All requests' })).toBeVisible();
    expect(await firstRow()).toBeVisible();
  });
});

it('is exported as a whole, with its filters', async () => {
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x' }));
  const exported: URLSearchParams[] = [];
  const { actor } = await open('/requests?range=1m&status=404&cursor=abc');
  server.use(
    http.get('/api/dashboard/export/', ({ request }) => {
      exported.push(new URL(request.url).searchParams);
      return exported.length > 1
        ? failure(400, 'BROKEN', 'Broken.')
        : new HttpResponse('id\n1\n', {
            headers: { 'Content-Disposition': 'attachment; filename="requests-1.csv"' },
          });
    }),
  );
  await firstRow();
  await actor.click(screen.getByRole('button', { name: 'Export as CSV' }));
  expect(await screen.findByText('Saved')).toBeVisible();
  expect(Object.fromEntries(exported[0] ?? [])).toEqual({
    range: '1m',
    tz: 'UTC',
    status: '404',
    format: 'csv',
    section: 'requests',
  });
  expect(click).toHaveBeenCalledOnce();
  await actor.click(screen.getByRole('button', { name: 'Export as JSON' }));
  expect(await screen.findByText('Not saved. Broken.')).toBeVisible();
});

it('leads staff from a name to the user', async () => {
  asStaff();
  await open('/requests?range=24h');
  expect(within(await firstRow()).getByRole('link', { name: 'p.novak' })).toHaveAttribute(
    'href',
    '/users/9?range=24h',
  );
});

describe('filters', () => {
  it('are chosen from what the range had', async () => {
    const { actor } = await open('/requests');
    await actor.click(screen.getByRole('button', { name: 'Country' }));
    await actor.click(await screen.findByRole('button', { name: 'Germany' }));
    await waitFor(() => expect(asked.at(-1)?.get('country')).toBe('DE'));
    expect(location.search).toBe('?country=DE');
    await actor.click(screen.getByRole('button', { name: 'Remove the country filter' }));
    await waitFor(() => expect(location.search).toBe(''));
  });

  it('of every further column stand in one form', async () => {
    const { actor } = await open('/requests?rated=true&path=%2Fapi');
    expect(screen.getByText('With feedback')).toBeVisible();
    await actor.click(screen.getByRole('button', { name: 'More' }));
    expect(screen.getByLabelText('Path begins with')).toHaveValue('/api');
    await actor.type(screen.getByLabelText('Latency from (ms)'), '200');
    await actor.selectOptions(screen.getByLabelText('With feedback'), 'any');
    await actor.click(screen.getByRole('button', { name: 'Show' }));
    await waitFor(() => expect(location.search).toBe('?path=%2Fapi&minLatencyMs=200'));
    await actor.click(
      screen.getByRole('button', { name: 'Remove the filter Latency from 200 ms' }),
    );
    await waitFor(() => expect(location.search).toBe('?path=%2Fapi'));
  });

  it('by user are for staff', async () => {
    const { unmount } = await open('/requests');
    expect(screen.queryByRole('button', { name: 'User' })).toBeNull();
    unmount();
    asStaff();
    const { actor } = await open('/requests');
    await actor.click(screen.getByRole('button', { name: 'User' }));
    await actor.type(screen.getByRole('searchbox', { name: 'Users' }), '9{Enter}');
    await waitFor(() => expect(asked.at(-1)?.get('user')).toBe('9'));
  });
});
