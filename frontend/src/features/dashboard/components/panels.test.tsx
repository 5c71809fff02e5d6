import { screen, within } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { dashboardData } from '@/test/dashboard-data';
import { answer, openAsStaff, panel } from '@/test/dashboard-server';
import { openSignedIn } from '@/test/open-app';

type Changes = Parameters<typeof dashboardData>[0];

async function open(changes: Changes = {}, url = '/?range=24h') {
  answer(() => HttpResponse.json(dashboardData(changes)));
  const opened = await openSignedIn(url);
  await screen.findByText('116,179');
  return opened;
}

const links = (name: string) =>
  within(panel(name))
    .getAllByRole('link')
    .map((link) => [link.textContent, link.getAttribute('href')]);
const items = (list: string) =>
  within(screen.getByRole('list', { name: list }))
    .getAllByRole('listitem')
    .map((item) => item.textContent);
const tableRows = (name: string) =>
  within(within(panel(name)).getByRole('table'))
    .getAllByRole('row')
    .map((row) => row.textContent);
const asTable = (name: string) =>
  within(panel(name)).getByRole('button', { name: 'View as table' });

describe('the errors panel', () => {
  it('lists five statuses, and the rest by name under Other', async () => {
    await open();
    expect(within(panel('Errors')).getByText('1,758')).toBeVisible();
    expect(items('Failed requests by status')).toEqual([
      '429Too Many Requests77043.8\u202f%',
      '401Unauthorized30217.2\u202f%',
      '400Bad Request22312.7\u202f%',
      '500Internal Server Error20711.8\u202f%',
      '504Gateway Timeout1518.6\u202f%',
      'Other404, 403, 5021056.0\u202f%',
    ]);
  });

  it('leads from each part to its requests', async () => {
    await open({}, '/?range=24h&model=gpt-4o');
    const base = '/requests?range=24h&model=gpt-4o';
    expect(links('Errors')).toEqual([
      ['View failed', `${base}&outcome=failed`],
      ['429', `${base}&status=429`],
      ['401', `${base}&status=401`],
      ['400', `${base}&status=400`],
      ['500', `${base}&status=500`],
      ['504', `${base}&status=504`],
      ['Other', `${base}&status=404,403,502`],
    ]);
  });

  it('draws a ring of the parts and tells the one that is pointed at', async () => {
    const { actor } = await open();
    const arcs = panel('Errors').querySelectorAll('circle');
    expect([...arcs].map((arc) => arc.getAttribute('stroke'))).toEqual([
      'var(--s-429)',
      'var(--s-401)',
      'var(--s-400)',
      'var(--s-500)',
      'var(--s-504)',
      'var(--s-rest)',
    ]);
    if (arcs[1]) await actor.hover(arcs[1]);
    expect(within(panel('Errors')).getByText('302 (17.2 %)')).toBeVisible();
  });

  it('has every status in its table', async () => {
    const { actor } = await open();
    await actor.click(asTable('Errors'));
    expect(tableRows('Errors')).toHaveLength(9);
    expect(tableRows('Errors')[8]).toBe('502 Bad Gateway150.85\u202f%');
  });
});

describe('the cost panel', () => {
  it('tells the total, and each bucket with its tokens', async () => {
    const { actor } = await open();
    expect(within(panel('Cost')).getByText('$255.30')).toBeVisible();
    expect(within(panel('Cost')).queryByText(/unpriced/)).toBeNull();
    await actor.click(asTable('Cost'));
    expect(tableRows('Cost')[0]).toBe('HourCostTokens');
    expect(tableRows('Cost')[1]).toBe('Sun 20 Jul, 22:00–22:30 so far$1.001,000');
  });

  it('says how many calls have no price, and leads to them', async () => {
    const { summary } = dashboardData();
    await open({ summary: { ...summary, unpricedCalls: 2_680 } });
    expect(links('Cost')).toEqual([
      ['partial: 2,680 unpriced', '/requests?range=24h&unpriced=true'],
    ]);
  });

  it('never draws $0 where no call has a price', async () => {
    const { summary } = dashboardData();
    const unpriced = { totalCostUsd: 0, unpricedCalls: summary.modelCalls };
    await open({ summary: { ...summary, ...unpriced } });
    expect(within(panel('Cost')).getByText('No call has a known price')).toBeVisible();
    expect(within(panel('Cost')).queryByText('$0.00')).toBeNull();
  });
});

