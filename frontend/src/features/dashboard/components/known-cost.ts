import type { Totals } from '@/features/dashboard/api/types';

type Priced = Pick<Totals, 'totalCostUsd' | 'unpricedCalls' | 'modelCalls'>;

/** What is known to have been spent: a lower bound, and null where no call has a price. */
export function knownCost({ totalCostUsd, unpricedCalls, modelCalls }: Priced): number | null {
  return unpricedCalls > 0 && unpricedCalls >= modelCalls ? null : totalCostUsd;
}
