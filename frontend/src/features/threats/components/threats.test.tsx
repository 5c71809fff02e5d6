import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startSession } from '@/lib/session';
import { openApp } from '@/test/open-app';
import { asked, listOf, openThreats as open, rowOf, three } from '@/test/open-threats';
import { auth, failure } from '@/test/server';
import { threatRow, threatSummary } from '@/test/threat-data';

const tabs = () => within(screen.getByRole('navigation', { name: 'Open threats by severity' }));

describe('the list', () => {
  it('asks for the range and the filters of the URL, in the zone of the reader', async () => {
    await open('/threats?range=24h&severity=critical,high&country=NL&utm=nonsense');
    await rowOf('SQL injection');
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({
      range: '24h',
      tz: 'UTC',
      severity: 'critical,high',
      country: 'NL',
    });
  });

  it('tells each finding in a row', async () => {
    await open();
    const texts = (row: HTMLElement) => [...row.children].map((cell) => cell.textContent);
    expect(texts(await rowOf('SQL injection'))).toEqual([
      '',
      'Critical',
      'SQL injection20 Jul · 203.0.113.41 · UNION SELECT in a parameter',
      '203.0.113.41NL · anonymous',
      '20 Jul',
    ]);
    expect(texts(await rowOf('Prompt injection'))[3]).toBe('203.0.113.41NL · ada');
    expect(texts(await rowOf('XSS'))[3]).toBe('—no country · anonymous');
  });

  it('says which are resolved', async () => {
    await open('/threats', {
      list: () => listOf(three.map((row) => ({ ...row, resolved: true }))),
    });
    expect(within(await rowOf('XSS')).getByText('Resolved')).toBeVisible();
  });

  it('turns pages by the cursor, in the URL', async () => {
    const next = 'http://localhost/api/threats/?cursor=abc&range=1m';
    const { actor } = await open('/threats?range=1m', { list: () => listOf(three, next) });
    await rowOf('XSS');
    expect(screen.getByRole('button', { name: 'Previous' })).toBeDisabled();
    await actor.click(screen.getByRole('button', { name: 'Next' }));
    await waitFor(() => expect(asked.at(-1)?.get('cursor')).toBe('abc'));
    expect(location.search).toBe('?range=1m&cursor=abc');
  });

  it('begins anew with another range', async () => {
    const { actor } = await open('/threats?range=1m&cursor=abc&state=open');
    await rowOf('XSS');
    await actor.click(screen.getByRole('button', { name: '24h' }));
    await waitFor(() => expect(location.search).toBe('?range=24h&state=open'));
  });

  it('says that there is nothing, and takes the filters off', async () => {
    const { actor } = await open('/threats?type=none', { list: () => listOf([]) });
    expect(await screen.findByText('No threats in this range')).toBeVisible();
    await actor.click(screen.getByRole('link', { name: 'Take all filters off' }));
    await waitFor(() => expect(asked.at(-1)?.has('type')).toBe(false));
  });

  it('says what failed and tries again', async () => {
    const { actor } = await open('/threats', { list: () => failure(400, 'BROKEN', 'Broken.') });
    expect(await screen.findByText('All threats could not be loaded')).toBeVisible();
    await actor.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(asked.length).toBe(2));
  });

  it('keeps the rows on screen when a refresh fails', async () => {
    let broken = false;
    const { actor } = await open('/threats', {
      list: () => (broken ? failure(400, 'BROKEN', 'Broken.') : listOf(three)),
    });
    await rowOf('XSS');
    broken = true;
    await actor.click(screen.getByRole('button', { name: /Refresh/ }));
    expect(await screen.findByRole('button', { name: 'Retry All threats' })).toBeVisible();
    expect(await rowOf('XSS')).toBeVisible();
  });

  it('says so to staff who may not see threats', async () => {
    await open('/threats', { list: () => failure(403, 'PERMISSION_DENIED', 'No.') });
    expect(await screen.findByText('You may not see threats')).toBeVisible();
    expect(screen.getByText(/dashboard\.view_threatlog/)).toBeVisible();
  });
});

