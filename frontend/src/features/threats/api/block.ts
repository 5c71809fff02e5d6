import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { SINGLES } from '@/features/threats/api/threat';
import { apiPost } from '@/lib/api-client';
import type {
  Blocked,
  BlockRequest,
  ChosenRequest,
  Lifted,
  Locked,
  LockRequest,
} from '@/types/types.gen';

export type Lasts = BlockRequest['lasts'];

/** Blocks the address that a finding came from, or its network; its history tells of it. */
export function useBlock(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (how: Omit<BlockRequest, 'ids'>) =>
      apiPost<Blocked>('api/threats/block/', {
        body: { ids: [Number(id)], ...how } satisfies BlockRequest,
      }),
    onSuccess: () => askAnew(client),
  });
}

/** Lifts the block of that address. */
export function useUnblock(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      apiPost<Lifted>('api/threats/unblock/', {
        body: { ids: [Number(id)] } satisfies ChosenRequest,
      }),
    onSuccess: () => askAnew(client),
  });
}

/** Locks or unlocks the account that a finding came from. */
export function useLock(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (locked: boolean) =>
      apiPost<Locked>('api/threats/lock/', {
        body: { ids: [Number(id)], locked } satisfies LockRequest,
      }),
    onSuccess: () => askAnew(client),
  });
}

function askAnew(client: QueryClient) {
  return client.invalidateQueries({ queryKey: SINGLES });
}
