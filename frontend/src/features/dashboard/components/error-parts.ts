import type { FailedStatus } from '@/features/dashboard/api/types';

export type ErrorPart = {
  key: string;
  name: string;
  /** The reason phrase, or the statuses that are counted together. */
  phrase: string;
  statuses: number[];
  count: number;
  percentage: number;
  color: string;
};

const MOST = 5;
const CLIENT = ['429', '401', '400'];
const SERVER = ['500', '504'];

/** The statuses with most failures, at most five, then the rest as one part that names them. */
export function errorParts(breakdown: FailedStatus[]): ErrorPart[] {
  const first = breakdown.slice(0, MOST);
  const rest = breakdown.slice(MOST);
  const colors = statusColors(first.map(({ statusCode }) => statusCode));
  const parts = first.map(({ statusCode, label, count, percentage }) => ({
    key: String(statusCode),
    name: String(statusCode),
    phrase: label,
    statuses: [statusCode],
    count,
    percentage,
    color: colors.get(statusCode) ?? 'var(--s-rest)',
  }));
  return rest.length > 0 ? [...parts, other(rest)] : parts;
}

function other(rest: FailedStatus[]): ErrorPart {
  const statuses = rest.map(({ statusCode }) => statusCode);
  return {
    key: 'other',
    name: 'Other',
    phrase: statuses.join(', '),
    statuses,
    count: rest.reduce((sum, { count }) => sum + count, 0),
    percentage: rest.reduce((sum, { percentage }) => sum + percentage, 0),
    color: 'var(--s-rest)',
  };
}

/** A status keeps its own colour; one without takes what its kind, or else the other, leaves free. */
function statusColors(statuses: number[]): Map<number, string> {
  const own = [...CLIENT, ...SERVER].filter((code) => statuses.includes(Number(code)));
  const colors = new Map(own.map((code) => [Number(code), `var(--s-${code})`]));
  const free = (codes: string[]) => codes.filter((code) => !own.includes(code));
  const left = { client: free(CLIENT), server: free(SERVER) };
  for (const status of statuses.filter((code) => !colors.has(code))) {
    const [near, far] = status < 500 ? [left.client, left.server] : [left.server, left.client];
    const code = near.shift() ?? far.shift();
    if (code) colors.set(status, `var(--s-${code})`);
  }
  return colors;
}
