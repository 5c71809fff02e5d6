import { useMutation, useQueryClient } from '@tanstack/react-query';
import { forgetUser } from '@/features/auth/api/me';
import { apiPost } from '@/lib/api-client';
import { endSession, getRefreshToken } from '@/lib/session';

/**
 * Ends the session here and on the server. A token can be forgotten without the server's help;
 * a session cookie can not, so there its failure is the reader's to know.
 */
async function postLogout(): Promise<void> {
  const refresh = getRefreshToken();
  try {
    await apiPost('api/auth/logout/', { body: refresh ? { refresh } : {} });
  } catch (error) {
    if (!refresh) throw error;
  } finally {
    endSession();
  }
}

export function useLogout() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: postLogout,
    onSuccess: () => forgetUser(queryClient),
  });
}
