import { screen, within } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { criticalWords, threatWords } from '@/lib/threat-words';
import { dashboardData, emptyData, threat } from '@/test/dashboard-data';
import { answer, openAsStaff, panel } from '@/test/dashboard-server';
import { openSignedIn } from '@/test/open-app';

describe('the threats panel', () => {
  it('counts findings by severity and lists the newest, each with its word', async () => {
    await openAsStaff();
    const threats = within(await screen.findByRole('region', { name: 'Threats' }));
    expect(await threats.findByText('148 found, 23 open')).toBeVisible();
    const [severities, newest] = threats.getAllByRole('list');
    expect(severities).toHaveTextContent('Critical2High36Medium50Low60');
    expect(newest?.querySelectorAll('li')).toHaveLength(3);
    expect(newest?.children[0]).toHaveTextContent('CriticalSQL injection203.0.113.4120 Jul');
    expect(newest?.children[1]).toHaveTextContent('CriticalCredential stuffing—');
    expect(newest?.children[2]).toHaveTextContent('HighPrompt injection (resolved)');
  });

  it('leads to the list of each number', async () => {
    await openAsStaff();
    await screen.findByText('148 found, 23 open');
    const hrefs = within(panel('Threats'))
      .getAllByRole('link')
      .map((link) => link.getAttribute('href'));
    expect(hrefs).toEqual([
      '/threats?range=7d&state=open',
      '/threats?range=7d&severity=critical',
      '/threats?range=7d&severity=high',
      '/threats?range=7d&severity=medium',
      '/threats?range=7d&severity=low',
      '/threats/41?range=7d',
      '/threats/42?range=7d',
      '/threats/43?range=7d',
    ]);
  });

  it('says so where nothing was found', async () => {
    answer(() => HttpResponse.json(emptyData()));
    await openAsStaff();
    expect(await screen.findByText('No threats from Sat 19 Jul to Sun 20 Jul')).toBeVisible();
    expect(screen.queryByRole('note')).toBeNull();
  });

  it('is for staff only, as is the line above', async () => {
    await openSignedIn();
    await screen.findByText('116,179');
    expect(screen.queryByRole('region', { name: 'Threats' })).toBeNull();
    expect(screen.queryByRole('note')).toBeNull();
  });
});

describe('what is on fire', () => {
  it('stands on top and leads to what is open', async () => {
    await openAsStaff();
    const line = await screen.findByRole('note', { name: 'Critical threats' });
    expect(line).toHaveTextContent(
      '2 critical threats openSQL injection from 203.0.113.41, and Credential stuffingTriage',
    );
    expect(within(line).getByRole('link')).toHaveAttribute(
      'href',
      '/threats?range=7d&state=open&severity=critical',
    );
  });

  it('is silent when every critical finding is resolved', async () => {
    const { threats } = dashboardData();
    const recent = [
      threat('1', { severity: 'critical', resolved: true }),
      threat('2', { severity: 'critical', resolved: true }),
    ];
    const unresolvedBySeverity = { ...threats.unresolvedBySeverity, critical: 0 };
    const resolved = { ...threats, recent, unresolvedBySeverity };
    answer(() => HttpResponse.json(dashboardData({ threats: resolved })));
    await openAsStaff();
    await screen.findByText('148 found, 23 open');
    expect(screen.queryByRole('note')).toBeNull();
  });

  it.each([
    [1, '1 critical threat open'],
    [1_200, '1,200 critical threats open'],
  ])('counts %i', (open, words) => expect(criticalWords(open)).toBe(words));
});

it.each([
  ['sql_injection', 'SQL injection'],
  ['brute-force', 'Brute force'],
  ['xss', 'XSS'],
  ['', ''],
])('calls %s %s', (slug, words) => expect(threatWords(slug)).toBe(words));
