import { useEffect, useRef, useState } from 'react';
import { judged, useTriage, type Verdict } from '@/features/threats/api/triage';
import type { ThreatRow } from '@/features/threats/api/types';
import { asApiError } from '@/lib/api-error';
import { formatCount } from '@/lib/format/numbers';

export type Judged = Pick<ThreatRow, 'id' | 'resolved' | 'falsePositive'>;

/** What became of the last verdict. */
export type Outcome = {
  text: string;
  failed: boolean;
  /** Takes it back, or tries again. */
  next: { label: 'Undo' | 'Retry'; run: () => void } | undefined;
};

const UNDO_MS = 10_000;

const DONE: Record<Verdict, string> = {
  open: 'reopened',
  resolved: 'resolved',
  false_positive: 'marked as false',
};

/** Gives findings verdicts, tells what came of it, and offers to take it back for 10 s. */
export function useVerdicts() {
  const { mutateAsync } = useTriage();
  const underway = useRef(new Set<string>());
  const [outcome, setOutcome] = useState<Outcome>();

  useEffect(() => {
    if (!outcome || outcome.failed) return;
    const timer = setTimeout(() => setOutcome(undefined), UNDO_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  /** Whether all of it is done. Those that are so already, or on their way, are left alone. */
  async function judge(findings: Judged[], verdict: Verdict, note = ''): Promise<boolean> {
    const reopening = verdict === 'open';
    const changing = findings.filter(
      (one) => one.resolved === reopening && !underway.current.has(one.id),
    );
    const ids = changing.map(({ id }) => id);
    const verb = DONE[verdict];
    if (ids.length === 0) {
      const busy = findings.some(({ id }) => underway.current.has(id));
      if (!busy) setOutcome({ text: `Nothing to be ${verb}`, failed: false, next: undefined });
      return false;
    }
    for (const id of ids) underway.current.add(id);
    try {
      const { changed } = await mutateAsync({ ids, verdict, note });
      const undo = () => void judge(inState(ids, verdict), before(changing));
      // What somebody else did in the meantime is theirs to take back.
      const alone = changed === ids.length;
      setOutcome({
        text: alone
          ? `${countWords(changed)} ${verb}`
          : `${countWords(changed)} ${verb}; somebody was faster with ${ids.length - changed}`,
        failed: false,
        next: alone ? { label: 'Undo', run: undo } : undefined,
      });
      return true;
    } catch (error) {
      const retry = () => void judge(changing, verdict, note);
      setOutcome({
        text: `Not ${verb}. ${failureWords(error)}`,
        failed: true,
        next: { label: 'Retry', run: retry },
      });
      return false;
    } finally {
      for (const id of ids) underway.current.delete(id);
    }
  }

  return { judge, outcome, dismiss: () => setOutcome(undefined) };
}

function inState(ids: string[], verdict: Verdict): Judged[] {
  return ids.map((id) => ({ id, ...judged(verdict) }));
}

/** The verdict that takes findings back to where they were. */
function before(findings: Judged[]): Verdict {
  if (!findings.every(({ resolved }) => resolved)) return 'open';
  return findings.every(({ falsePositive }) => falsePositive) ? 'false_positive' : 'resolved';
}

function countWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'threat' : 'threats'}`;
}

function failureWords(error: unknown): string {
  const { status, message } = asApiError(error);
  return status === 403 ? 'You may look at threats, but not change them.' : message;
}
