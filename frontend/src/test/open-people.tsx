import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { startSession } from '@/lib/session';
import * as data from '@/test/analytics-data';
import { openApp } from '@/test/open-app';
import { asStaff } from '@/test/open-requests';
import { auth, server } from '@/test/server';

/** What each question was asked, the newest last: `users`, `sessions/active`, … */
export const asked: Record<string, URLSearchParams[]> = {};

export const lastAsked = (question: string) => asked[question]?.at(-1);

export const users = [
  data.userUse('11', 'm.okafor'),
  data.userUse('12', '', { email: '', lastActive: null, requests: 0 }),
];

export const listOf = (results: unknown[], next: string | null = null) => ({
  next,
  previous: null,
  results,
});

const answers = (): Record<string, unknown> => ({
  overview: data.overview(),
  trends: data.trends(),
  growth: data.growth(),
  users: listOf(users),
  sessions: listOf([data.session('77')]),
  'sessions/active': data.active(),
  'sessions/77': data.sessionDetail(),
  endpoints: data.featureUse(),
  devices: data.devices(),
  'peak-hours': data.peakHours(),
});

/** Opens a URL as staff; each question under `/api/analytics/` is answered once it is asked. */
export async function openPeople(url: string, changes: Record<string, unknown> = {}) {
  for (const question of Object.keys(asked)) asked[question] = [];
  asStaff();
  server.use(
    ...Object.entries({ ...answers(), ...changes }).map(([question, answer]) =>
      http.get(`/api/analytics/${question}/`, ({ request }) => {
        (asked[question] ??= []).push(new URL(request.url).searchParams);
        const given: unknown = typeof answer === 'function' ? (answer as () => unknown)() : answer;
        return given instanceof Response || given instanceof Promise
          ? (given as Response | Promise<Response>)
          : HttpResponse.json(given as object);
      }),
    ),
  );
  startSession({ access: 'expired', refresh: auth.issue() });
  const opened = openApp(url);
  await screen.findAllByRole('link', { name: 'Peak hours' });
  return opened;
}

/** A table's rows as text, cell by cell. */
export async function rowsOf(name: string) {
  const table = await screen.findByRole('table', { name });
  return within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.children].map((cell) => cell.textContent.replaceAll('\u202f', ' ')));
}
