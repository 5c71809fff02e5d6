import { act, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { asked, openThreats as open, rowOf, sent } from '@/test/open-threats';
import { failure } from '@/test/server';
import { threatView } from '@/test/threat-data';

const link = (name: string) => within(screen.getByRole('table')).getByRole('link', { name });
const names = () =>
  screen.getAllByRole('rowheader').map((cell) => within(cell).getByRole('link').textContent);

async function opened(...args: Parameters<typeof open>) {
  const { actor } = await open(...args);
  await rowOf('XSS');
  return actor;
}

describe('the keys', () => {
  it('move, open and go back', async () => {
    const actor = await opened('/threats?state=open');
    await actor.keyboard('j');
    expect(link('SQL injection')).toHaveFocus();
    await actor.keyboard('jj');
    expect(link('XSS')).toHaveFocus();
    await actor.keyboard('jk');
    expect(link('Prompt injection')).toHaveFocus();
    await actor.keyboard('{Enter}');
    expect(location.pathname + location.search).toBe('/threats/2?state=open');
    await screen.findByText('Threat 2');
    await actor.keyboard('j');
    expect(location.pathname).toBe('/threats/1');
    await screen.findByText('Threat 1');
    expect(screen.getByRole('button', { name: 'Next threat' })).toBeDisabled();
    await actor.keyboard('{Escape}');
    await waitFor(() => expect(location.pathname).toBe('/threats'));
    await waitFor(() => expect(link('XSS')).toHaveFocus());
  });

  it('select, and resolve what is selected with one note', async () => {
    const actor = await opened();
    await actor.keyboard('jxjx');
    expect(screen.getByText('2 selected')).toBeVisible();
    expect(screen.getByLabelText('Select all on this page')).toHaveProperty('indeterminate', true);
    await actor.type(screen.getByLabelText('Note, kept in the history'), 'One jerk');
    expect(sent).toEqual([]);
    act(() => link('XSS').focus());
    await actor.keyboard('r');
    expect(await screen.findByText('2 threats resolved')).toBeVisible();
    expect(sent).toEqual([{ ids: [3, 2], verdict: 'resolved', note: 'One jerk' }]);
    expect(screen.queryByText('2 selected')).toBeNull();
  });

  it('do nothing in a field, or with a modifier', async () => {
    const actor = await opened();
    await actor.keyboard('j');
    await actor.keyboard('{Control>}r{/Control}');
    await actor.type(screen.getByRole('searchbox', { name: 'Search descriptions' }), 'rxjk?');
    expect(sent).toEqual([]);
    expect(screen.queryByText('1 selected')).toBeNull();
    expect(screen.queryByRole('region', { name: 'Keys' })).toBeNull();
  });

  it('are told behind a question mark', async () => {
    const actor = await opened();
    await actor.keyboard('?');
    expect(screen.getByRole('region', { name: 'Keys' })).toHaveTextContent('Rresolve');
    await actor.keyboard('?');
    expect(screen.queryByRole('region', { name: 'Keys' })).toBeNull();
  });
});

describe('resolving', () => {
  it('leaves the row where it is, with its new state', async () => {
    const actor = await opened('/threats?state=open');
    await actor.keyboard('jjr');
    const row = await rowOf('Prompt injection');
    expect(await within(row).findByText('Resolved')).toBeVisible();
    expect(names()).toEqual(['SQL injection', 'Prompt injection', 'XSS']);
    expect(sent).toEqual([{ ids: [2], verdict: 'resolved', note: '' }]);
    expect(asked).toHaveLength(1);
    await actor.keyboard('r');
    expect(await screen.findByText('Nothing to be resolved')).toBeVisible();
    expect(sent).toHaveLength(1);
  });

  it('can be taken back', async () => {
    const actor = await opened();
    await actor.keyboard('jr');
    await actor.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('1 threat reopened')).toBeVisible();
    expect(sent.at(-1)).toEqual({ ids: [3], verdict: 'open', note: '' });
    expect(within(await rowOf('SQL injection')).queryByText('Resolved')).toBeNull();
  });

  it('says what failed, leaves the row open, and tries again with the same note', async () => {
    let broken = true;
    const actor = await opened('/threats', {
      triage: ({ ids }) =>
        broken ? failure(500, 'INTERNAL', 'It broke.') : HttpResponse.json({ changed: ids.length }),
    });
    await actor.click(screen.getByLabelText('Select XSS, 1'));
    await actor.type(screen.getByLabelText('Note, kept in the history'), 'Ours');
    await actor.click(screen.getByRole('button', { name: 'Resolve' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Not resolved. It broke.');
    expect(within(await rowOf('XSS')).queryByText('Resolved')).toBeNull();
    expect(screen.getByLabelText('Note, kept in the history')).toHaveValue('Ours');
    broken = false;
    await actor.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('1 threat resolved')).toBeVisible();
    expect(sent.at(-1)).toEqual({ ids: [1], verdict: 'resolved', note: 'Ours' });
  });

  it('is refused to who may only look', async () => {
    const actor = await opened('/threats', {
      triage: () => failure(403, 'PERMISSION_DENIED', 'No.'),
    });
    await actor.keyboard('jr');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Not resolved. You may look at threats, but not change them.',
    );
  });

  it('offers no undo of what somebody else did', async () => {
    const actor = await opened('/threats', { triage: () => HttpResponse.json({ changed: 2 }) });
    await actor.click(screen.getByLabelText('Select all on this page'));
    await actor.click(screen.getByRole('button', { name: 'Resolve' }));
    expect(await screen.findByText('2 threats resolved; somebody was faster with 1')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  it('of several gives the focus back to the list', async () => {
    const actor = await opened();
    await actor.keyboard('jjx');
    await actor.click(screen.getByRole('button', { name: 'Resolve' }));
    await screen.findByText('1 threat resolved');
    await waitFor(() => expect(link('Prompt injection')).toHaveFocus());
  });
});

describe('marking as false', () => {
  it('goes by key, shows the new state, and can be taken back', async () => {
    const actor = await opened();
    await actor.keyboard('jf');
    expect(await screen.findByText('1 threat marked as false')).toBeVisible();
    expect(sent).toEqual([{ ids: [3], verdict: 'false_positive', note: '' }]);
    expect(within(await rowOf('SQL injection')).getByText('False positive')).toBeVisible();
    await actor.click(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('1 threat reopened');
    expect(sent.at(-1)).toEqual({ ids: [3], verdict: 'open', note: '' });
    expect(within(await rowOf('SQL injection')).queryByText('False positive')).toBeNull();
  });

  it('is taken back by reopening, whose undo marks it again', async () => {
    const views = [threatView('5', { resolved: true, falsePositive: true })];
    const actor = await opened('/threats/5', { views });
    const drawer = within(await screen.findByRole('region', { name: 'SQL injection' }));
    expect(drawer.getByText('False positive')).toBeVisible();
    await actor.click(drawer.getByRole('button', { name: 'Reopen' }));
    await actor.click(await screen.findByRole('button', { name: 'Undo' }));
    await screen.findByText('1 threat marked as false');
    expect(sent.map(({ verdict }) => verdict)).toEqual(['open', 'false_positive']);
  });
});

describe('the offer to undo', () => {
  afterEach(() => void vi.useRealTimers());

  it('is gone after ten seconds', async () => {
    const actor = await opened();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    await actor.keyboard('jr');
    await screen.findByText('1 threat resolved');
    act(() => void vi.advanceTimersByTime(9_000));
    expect(screen.getByRole('button', { name: 'Undo' })).toBeVisible();
    act(() => void vi.advanceTimersByTime(1_500));
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });
});

describe('in the drawer', () => {
  it('resolves the open one with a note', async () => {
    const actor = await opened('/threats/2');
    await screen.findByText('Threat 2');
    await actor.type(screen.getByLabelText('Note, kept in the history'), 'Known');
    await actor.click(screen.getByRole('button', { name: 'Resolve' }));
    expect(await screen.findByText('1 threat resolved')).toBeVisible();
    expect(sent).toEqual([{ ids: [2], verdict: 'resolved', note: 'Known' }]);
    expect(within(await rowOf('Prompt injection')).getByText('Resolved')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Prompt injection' })).toHaveFocus();
  });

  it('goes by key, too', async () => {
    const actor = await opened('/threats/1');
    await screen.findByText('Threat 1');
    await actor.keyboard('r');
    await waitFor(() => expect(sent).toEqual([{ ids: [1], verdict: 'resolved', note: '' }]));
  });
});
