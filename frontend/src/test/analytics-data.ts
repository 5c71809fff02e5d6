import type {
  ActiveSessions,
  Devices,
  FeatureUse,
  Growth,
  Overview,
  PeakHours,
  Session,
  SessionDetail,
  Share,
  TrendPoint,
  Trends,
  UserUse,
} from '@/types/types.gen';

/** A week that ends on a Sunday evening. */
const period = {
  range: '7d',
  start: '2025-07-14T00:00:00Z',
  end: '2025-07-20T22:30:00Z',
  timezone: 'UTC',
  generatedAt: '2025-07-20T22:30:00Z',
};

const dayOf = (index: number) => `2025-07-${14 + index}T00:00:00Z`;
const days = Array.from({ length: 7 }, (_, index) => dayOf(index));

export function overview(changes: Partial<Overview> = {}): Overview {
  return {
    ...period,
    activeUsers: { today: 12, week: 84, month: 310 },
    activeSessions: 5,
    totalRequests: 116_179,
    uniqueUsers: 96,
    sessions: 1_204,
    avgSessionMinutes: 4.25,
    pageViews: 8_311,
    ...changes,
  };
}

export function trends(changes: Partial<TrendPoint> = {}, by = 'day'): Trends {
  const points = days.map((timestamp, index) => ({
    timestamp,
    activeUsers: 10 + index,
    requests: 1_000 + index,
    sessions: 20,
    avgSessionMinutes: 4.5,
    avgResponseMs: 640,
    ...changes,
  }));
  return { ...period, by, points };
}

export function growth(changes: Partial<Growth> = {}): Growth {
  return {
    ...period,
    days: days.map((timestamp) => ({ timestamp, activeUsers: 12, newUsers: 3 })),
    weeks: [
      { timestamp: '2025-07-07T00:00:00Z', activeUsers: 70, newUsers: 40 },
      { timestamp: '2025-07-14T00:00:00Z', activeUsers: 84, newUsers: 12 },
    ],
    cohorts: [
      {
        week: '2025-07-07T00:00:00Z',
        users: 40,
        retained: [
          { week: 0, users: 40, percentage: 100 },
          { week: 1, users: 10, percentage: 25 },
        ],
      },
      {
        week: '2025-07-14T00:00:00Z',
        users: 12,
        retained: [{ week: 0, users: 12, percentage: 100 }],
      },
    ],
    ...changes,
  };
}

export function userUse(userId: string, name: string, changes: Partial<UserUse> = {}): UserUse {
  return {
    userId,
    name,
    email: `${name}@example.com`,
    requests: 1_706,
    sessions: 14,
    minutes: 1_234.5,
    tokens: 54_000,
    costUsd: 13.99,
    lastActive: '2025-07-20T22:00:00Z',
    ...changes,
  };
}

export function session(id: string, changes: Partial<Session> = {}): Session {
  return {
    id,
    userId: '11',
    name: 'm.okafor',
    start: '2025-07-20T22:00:00Z',
    lastActivity: '2025-07-20T22:04:05Z',
    durationMs: 245_000,
    isActive: false,
    requests: 7,
    failedRequests: 1,
    pageViews: 3,
    totalTokens: 1_426,
    costUsd: 0.05,
    platform: 'iOS',
    version: '18.1',
    browser: 'Mobile Safari',
    os: 'iOS',
    countryCode: 'DE',
    ipAddress: '203.0.113.9',
    ...changes,
  };
}

export function sessionDetail(changes: Partial<SessionDetail> = {}): SessionDetail {
  return {
    ...session('77'),
    actions: [
      {
        at: '2025-07-20T22:00:00Z',
        kind: 'pageView',
        id: '1',
        text: '/chat',
        statusCode: null,
        durationMs: null,
        modelName: '',
        referrer: '/',
      },
      {
        at: '2025-07-20T22:02:05Z',
        kind: 'request',
        id: '01982000-0000-7000-8000-000000000001',
        text: 'POST /api/chat/',
        statusCode: 500,
        durationMs: 4_620,
        modelName: 'gpt-4o',
        referrer: '',
      },
    ],
    actionsLeftOut: 0,
    ...changes,
  };
}

export function active(sessions: Session[] = [session('78', { isActive: true })]): ActiveSessions {
  return { generatedAt: period.generatedAt, count: sessions.length, sessions };
}

export function featureUse(changes: Partial<FeatureUse> = {}): FeatureUse {
  const timed = { failed: 0, avgMs: 500, p95Ms: 1_500 };
  return {
    ...period,
    features: [
      { ...timed, feature: 'Chat', count: 900, failed: 9, percentage: 90 },
      { ...timed, feature: 'Files', count: 100, percentage: 10 },
    ],
    endpoints: [
      {
        ...timed,
        feature: 'Chat',
        endpoint: '/api/chat/',
        method: 'POST',
        count: 900,
        failed: 9,
        percentage: 90,
      },
      {
        ...timed,
        feature: 'Files',
        endpoint: '/api/files/',
        method: 'GET',
        count: 60,
        percentage: 6,
        p95Ms: 80,
      },
      {
        ...timed,
        feature: 'Files',
        endpoint: '/api/files/',
        method: 'DELETE',
        count: 40,
        percentage: 4,
        avgMs: null,
        p95Ms: null,
      },
    ],
    ...changes,
  };
}

const part = (name: string, sessions: number): Share => ({
  name,
  sessions,
  requests: sessions * 10,
  percentage: sessions / 10,
});

export function devices(changes: Partial<Devices> = {}): Devices {
  return {
    ...period,
    sessions: 1_000,
    platforms: [
      { ...part('web', 600), versions: [part('131', 400), part('133', 200)] },
      { ...part('iOS', 300), versions: [part('18', 300)] },
    ],
    browsers: [part('Firefox', 500)],
    operatingSystems: [part('Windows', 450)],
    ...changes,
  };
}

/** Nothing but at the times that are named, as `weekday hour`. */
export function peakHours(requests: Record<string, number> = { '3 14': 721, '6 0': 8 }): PeakHours {
  return {
    ...period,
    hours: Array.from({ length: 168 }, (_, index) => {
      const [weekday, hour] = [Math.floor(index / 24), index % 24];
      return { weekday, hour, requests: requests[`${weekday} ${hour}`] ?? 0 };
    }),
  };
}
