import type { UseQueryResult } from '@tanstack/react-query';
import type { PanelState } from '@/components/ui/panel-state';
import { asApiError } from '@/lib/api-error';
import { formatTime } from '@/lib/format/dates';

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
