import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { startSession } from '@/lib/session';
import { openApp } from '@/test/open-app';
import { asStaff } from '@/test/open-requests';
import { auth, failure, server } from '@/test/server';
import { threatRow, threatSummary, threatView } from '@/test/threat-data';
import type { ThreatItem, ThreatResponse, ThreatSummary, TriageRequest } from '@/types/types.gen';

/** What the list was asked for, and what was sent to triage; the newest last. */
export const asked: URLSearchParams[] = [];
export const sent: TriageRequest[] = [];

export const three = [
  threatRow('3'),
  threatRow('2', {
    severity: 'high',
    threatType: 'prompt_injection',
    userId: '9',
    username: 'ada',
  }),
  threatRow('1', { severity: 'low', threatType: 'xss', ipAddress: null, countryCode: '' }),
];

type Answers = {
  list?: () => Response;
  summary?: ThreatSummary;
  views?: ThreatResponse[];
  triage?: (verdict: TriageRequest) => Response | Promise<Response>;
};

export const listOf = (rows: ThreatItem[], next: string | null = null) =>
  HttpResponse.json({ next, previous: null, results: rows });

/** Opens a URL of the Threats page as staff; the server forgets what it is told. */
export async function openThreats(url = '/threats', answers: Answers = {}) {
  asked.length = sent.length = 0;
  const views = answers.views ?? three.map(({ id, ...row }) => threatView(id, row));
  asStaff();
  server.use(
    http.get('/api/threats/', ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return answers.list?.() ?? listOf(three);
    }),
    http.get('/api/threats/summary/', () => HttpResponse.json(answers.summary ?? threatSummary())),
    http.get('/api/threats/:id/', ({ params }) => {
      const view = views.find(({ threat }) => threat.id === params.id);
      return view ? HttpResponse.json(view) : failure(404, 'NOT_FOUND', 'None.');
    }),
    http.post('/api/threats/triage/', async ({ request }) => {
      const verdict = (await request.json()) as TriageRequest;
      sent.push(verdict);
      return (
        (await answers.triage?.(verdict)) ?? HttpResponse.json({ changed: verdict.ids.length })
      );
    }),
  );
  startSession({ access: 'expired', refresh: auth.issue() });
  const opened = openApp(url);
  await screen.findAllByRole('link', { name: 'Threats' });
  return opened;
}

/** The link of a finding in the list, once it is there. */
export async function linkOf(name: string): Promise<HTMLElement> {
  return within(await screen.findByRole('table')).findByRole('link', { name });
}

/** The row of a finding, once it is there. */
export async function rowOf(name: string): Promise<HTMLElement> {
  return (await linkOf(name)).closest('tr') as HTMLElement;
}
