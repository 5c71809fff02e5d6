import type { TopModel, DashboardResponse, SummaryNumbers } from '@/types/types.gen';

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
    errorsBreakdown: [],
    topModels: [
      model('gpt-4o'),
      model('llama', { calls: 2_680, unpricedCalls: 2_680, costUsd: 0 }),
    ],
    costs: timestamps.map((timestamp) => ({ timestamp, costUsd: 1, totalTokens: 1_000 })),
    topCountries: [],
    latency: timestamps.map((timestamp) => ({
      timestamp,
      avgMs: 600,
      p50Ms: 300,
      p95Ms: 1_500,
      p99Ms: 2_500,
    })),
    summary: { ...totals, previous },
    users: { total: 0, active: 0, new: 0, anonymousRequests: 0, top: [] },
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
      byType: [],
      recent: [],
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
    latency: data.latency.map((row) => ({ ...row, p95Ms: null })),
    topModels: [],
    summary: { ...zeros, previous: zeros },
  };
}
