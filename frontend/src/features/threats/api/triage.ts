import { useMutation, useQueryClient } from '@tanstack/react-query';
import { SUMMARIES } from '@/features/threats/api/summary';
import { SINGLES } from '@/features/threats/api/threat';
import { LISTS } from '@/features/threats/api/threats';
import type { ThreatPage, ThreatView } from '@/features/threats/api/types';
import { apiPost } from '@/lib/api-client';
import type { Triaged, TriageRequest } from '@/types/types.gen';

export type Verdict = TriageRequest['verdict'];

/** Which findings, what becomes of them, and why. */
export type Judgement = { ids: string[]; verdict: Verdict; note: string };

/** What a finding is once it has a verdict. */
export function judged(verdict: Verdict): { resolved: boolean; falsePositive: boolean } {
  return { resolved: verdict !== 'open', falsePositive: verdict === 'false_positive' };
}

/**
 * Gives findings a verdict. Lists on screen keep their rows, which show their new state
 * once the server has it; all that counts or tells of them is asked for anew.
 */
export function useTriage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ ids, verdict, note }: Judgement) =>
      apiPost<Triaged>('api/threats/triage/', {
        body: { ids: ids.map(Number), verdict, note } satisfies TriageRequest,
      }),
    onSuccess: (_, { ids, verdict }) => {
      const state = judged(verdict);
      client.setQueriesData<ThreatPage>(
        { queryKey: LISTS },
        (page) =>
          page && {
            ...page,
            results: page.results.map((row) => (ids.includes(row.id) ? { ...row, ...state } : row)),
          },
      );
      client.setQueriesData<ThreatView>({ queryKey: SINGLES }, (view) =>
        view && ids.includes(view.threat.id)
          ? { ...view, threat: { ...view.threat, ...state } }
          : view,
      );
      for (const queryKey of [SINGLES, SUMMARIES, ['dashboard']]) {
        void client.invalidateQueries({ queryKey });
      }
    },
  });
}
