import type { FilterName } from '@/features/requests/api/search';

type Kind = 'text' | 'number' | 'flag' | readonly string[];

export type FilterField = { name: FilterName; label: string; kind: Kind; unit?: string };

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const PLATFORMS = ['web', 'Android', 'iOS'] as const;

/** The filters that have no chip of their own until they are set. */
export const MORE_FIELDS: FilterField[] = [
  { name: 'path', label: 'Path begins with', kind: 'text' },
  { name: 'ip', label: 'Address', kind: 'text' },
  { name: 'session', label: 'Session', kind: 'text' },
  { name: 'errorType', label: 'Error type', kind: 'text' },
  { name: 'provider', label: 'Provider', kind: 'text' },
  { name: 'finishReason', label: 'Finish reason', kind: 'text' },
  { name: 'minLatencyMs', label: 'Latency from', kind: 'number', unit: 'ms' },
  { name: 'maxLatencyMs', label: 'Latency to', kind: 'number', unit: 'ms' },
  { name: 'minCostUsd', label: 'Cost from', kind: 'number', unit: 'USD' },
  { name: 'maxCostUsd', label: 'Cost to', kind: 'number', unit: 'USD' },
  { name: 'minTokens', label: 'Tokens from', kind: 'number' },
  { name: 'maxTokens', label: 'Tokens to', kind: 'number' },
  { name: 'method', label: 'Method', kind: METHODS },
  { name: 'platform', label: 'Platform', kind: PLATFORMS },
  { name: 'outcome', label: 'Outcome', kind: ['ok', 'failed'] },
  { name: 'ai', label: 'With model calls', kind: 'flag' },
  { name: 'unpriced', label: 'With unpriced calls', kind: 'flag' },
  { name: 'rated', label: 'With feedback', kind: 'flag' },
  { name: 'threat', label: 'With a threat', kind: 'flag' },
  { name: 'authenticated', label: 'Signed in', kind: 'flag' },
];

/** What a set filter says on its chip: "Latency from 200 ms", "With feedback: no". */
export function chipText({ label, kind, unit }: FilterField, value: string): string {
  if (kind === 'flag') return value === 'true' ? label : `${label}: no`;
  return unit ? `${label} ${value} ${unit}` : `${label}: ${value}`;
}
