import type { Call, RequestDetail, RequestItem } from '@/types/types.gen';

export function requestRow(changes: Partial<RequestItem> = {}): RequestItem {
  return {
    id: '01982000-0000-7000-8000-000000000001',
    createdAt: '2025-07-20T22:26:11Z',
    method: 'POST',
    endpoint: '/api/chat/',
    path: '/api/chat/',
    statusCode: 200,
    latencyMs: 4_620,
    userId: '9',
    username: 'p.novak',
    sessionId: '77',
    isAuthenticated: true,
    model: 'gpt-4o',
    provider: 'openai',
    modelCalls: 1,
    failedCalls: 0,
    unpricedCalls: 0,
    promptTokens: 1_284,
    completionTokens: 142,
    totalTokens: 1_426,
    costUsd: 0.0046,
    finishReason: 'stop',
    timeToFirstTokenMs: 642,
    ipAddress: '203.0.113.9',
    countryCode: 'DE',
    errorType: '',
    ...changes,
  };
}

export function modelCall(changes: Partial<Call> = {}): Call {
  return {
    id: '1',
    offsetMs: 100,
    spanId: '',
    parentSpanId: '',
    operation: 'chat',
    provider: 'openai',
    model: 'gpt-4o',
    requestedModel: '',
    responseModel: '',
    promptTokens: 1_284,
    cachedTokens: null,
    completionTokens: 142,
    reasoningTokens: null,
    totalTokens: 1_426,
    costUsd: 0.0046,
    costSource: 'genai-prices',
    priceId: 'gpt-4o',
    latencyMs: 4_400,
    timeToFirstTokenMs: 642,
    finishReason: 'stop',
    failed: false,
    errorType: '',
    ...changes,
  };
}

export function requestDetail(changes: Partial<RequestDetail> = {}): RequestDetail {
  return {
    ...requestRow(),
    firstByteMs: null,
    errorMessage: '',
    userAgent: {
      text: 'python-requests/2.32.3',
      platform: '',
      browser: '',
      os: '',
      device: '',
      version: '',
      isBot: false,
    },
    session: {
      id: '77',
      start: '2025-07-20T22:20:00Z',
      lastActivity: '2025-07-20T22:26:11Z',
      requests: 12,
    },
    calls: [modelCall()],
    feedback: [],
    threats: [],
    ...changes,
  };
}
