import type { Choice } from '@/components/ui/ChoiceList';
import type { Entry } from '@/features/live/api/feed';
import { filtersOf, withFilter } from '@/lib/filters';
import { threatWords } from '@/lib/threat-words';

export const KINDS: Choice[] = [
  { value: 'request', label: 'Requests' },
  { value: 'event', label: 'Events' },
  { value: 'threat', label: 'Threats' },
];

const NAMES = ['kind', 'outcome', 'q'] as const;
export type FilterName = (typeof NAMES)[number];
export type LiveFilters = Partial<Record<FilterName, string>>;

/** What the list is narrowed to, from the URL. */
export function filtersFromSearch(search: URLSearchParams): LiveFilters {
  return filtersOf(search, NAMES);
}

export function narrowed(
  search: URLSearchParams,
  name: FilterName,
  value: string | undefined,
): URLSearchParams {
  return withFilter(search, name, value);
}

/** Whether an entry passes. Nothing but a request fails; findings stay: they are trouble, too. */
export function passes(entry: Entry, { kind, outcome, q }: LiveFilters): boolean {
  if (kind && entry.kind !== kind) return false;
  if (outcome === 'failed' && !isTrouble(entry)) return false;
  return !q || textOf(entry).includes(q.toLowerCase());
}

function isTrouble(entry: Entry): boolean {
  if (entry.kind === 'request') return (entry.request.statusCode ?? 0) >= 400;
  return entry.kind === 'threat';
}

function textOf(entry: Entry): string {
  return wordsOf(entry).join(' ').toLowerCase();
}

function wordsOf(entry: Entry): string[] {
  switch (entry.kind) {
    case 'request': {
      const { method, endpoint, statusCode, username, model, countryCode } = entry.request;
      return [method, endpoint, String(statusCode ?? ''), username, model, countryCode];
    }
    case 'event': {
      const { name, project, pageUrl, distinctId, countryCode } = entry.event;
      return [name, project, pageUrl, distinctId, countryCode];
    }
    case 'threat': {
      const { threatType, severity, description, ipAddress, countryCode } = entry.threat;
      return [threatWords(threatType), severity, description, ipAddress ?? '', countryCode];
    }
  }
}
