import type { LiveEvent, LiveRequest, News } from '@/features/live/api/types';
import type { RecentThreat } from '@/types/types.gen';

/** One line of the list. */
export type Entry = { key: string; at: string } & (
  | { kind: 'request'; request: LiveRequest }
  | { kind: 'event'; event: LiveEvent }
  | { kind: 'threat'; threat: RecentThreat }
);

/** What one message told, and when it came (ms since 1970). */
export type Told = {
  at: number;
  requests: number;
  failed: number;
  events: number;
  threats: number;
  /** How many were counted and not listed. */
  left: number;
};

/** The newest entries first, on screen and waiting; and what the last minute told. */
export type Feed = { shown: Entry[]; waiting: Entry[]; told: Told[] };

export type FeedAction =
  { type: 'news'; news: News; at: number; held: boolean } | { type: 'show' } | { type: 'clear' };

export const NOTHING: Feed = { shown: [], waiting: [], told: [] };

/** So many entries are kept, however long one watches. */
export const MOST_KEPT = 500;
export const MINUTE_MS = 60_000;

export function reduceFeed(feed: Feed, action: FeedAction): Feed {
  switch (action.type) {
    case 'news': {
      const entries = entriesOf(action.news);
      const told = [...feed.told, toldBy(action.news, action.at)].filter(
        ({ at }) => at > action.at - MINUTE_MS,
      );
      return action.held
        ? { ...feed, waiting: newest(entries, feed.waiting), told }
        : { shown: newest(entries, feed.waiting, feed.shown), waiting: [], told };
    }
    case 'show':
      return { ...feed, shown: newest(feed.waiting, feed.shown), waiting: [] };
    case 'clear':
      return { ...feed, shown: [], waiting: [] };
  }
}

function newest(...lists: Entry[][]): Entry[] {
  return lists.flat().slice(0, MOST_KEPT);
}

function entriesOf({ requests, events, threats }: News): Entry[] {
  const entries: Entry[] = [
    ...threats.rows.map((threat) => ({
      kind: 'threat' as const,
      key: `threat-${threat.id}`,
      at: threat.createdAt,
      threat,
    })),
    ...requests.rows.map((request) => ({
      kind: 'request' as const,
      key: `request-${request.id}`,
      at: request.createdAt,
      request,
    })),
    ...events.rows.map((event) => ({
      kind: 'event' as const,
      key: `event-${event.id}`,
      at: event.createdAt,
      event,
    })),
  ];
  return entries.sort((a, b) => b.at.localeCompare(a.at));
}

function toldBy({ requests, events, threats }: News, at: number): Told {
  const parts = [requests, events, threats];
  return {
    at,
    requests: requests.count,
    failed: requests.failed,
    events: events.count,
    threats: threats.count,
    left: parts.reduce((sum, { count, rows }) => sum + count - rows.length, 0),
  };
}
