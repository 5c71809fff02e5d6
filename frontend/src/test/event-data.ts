import type {
  EventSeries,
  Key,
  Project,
  ProjectOverview,
  ProjectSession,
  TopEvents,
} from '@/types/types.gen';

const period = {
  range: '7d',
  start: '2025-07-14T00:00:00Z',
  end: '2025-07-20T22:30:00Z',
  timezone: 'UTC',
  generatedAt: '2025-07-20T22:30:00Z',
};

export function project(id: string, name: string): Project {
  return { id, name, ownerId: '7', createdAt: '2025-07-01T08:00:00Z' };
}

export function overview(changes: Partial<ProjectOverview> = {}): ProjectOverview {
  return {
    ...period,
    events: 3_300,
    pageViews: 2_777,
    sessions: 1_163,
    avgSessionMinutes: 1.4,
    uniqueUsers: 885,
    activeSessions: 5,
    previous: {
      events: 3_000,
      pageViews: 2_777,
      sessions: 0,
      avgSessionMinutes: 2,
      uniqueUsers: 0,
    },
    ...changes,
  };
}

export function series(): EventSeries {
  const points = Array.from({ length: 7 }, (_, index) => ({
    timestamp: `2025-07-${14 + index}T00:00:00Z`,
    events: 30 + index,
    pageViews: 20,
    sessions: 8,
    uniqueUsers: 6,
  }));
  return { ...period, bucket: 'day', points };
}

export function topEvents(): TopEvents {
  return {
    ...period,
    total: 3_300,
    names: 3,
    events: [
      { event: 'page_view', count: 2_777, percentage: 84.2 },
      { event: 'purchase', count: 523, percentage: 15.8 },
    ],
  };
}

export function session(id: string, changes: Partial<ProjectSession> = {}): ProjectSession {
  return {
    id,
    distinctId: 'customer-7',
    start: '2025-07-20T21:00:00Z',
    lastActivity: '2025-07-20T21:02:05Z',
    durationMs: 125_000,
    isActive: false,
    events: 12,
    pageViews: 9,
    platform: 'web',
    browser: 'Firefox',
    os: 'Linux',
    countryCode: 'DE',
    ...changes,
  };
}

export function key(id: string, changes: Partial<Key> = {}): Key {
  return {
    id,
    name: 'website',
    prefix: `aio_key${id}`,
    isActive: true,
    createdAt: '2025-07-01T08:00:00Z',
    lastUsedOn: '2025-07-20',
    expiresAt: null,
    revokedAt: null,
    ...changes,
  };
}
