import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openThreats as open } from '@/test/open-threats';
import { requestRow } from '@/test/request-data';
import { threatRow, threatView } from '@/test/threat-data';

const region = async (name: string) => within(await screen.findByRole('region', { name }));

describe('one finding', () => {
  it('tells what was found, when and by what', async () => {
    await open('/threats/5', { views: [threatView('5')] });
    expect(await screen.findByRole('heading', { name: 'SQL injection' })).toHaveFocus();
    const drawer = await region('SQL injection');
    expect(drawer.getByText('Critical')).toBeVisible();
    expect(drawer.getByText('Open')).toBeVisible();
    expect(drawer.getByText('UNION SELECT in a parameter')).toBeVisible();
    expect(drawer.getAllByText('20 Jul 2025, 22:26:00 UTC')[0]).toBeVisible();
    expect(drawer.getByText(/^By the rule/)).toHaveTextContent('By the rule sqli');
    expect(drawer.getByRole('link', { name: 'Open in the admin' })).toHaveAttribute(
      'href',
      '/admin/dashboard/threatlog/5/change/',
    );
  });

  it('tells how often, how sure, and how often the rule was right', async () => {
    const view = threatView(
      '5',
      { count: 12, lastSeen: '2025-07-20T22:29:00Z', score: 0.95 },
      { rule: { findings: 50, judged: 40, falsePositives: 3 } },
    );
    await open('/threats/5', { views: [view] });
    const drawer = await region('SQL injection');
    expect(
      drawer.getByText('12 times from 20 Jul 2025, 22:26:00 UTC to 20 Jul 2025, 22:29:00 UTC'),
    ).toBeVisible();
    expect(drawer.getByText(/^By the rule/)).toHaveTextContent(
      'By the rule sqli, score 0.95 of 1. 3 of its 40 judged findings were false positives (7.5 %).',
    );
  });

  it('tells what rules of response did', async () => {
    const firing = { at: '2025-07-20T22:27:00Z', rule: 'Scanners', inShadow: true };
    const firings = [{ ...firing, outcome: 'Would have blocked 203.0.113.41/32 for ever' }];
    await open('/threats/5', { views: [threatView('5', {}, { firings })] });
    expect((await region('Rules of response')).getByRole('listitem')).toHaveTextContent(
      'Scanners (in shadow mode): Would have blocked 203.0.113.41/32 for ever',
    );
  });

  it('tells its request, and what came from the same address', async () => {
    const request = requestRow({ id: 'r-1', path: '/api/search/?q=1', statusCode: 500 });
    const view = threatView(
      '5',
      { request, requestId: 'r-1', userId: '9', username: 'ada' },
      {
        near: [
          { by: 'address', requests: [request], threats: [threatRow('4', { resolved: true })] },
          { by: 'user', requests: [], threats: [threatRow('3', { threatType: 'xss' })] },
        ],
      },
    );
    await open('/threats/5?range=1m', { views: [view] });
    const about = await region('Request');
    expect(about.getByRole('link', { name: 'POST /api/search/?q=1' })).toHaveAttribute(
      'href',
      '/requests/r-1',
    );
    expect(about.getByText('500')).toBeVisible();
    expect(about.getByRole('link', { name: 'ada' })).toHaveAttribute('href', '/users/9?range=1m');
    const requests = await region('Requests from this address');
    expect(requests.getByRole('listitem')).toHaveTextContent('(this one)');
    expect(requests.getByRole('link', { name: /^All/ })).toHaveAttribute(
      'href',
      '/requests?range=1m&ip=203.0.113.41',
    );
    const threats = await region('Other threats from this address');
    expect(threats.getByRole('link', { name: 'SQL injection (resolved)' })).toHaveAttribute(
      'href',
      '/threats/4?range=1m',
    );
    expect(threats.getByRole('link', { name: /^All/ })).toHaveAttribute(
      'href',
      '/threats?range=1m&ip=203.0.113.41',
    );
    const ofUser = await region('Other threats of this user');
    expect(ofUser.getByRole('link', { name: 'XSS' })).toHaveAttribute(
      'href',
      '/threats/3?range=1m',
    );
    expect(ofUser.getByRole('link', { name: /^All/ })).toHaveAttribute(
      'href',
      '/threats?range=1m&user=9',
    );
  });

  it('says whose it was where there is no address', async () => {
    const near = [{ by: 'user' as const, requests: [], threats: [] }];
    const view = threatView('5', { ipAddress: null, userId: '9', requestId: 'r-1' }, { near });
    await open('/threats/5', { views: [view] });
    expect((await region('Request')).getByText(/whose row is not there/)).toBeVisible();
    expect((await region('Requests of this user')).getByText('None is kept.')).toBeVisible();
  });

  it('tells who resolved it, and its history', async () => {
    const view = threatView(
      '5',
      {
        resolved: true,
        resolvedAt: '2025-07-20T22:40:00Z',
        resolvedBy: 'kaja.lind',
        note: 'Scanner',
      },
      {
        history: [{ at: '2025-07-20T22:40:00Z', by: 'kaja.lind', text: 'Resolved. Note: Scanner' }],
      },
    );
    await open('/threats/5', { views: [view] });
    expect(
      await screen.findByText('Resolved by kaja.lind on 20 Jul 2025, 22:40:00 UTC'),
    ).toBeVisible();
    const history = await region('History');
    expect(history.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      '20 Jul 2025, 22:26:00 UTCFound',
      '20 Jul 2025, 22:40:00 UTCkaja.lind: Resolved. Note: Scanner',
    ]);
    expect(screen.getByRole('button', { name: 'Reopen' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Resolve' })).toBeNull();
  });

  it('says so where there is none', async () => {
    await open('/threats/4711');
    expect(await screen.findByText('There is no such threat')).toBeVisible();
  });
});

describe('evidence', () => {
  const evidenceOf = async (evidence: unknown) => {
    await open('/threats/5', { views: [threatView('5', { evidence })] });
    return screen.findByRole('region', { name: 'Evidence' });
  };

  it('marks what matched, counted in characters', async () => {
    const region = await evidenceOf({
      excerpt: '😀 q=<script>alert(1)</script>',
      spans: [
        [4, 12],
        [20, 29],
      ],
    });
    const marks = [...region.querySelectorAll('mark')].map((mark) => mark.textContent);
    expect(marks).toEqual(['<script>', '</script>']);
    expect(region.querySelector('pre')).toHaveTextContent('😀 q=<script>alert(1)</script>');
    expect(region.querySelector('script')).toBeNull();
    expect(region).toHaveTextContent('the 17 of 29 characters that the detector matched');
  });

  it('knows the one match of our own detectors', async () => {
    const region = await evidenceOf({
      where: 'query',
      excerpt: 'a UNION SELECT',
      start: 2,
      end: 14,
    });
    expect(region.querySelector('mark')).toHaveTextContent('UNION SELECT');
    expect(region).toHaveTextContent('wherequery');
    expect(region).not.toHaveTextContent('start2');
  });

  it('shows 240 characters at most, with the match among them', async () => {
    const region = await evidenceOf({
      excerpt: `${'a'.repeat(500)}'--${'b'.repeat(500)}`,
      spans: [[500, 503]],
    });
    expect(region.querySelector('pre')?.textContent).toBe(
      `…${'a'.repeat(60)}'--${'b'.repeat(177)}…`,
    );
    expect(region.querySelector('mark')).toHaveTextContent("'--");
  });

  it('is names and values where nothing is marked', async () => {
    const region = await evidenceOf({
      path: '/?q=<img onerror=x>',
      count: 3,
      long: 'x'.repeat(300),
      spans: [['a', 'b']],
    });
    expect(region).toHaveTextContent('path/?q=<img onerror=x>');
    expect(region).toHaveTextContent('count3');
    expect(region).toHaveTextContent(`${'x'.repeat(240)}… cut, 300 characters in all`);
    expect(region.querySelector('img')).toBeNull();
  });

  it('may be none', async () => {
    expect(await evidenceOf({})).toHaveTextContent('The detector kept none.');
  });
});
