import type { ApiError } from '@/lib/api-error';

/** How far a panel's data is. `error` beside `ready` means: what is shown is old. */
export type PanelState = {
  phase: 'loading' | 'failed' | 'ready';
  error: ApiError | null;
  /** When the data on screen was fetched, as 22:18. */
  since: string;
  retry: () => void;
};