describe('tabs', () => {
  it('count what is open and set severity and state in the URL', async () => {
    const { actor } = await open('/threats?range=1m&state=open');
    expect(await screen.findByText('23 open of 148, last 30 days')).toBeVisible();
    expect(
      tabs()
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual(['All open 23', 'Critical 2', 'High 5', 'Medium 9', 'Low 7']);
    expect(tabs().getByRole('link', { current: true })).toHaveTextContent('All open 23');
    await actor.click(tabs().getByRole('link', { name: 'High 5' }));
    expect(location.search).toBe('?range=1m&state=open&severity=high');
    await waitFor(() => expect(asked.at(-1)?.get('severity')).toBe('high'));
    expect(tabs().getByRole('link', { current: true })).toHaveTextContent('High 5');
  });

  it('have none that is current where resolved ones are listed, too', async () => {
    await open('/threats?severity=high');
    await rowOf('XSS');
    expect(tabs().queryByRole('link', { current: true })).toBeNull();
  });
});

describe('filters', () => {
  it('are chosen from what the range had', async () => {
    const { actor } = await open();
    await screen.findByText('23 open of 148, last 7 days');
    await actor.click(screen.getByRole('button', { name: 'Type' }));
    await actor.click(screen.getByRole('button', { name: 'XSS' }));
    await waitFor(() => expect(asked.at(-1)?.get('type')).toBe('xss'));
    expect(screen.getByRole('button', { name: 'type: XSS' })).toBeVisible();
    await actor.click(screen.getByRole('button', { name: 'Remove the type filter' }));
    await waitFor(() => expect(location.search).toBe(''));
    await actor.click(screen.getByRole('button', { name: 'State' }));
    await actor.click(screen.getByRole('button', { name: 'Resolved' }));
    await waitFor(() => expect(asked.at(-1)?.get('state')).toBe('resolved'));
  });

  it('take an address that was typed', async () => {
    const { actor } = await open();
    await rowOf('XSS');
    await actor.click(screen.getByRole('button', { name: 'Address' }));
    await actor.type(screen.getByRole('searchbox', { name: 'Addresses' }), '192.0.2.1{Enter}');
    await waitFor(() => expect(asked.at(-1)?.get('ip')).toBe('192.0.2.1'));
  });

  it('search the descriptions once the typing stops', async () => {
    const { actor } = await open('/threats?cursor=abc');
    await rowOf('XSS');
    await actor.type(screen.getByRole('searchbox', { name: 'Search descriptions' }), 'union');
    await waitFor(() => expect(location.search).toBe('?q=union'));
    await waitFor(() => expect(asked.at(-1)?.get('q')).toBe('union'));
    expect(asked).toHaveLength(2);
    await actor.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(screen.getByRole('searchbox', { name: 'Search descriptions' })).toHaveValue('');
  });

  it('that a link has set can be taken off', async () => {
    const { actor } = await open('/threats?user=9&state=open');
    await actor.click(await screen.findByRole('button', { name: 'Remove the filter User: 9' }));
    await waitFor(() => expect(location.search).toBe('?state=open'));
  });
});

describe('the numbers above', () => {
  it('lead to the list of each', async () => {
    await open('/threats?range=1m&state=open');
    const types = within(await screen.findByRole('list', { name: 'Types by threats' }));
    expect(types.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'SQL injection100',
      'XSS48',
    ]);
    const links = ['SQL injection', 'Netherlands', '203.0.113.41'].map((name) =>
      within(screen.getByRole('region', { name: 'Threats in numbers' }))
        .getByRole('link', { name })
        .getAttribute('href'),
    );
    expect(links).toEqual([
      '/threats?range=1m&type=sql_injection',
      '/threats?range=1m&country=NL',
      '/threats?range=1m&ip=203.0.113.41',
    ]);
    expect(await screen.findByLabelText(/^Found per hour.*Most: 80 on Sun 20 Jul/)).toBeVisible();
  });

  it('can be hidden', async () => {
    const { actor } = await open();
    await screen.findByRole('list', { name: 'Types by threats' });
    await actor.click(screen.getByRole('button', { name: 'Hide the numbers' }));
    expect(screen.queryByRole('list', { name: 'Types by threats' })).toBeNull();
  });

  it('say so where nothing was found', async () => {
    const nothing = { low: 0, medium: 0, high: 0, critical: 0 };
    const summary = threatSummary({
      total: 0,
      unresolved: 0,
      bySeverity: nothing,
      unresolvedBySeverity: nothing,
      byType: [],
      byCountry: [],
      topSources: [],
    });
    await open('/threats', { summary, list: () => listOf([]) });
    expect(await screen.findByText('Every request is inspected as it comes in.')).toBeVisible();
    expect(screen.getByText('No address was kept.')).toBeVisible();
  });
});

it('is not there for who is not staff', async () => {
  startSession({ access: 'expired', refresh: auth.issue() });
  openApp('/threats');
  expect(await screen.findByText('There is no such page')).toBeVisible();
  expect(screen.queryByRole('link', { name: 'Threats' })).toBeNull();
});

describe('what comes in meanwhile', () => {
  afterEach(() => void vi.useRealTimers());

  it('is offered, and moves no row before it is asked for', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const summary = threatSummary({ total: 148 });
    const rows = [...three];
    const { actor } = await open('/threats', { summary, list: () => listOf(rows) });
    await rowOf('XSS');
    await screen.findByText(/23 open of 148/);
    rows.unshift(threatRow('4', { threatType: 'scanner' }));
    summary.total = 150;
    await vi.advanceTimersByTimeAsync(16_000);
    const offer = await screen.findByRole('button', { name: '2 new, show them' });
    expect(screen.getAllByRole('rowheader')).toHaveLength(3);
    await actor.click(offer);
    await rowOf('Scanner');
    await waitFor(() => expect(screen.queryByRole('button', { name: /new, show/ })).toBeNull());
    expect(screen.getAllByRole('rowheader')).toHaveLength(4);
  });
});
