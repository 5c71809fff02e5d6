import { render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { Providers } from '@/app/Providers';
import { createQueryClient } from '@/app/query-client';
import { startTheme } from '@/lib/theme';
import { openApp, openSignedIn } from '@/test/open-app';
import { auth } from '@/test/server';

const theme = () => document.documentElement.dataset.theme;

it('follows the system until a theme is chosen, and remembers the choice', async () => {
  const { actor } = await openSignedIn();
  expect(theme()).toBeUndefined();
  await actor.click(screen.getByRole('button', { name: 'Theme' }));
  await actor.click(screen.getByRole('radio', { name: 'Dark' }));
  expect(theme()).toBe('dark');

  delete document.documentElement.dataset.theme;
  startTheme();
  expect(theme()).toBe('dark');

  await actor.click(screen.getByRole('radio', { name: 'As the system' }));
  expect(theme()).toBeUndefined();
});

it('closes a popover with Escape and gives the focus back', async () => {
  const { actor } = await openSignedIn();
  const button = screen.getByRole('button', { name: 'Theme' });
  await actor.click(button);
  expect(button).toHaveAttribute('aria-expanded', 'true');
  await actor.keyboard('{Escape}');
  expect(screen.queryByRole('radio')).toBeNull();
  expect(button).toHaveFocus();
});

it('starts with a link that skips to the content', async () => {
  const { actor } = await openSignedIn();
  await actor.tab();
  expect(screen.getByRole('link', { name: 'Skip to content' })).toHaveFocus();
});

it('survives a view that throws', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const Broken = () => {
    throw new Error('broken');
  };
  render(
    <Providers client={createQueryClient()}>
      <Broken />
    </Providers>,
  );
  expect(screen.getByText('This page stopped working')).toBeVisible();
});

it('says so where there is no page, and leads back', async () => {
  localStorage.setItem('ai-observability:/:refresh', auth.issue());
  const { actor } = openApp('/nowhere');
  await actor.click(await screen.findByRole('link', { name: 'Go to the overview' }));
  expect(await screen.findByRole('heading', { name: 'Overview' })).toBeVisible();
});
