import { useStoredChoice } from '@/hooks/use-stored-choice';
import { autoRefreshChoice } from '@/lib/auto-refresh';

const REFRESH_MS = 30_000;

export function useAutoRefresh(): boolean {
  return useStoredChoice(autoRefreshChoice) === 'on';
}

/**
 * How a question stays fresh: by itself while the reader wants that, else by hand alone. `held`
 * makes it wait, as while the pointer is on a list that would move.
 */
export function useRefreshing({ everyMs = REFRESH_MS, held = false } = {}) {
  const on = useAutoRefresh() && !held;
  return {
    refetchInterval: on && everyMs,
    refetchOnWindowFocus: on,
    refetchOnReconnect: on,
  } as const;
}
