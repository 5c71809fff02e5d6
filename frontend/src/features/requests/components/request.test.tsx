import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { asStaff, openRequests as open } from '@/test/open-requests';
import { modelCall, requestDetail, requestRow } from '@/test/request-data';

const ID = requestRow().id;

describe('one request', () => {
  it('opens beside the list and closes with Escape', async () => {
    const { actor } = await open('/requests?range=24h');
    await actor.click(await screen.findByRole('link', { name: /22:26:11/ }));
    const heading = await screen.findByRole('heading', { name: 'Request' });
    expect(heading).toHaveFocus();
    expect(location.pathname + location.search).toBe(`/requests/${ID}?range=24h`);
    expect(await screen.findByText('20 Jul 2025, 22:26:11 UTC')).toBeVisible();
    await actor.keyboard('{Escape}');
    await waitFor(() => expect(location.pathname + location.search).toBe('/requests?range=24h'));
  });

  it('tells its calls, feedback and threats', async () => {
    const detail = requestDetail({
      calls: [
        modelCall(),
        modelCall({
          id: '2',
          model: 'llama',
          costUsd: null,
          failed: true,
          errorType: 'Timeout',
        }),
      ],
      feedback: [
        {
          id: '1',
          createdAt: '2025-07-20T22:30:00Z',
          rating: 3,
          comment: 'Took ages',
          userId: '9',
          username: 'p.novak',
        },
      ],
      threats: [
        {
          id: '5',
          createdAt: '2025-07-20T22:26:11Z',
          threatType: 'sql_injection',
          severity: 'critical',
          description: 'In q',
          resolved: false,
        },
      ],
    });
    await open(`/requests/${ID}`, undefined, detail);
    const calls = within(await screen.findByRole('region', { name: 'Model calls' }));
    const [first, second] = calls.getAllByRole('listitem').map((item) => item.textContent);
    expect(first).toBe(
      'gpt-4oopenai4.40\u202fs1,284 in → 142 out$0.0046first token 642\u202fmsstop',
    );
    expect(second).toContain('Timeout');
    expect(second).toContain('unpriced');
    expect(screen.getByText('3 of 5 stars')).toBeInTheDocument();
    expect(screen.getByText('“Took ages”')).toBeVisible();
    expect(screen.getByText('Critical')).toBeVisible();
    expect(screen.getByRole('link', { name: 'SQL injection' })).toHaveAttribute(
      'href',
      '/threats/5?range=7d',
    );
    expect(screen.getByText('12 requests in 6 min 11 s')).toBeVisible();
  });

  it('leads staff to the user and into the admin, and nobody else', async () => {
    const { unmount } = await open(`/requests/${ID}?range=1m`);
    await screen.findByText('20 Jul 2025, 22:26:11 UTC');
    expect(screen.queryByRole('link', { name: 'Open in the admin' })).toBeNull();
    expect(screen.queryByRole('link', { name: 'p.novak' })).toBeNull();
    unmount();
    asStaff();
    await open(`/requests/${ID}?range=1m`);
    expect(await screen.findByRole('link', { name: 'Open in the admin' })).toHaveAttribute(
      'href',
      `/admin/dashboard/requestlog/${ID}/change/`,
    );
    const drawer = within(screen.getByRole('region', { name: 'Request' }));
    expect(drawer.getByRole('link', { name: 'p.novak' })).toHaveAttribute(
      'href',
      '/users/9?range=1m',
    );
  });

  it('says so where there is none', async () => {
    await open('/requests/01982000-0000-7000-8000-00000000beef');
    expect(await screen.findByText('There is no such request')).toBeVisible();
  });
});