describe('the latency panel', () => {
  it('writes a dash where nothing was timed', async () => {
    const { latency } = dashboardData();
    const unknown = { avgMs: null, p50Ms: null, p95Ms: null, p99Ms: null };
    const { actor } = await open({
      latency: latency.map((row, index) => (index === 23 ? { ...row, ...unknown } : row)),
    });
    await actor.click(asTable('Latency'));
    expect(tableRows('Latency')[0]).toBe('Hourp50p95p99Mean');
    expect(tableRows('Latency')[2]).toBe('Sun 20 Jul, 21:00–22:00————');
    expect(within(panel('Latency')).getAllByTitle('No request was timed')).toHaveLength(4);
    expect(tableRows('Latency')[3]).toBe(
      'Sun 20 Jul, 20:00–21:00300\u202fms1.50\u202fs2.50\u202fs600\u202fms',
    );
  });

  it('hides a percentile from the chart', async () => {
    const { actor } = await open();
    const p99 = within(panel('Latency')).getByRole('button', { name: 'p99' });
    await actor.click(p99);
    expect(p99).toHaveAttribute('aria-pressed', 'false');
  });
});

describe('the countries panel', () => {
  it('lists them with count and share, and what is left without one', async () => {
    await open();
    expect(items('Countries by requests')).toEqual([
      'DEGermany80,00070.4\u202f%',
      'USUnited States33,67929.6\u202f%',
    ]);
    expect(within(panel('Countries')).getByText('2,500 (2.2 %)')).toBeVisible();
    expect(links('Countries')).toEqual([
      ['Germany', '/requests?range=24h&country=DE'],
      ['United States', '/requests?range=24h&country=US'],
      ['Unknown country', '/requests?range=24h&country=unknown'],
    ]);
  });

  it('does not guess what a list of ten leaves out', async () => {
    const topCountries = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'].map((code) => ({
      countryCode: `X${code}`,
      country: code,
      requests: 100,
      percentage: 9.09,
    }));
    await open({ topCountries });
    expect(within(panel('Countries')).getByText('Unknown country')).toBeVisible();
    expect(within(panel('Countries')).queryByText(/\(.*%\)/)).toBeNull();
  });
});

describe('the users panel', () => {
  it('lists users with their cost, and those without a name or account', async () => {
    await open();
    expect(items('Users by requests')).toEqual([
      'm.okafor3,412$13.99',
      'Deleted user 121,706$1.2k',
    ]);
    expect(screen.getByTitle('$1,234.50')).toHaveTextContent('$1.2k');
    expect(within(panel('Users')).getByText('96 new · 18,204 anonymous requests')).toBeVisible();
    expect(links('Users').slice(0, 2)).toEqual([
      ['m.okafor', '/requests?range=24h&user=11'],
      ['3,412', '/requests?range=24h&user=11'],
    ]);
  });

  it('leads staff to the page of a user', async () => {
    answer(() => HttpResponse.json(dashboardData()));
    await openAsStaff('/?range=24h');
    expect(await screen.findByRole('link', { name: 'm.okafor' })).toHaveAttribute(
      'href',
      '/users/11?range=24h',
    );
  });
});

describe('the feedback panel', () => {
  it('tells average and distribution, and the newest with words', async () => {
    await open();
    expect(within(panel('Feedback')).getByText('4.11')).toBeVisible();
    expect(items('Ratings by stars')).toEqual([
      '5stars41250.7\u202f%',
      '4stars23128.4\u202f%',
      '3stars749.1\u202f%',
      '2stars384.7\u202f%',
      '1stars577.0\u202f%',
    ]);
    expect(items('Newest comments')).toEqual([
      '“Cites the right clause now.”3 stars · p.novak · 20 Jul',
    ]);
    expect(links('Feedback')).toEqual([
      ['Read', '/requests?range=24h&rated=true'],
      ['“Cites the right clause now.”', '/requests/request-31'],
    ]);
  });
});

describe('the six numbers and the models', () => {
  it('lead to what they count', async () => {
    await open();
    expect(links('Summary')).toEqual([
      ['Requests', '/requests?range=24h'],
      ['Error rate', '/requests?range=24h&outcome=failed'],
      ['p95 latency', '/requests?range=24h&minLatencyMs=1510'],
      ['Cost', '/requests?range=24h&ai=true'],
      ['Tokens', '/requests?range=24h&ai=true'],
      ['Active users', '#users'],
    ]);
    expect(links('Top models')).toEqual([
      ['AI requests', '/requests?range=24h&ai=true'],
      ['gpt-4o', '/?range=24h&model=gpt-4o'],
      ['15,648', '/requests?range=24h&model=gpt-4o'],
      ['2.1\u202f%', '/requests?range=24h&model=gpt-4o&outcome=failed'],
      ['llama', '/?range=24h&model=llama'],
      ['2,680', '/requests?range=24h&model=llama'],
      ['12.3\u202f%', '/requests?range=24h&model=llama&outcome=failed'],
      ['unpriced', '/requests?range=24h&model=llama&unpriced=true'],
    ]);
  });

  it('tell every digit on hover', async () => {
    await open();
    expect(screen.getByTitle('121,000,000')).toHaveTextContent('121M');
  });
});
