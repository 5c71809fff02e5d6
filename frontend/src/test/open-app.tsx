import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '@/app/App';
import { startSession } from '@/lib/session';
import { auth } from '@/test/server';

/** Opens the page at a URL as somebody who signed in before. */
export async function openSignedIn(url = '/') {
  startSession({ access: 'expired', refresh: auth.issue() });
  const opened = openApp(url);
  await screen.findByRole('heading', { name: 'Overview' });
  return opened;
}

export function openApp(url = '/') {
  history.replaceState(null, '', url);
  return { actor: userEvent.setup(), ...render(<App />) };
}
