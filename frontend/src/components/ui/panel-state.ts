import type { UseQueryResult } from '@tanstack/react-query';
import { asApiError, type ApiError } from '@/lib/api-error';
import { formatTime } from '@/lib/format/dates';

/** How far a panel's data is. `error` beside `ready` means: what is shown is old. */
export type PanelState = {
  phase: 'loading' | 'failed' | 'ready';
  error: ApiError | null;
  /** When the data on screen was fetched, as 22:18. */
  since: string;
  retry: () => void;
};

/** What a panel needs to know about the question that fills it. */
export function panelState(query: UseQueryResult, timeZone: string): PanelState {
  const failed = query.data === undefined && query.isError;
  return {
    phase: query.data !== undefined ? 'ready' : failed ? 'failed' : 'loading',
    error: query.isError ? asApiError(query.error) : null,
    since: query.data === undefined ? '' : formatTime(query.dataUpdatedAt, timeZone),
    retry: () => void query.refetch(),
  };
}
