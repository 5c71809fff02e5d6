import type {
  DashboardResponse,
  ErrorStatus,
  RecentFeedback,
  RecentThreat,
  SummaryNumbers,
  TopModel,
  TopUser,
} from '@/types/types.gen';

const HOUR = 3_600_000;
const HOURS = 25;
const FIRST = Date.parse('2025-07-19T22:00:00Z');

const totals: SummaryNumbers = {
  totalRequests: 116_179,
  successfulRequests: 114_421,
  failedRequests: 1_758,
  errorRate: 1.51,
  aiRequests: 50_000,
  modelCalls: 52_512,
  promptTokens: 90_000_000,
  completionTokens: 31_000_000,
  totalTokens: 121_000_000,
  totalCostUsd: 255.3,
  unpricedCalls: 0,
  avgLatencyMs: 640,
  p50LatencyMs: 279,
  p95LatencyMs: 1_510,
  p99LatencyMs: 2_490,
  uniqueUsers: 1_284,
  activeSessions: 37,
};

const previous: SummaryNumbers = {
  ...totals,
  totalRequests: 107_176,
  errorRate: 1.2,
  p95LatencyMs: 1_610,
  totalCostUsd: 243.37,
};

const zeros = Object.fromEntries(
  Object.keys(totals).map((key) => [key, key.endsWith('LatencyMs') ? null : 0]),
) as SummaryNumbers;

export function model(name: string, changes: Partial<TopModel> = {}): TopModel {
  return {
    model: name,
    provider: 'openai',
    calls: 15_648,
    failed: 329,
    promptTokens: 18_400_000,
    completionTokens: 4_790_000,
    totalTokens: 23_190_000,
    costUsd: 93.93,
    unpricedCalls: 0,
    avgLatencyMs: 2_000,
    p95LatencyMs: 4_620,
    percentage: 29.8,
    ...changes,
  };
}

const failedStatuses: ErrorStatus[] = [
  { statusCode: 429, label: 'Too Many Requests', count: 770, percentage: 43.8 },
  { statusCode: 401, label: 'Unauthorized', count: 302, percentage: 17.18 },
  { statusCode: 400, label: 'Bad Request', count: 223, percentage: 12.68 },
  { statusCode: 500, label: 'Internal Server Error', count: 207, percentage: 11.77 },
  { statusCode: 504, label: 'Gateway Timeout', count: 151, percentage: 8.59 },
  { statusCode: 404, label: 'Not Found', count: 60, percentage: 3.41 },
  { statusCode: 403, label: 'Forbidden', count: 30, percentage: 1.71 },
  { statusCode: 502, label: 'Bad Gateway', count: 15, percentage: 0.85 },
];

function topUser(userId: string, username: string, changes: Partial<TopUser>): TopUser {
  const lastActive = '2025-07-20T22:00:00Z';
  return { userId, username, requests: 1, totalTokens: 1, costUsd: 0, lastActive, ...changes };
}

function rating(id: string, changes: Partial<RecentFeedback>): RecentFeedback {
  return {
    id,
    createdAt: '2025-07-20T21:49:00Z',
    rating: 4,
    comment: '',
    requestId: `request-${id}`,
    userId: '11',
    username: 'p.novak',
    ...changes,
  };
}

export function threat(id: string, changes: Partial<RecentThreat>): RecentThreat {
  return {
    id,
    createdAt: '2025-07-20T22:26:00Z',
    threatType: 'xss',
    severity: 'low',
    ipAddress: '203.0.113.41',
    countryCode: 'DE',
    description: 'A finding',
    resolved: false,
    ...changes,
  };
}

/** One day by the hour, with a total of 100 requests in each. */
export function dashboardData(changes: Partial<DashboardResponse> = {}): DashboardResponse {
  const timestamps = Array.from({ length: HOURS }, (_, index) =>
    new Date(FIRST + index * HOUR).toISOString(),
  );
  return {
    range: '24h',
    start: '2025-07-19T22:30:00Z',
    end: '2025-07-20T22:30:00Z',
    timezone: 'UTC',
    bucket: 'hour',
    generatedAt: '2025-07-20T22:30:00Z',
    requests: timestamps.map((timestamp) => ({
      timestamp,
      total: 100,
      successful: 97,
      failed: 3,
      aiRequests: 50,
    })),
    errorsBreakdown: failedStatuses,
    topModels: [
      model('gpt-4o'),
      model('llama', { calls: 2_680, unpricedCalls: 2_680, costUsd: 0 }),
    ],
    costs: timestamps.map((timestamp) => ({ timestamp, costUsd: 1, totalTokens: 1_000 })),
    topCountries: [
      { countryCode: 'DE', country: 'Germany', requests: 80_000, percentage: 70.37 },
      { countryCode: 'US', country: 'United States', requests: 33_679, percentage: 29.63 },
    ],
    latency: timestamps.map((timestamp) => ({
      timestamp,
      avgMs: 600,
      p50Ms: 300,
      p95Ms: 1_500,
      p99Ms: 2_500,
    })),
    summary: { ...totals, previous },
    users: {
      total: 2_000,
      active: 1_284,
      new: 96,
      anonymousRequests: 18_204,
      top: [
        topUser('11', 'm.okafor', { requests: 3_412, costUsd: 13.99 }),
        topUser('12', '', { requests: 1_706, costUsd: 1_234.5 }),
      ],
    },
    feedback: {
      count: 812,
      averageRating: 4.114,
      distribution: { 1: 57, 2: 38, 3: 74, 4: 231, 5: 412 },
      recent: [
        rating('31', { rating: 3, comment: 'Cites the right clause now.' }),
        rating('32', { rating: 5, comment: '' }),
      ],
    },
    threats: {
      total: 148,
      unresolved: 23,
      bySeverity: { low: 60, medium: 50, high: 36, critical: 2 },
      unresolvedBySeverity: { low: 7, medium: 9, high: 5, critical: 2 },
      byType: [],
      recent: [
        threat('41', { severity: 'critical', threatType: 'sql_injection' }),
        threat('42', { severity: 'critical', threatType: 'credential_stuffing', ipAddress: null }),
        threat('43', { severity: 'high', threatType: 'prompt_injection', resolved: true }),
      ],
    },
    ...changes,
  };
}

/** The same range without a single request. */
export function emptyData(): DashboardResponse {
  const data = dashboardData();
  return {
    ...data,
    requests: data.requests.map((row) => ({ ...row, total: 0, successful: 0, failed: 0 })),
    latency: data.latency.map(({ timestamp }) => ({
      timestamp,
      avgMs: null,
      p50Ms: null,
      p95Ms: null,
      p99Ms: null,
    })),
    costs: data.costs.map(({ timestamp }) => ({ timestamp, costUsd: 0, totalTokens: 0 })),
    errorsBreakdown: [],
    topModels: [],
    topCountries: [],
    summary: { ...zeros, previous: zeros },
    users: { ...data.users, active: 0, new: 0, anonymousRequests: 0, top: [] },
    feedback: {
      count: 0,
      averageRating: null,
      distribution: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
      recent: [],
    },
    threats: {
      total: 0,
      unresolved: 0,
      bySeverity: { low: 0, medium: 0, high: 0, critical: 0 },
      unresolvedBySeverity: { low: 0, medium: 0, high: 0, critical: 0 },
      byType: [],
      recent: [],
    },
  };
}
