import type { RecentThreat } from '@/types/types.gen';

/** What the server's socket says; docs/live.md describes it. */
export type LiveMessage = { type: 'watching' } | ({ type: 'news' } & News);

export type News = {
  requests: { count: number; failed: number; rows: LiveRequest[] };
  events: { count: number; rows: LiveEvent[] };
  threats: { count: number; rows: RecentThreat[] };
};

/** An event of a project. */
export type LiveEvent = {
  id: string;
  createdAt: string;
  projectId: string;
  project: string;
  name: string;
  pageUrl: string;
  distinctId: string;
  countryCode: string;
};

export type LiveRequest = {
  id: string;
  createdAt: string;
  method: string;
  endpoint: string;
  statusCode: number | null;
  latencyMs: number | null;
  userId: string | null;
  username: string;
  countryCode: string;
  model: string;
  totalTokens: number;
  costUsd: number | null;
};
