import { useMutation, useQueryClient } from '@tanstack/react-query';
import { meQuery } from '@/features/auth/api/me';
import { apiPost } from '@/lib/api-client';
import { startSession } from '@/lib/session';
import type { LoginRequest, TokenPair } from '@/types/types.gen';

function postLogin(credentials: LoginRequest): Promise<TokenPair> {
  return apiPost<TokenPair>('api/auth/token/', { body: credentials, anonymous: true });
}

export function useLogin() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: postLogin,
    onSuccess: async (pair) => {
      startSession(pair);
      await queryClient.query({ ...meQuery, staleTime: 0 });
    },
  });
}
