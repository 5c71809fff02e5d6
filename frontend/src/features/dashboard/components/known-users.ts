import { useState } from 'react';
import type { UserUsage } from '@/features/dashboard/api/types';

type Names = ReadonlyMap<string, string>;

/** Names of users by id: those that were known, and those of an answer. */
export function withUsers(known: Names, users: UserUsage[]): Names {
  const fresh = users.filter(({ userId, username }) => username && known.get(userId) !== username);
  if (fresh.length === 0) return known;
  return new Map([...known, ...fresh.map(({ userId, username }) => [userId, username] as const)]);
}

/** Every user whose name the page has seen: a filter by user leaves only one of them in sight. */
export function useKnownUsers(users: UserUsage[]): Names {
  const [held, setHeld] = useState<Names>(new Map());
  const known = withUsers(held, users);
  if (known !== held) setHeld(known);
  return known;
}
