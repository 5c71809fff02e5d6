import type { ThreatDetail, ThreatItem, ThreatResponse, ThreatSummary } from '@/types/types.gen';

export function threatRow(id: string, changes: Partial<ThreatItem> = {}): ThreatItem {
  return {
    id,
    createdAt: '2025-07-20T22:26:00Z',
    lastSeen: '2025-07-20T22:26:00Z',
    count: 1,
    threatType: 'sql_injection',
    severity: 'critical',
    description: 'UNION SELECT in a parameter',
    detector: 'sqli',
    score: null,
    ipAddress: '203.0.113.41',
    countryCode: 'NL',
    userId: null,
    username: '',
    requestId: null,
    resolved: false,
    falsePositive: false,
    resolvedAt: null,
    resolvedBy: '',
    note: '',
    ...changes,
  };
}

export function threatView(
  id: string,
  changes: Partial<ThreatDetail> = {},
  around: Partial<ThreatResponse> = {},
): ThreatResponse {
  return {
    threat: { ...threatRow(id), evidence: {}, request: null, ...changes },
    near: [{ by: 'address', requests: [], threats: [] }],
    mayBlock: false,
    mayLock: false,
    accountLocked: null,
    block: null,
    rule: null,
    firings: [],
    history: [],
    ...around,
  };
}

export function threatSummary(changes: Partial<ThreatSummary> = {}): ThreatSummary {
  return {
    start: '2025-07-20T20:30:00Z',
    end: '2025-07-20T22:30:00Z',
    timezone: 'UTC',
    bucket: 'hour',
    total: 148,
    unresolved: 23,
    bySeverity: { low: 60, medium: 50, high: 36, critical: 2 },
    unresolvedBySeverity: { low: 7, medium: 9, high: 5, critical: 2 },
    byType: [
      { threatType: 'sql_injection', count: 100, unresolved: 20 },
      { threatType: 'xss', count: 48, unresolved: 3 },
    ],
    byCountry: [{ countryCode: 'NL', country: 'Netherlands', count: 90, unresolved: 2 }],
    topSources: [
      {
        ipAddress: '203.0.113.41',
        countryCode: 'NL',
        count: 19,
        unresolved: 4,
        lastSeen: '2025-07-20T22:26:00Z',
      },
    ],
    timeline: [
      { timestamp: '2025-07-20T20:00:00Z', low: 60, medium: 0, high: 0, critical: 0 },
      { timestamp: '2025-07-20T21:00:00Z', low: 0, medium: 50, high: 30, critical: 0 },
      { timestamp: '2025-07-20T22:00:00Z', low: 0, medium: 0, high: 6, critical: 2 },
    ],
    ...changes,
  };
}
