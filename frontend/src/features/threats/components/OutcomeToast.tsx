import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import type { Outcome } from '@/features/threats/components/use-verdicts';
import { cx } from '@/lib/cx';

type OutcomeToastProps = { outcome: Outcome | undefined; onDismiss: () => void };

/** What came of the last verdict, above everything; what failed stays until it is dismissed. */
export function OutcomeToast({ outcome, onDismiss }: OutcomeToastProps) {
  return (
    <div
      role={outcome?.failed ? 'alert' : 'status'}
      className="pointer-events-none fixed inset-x-3 bottom-4 z-(--z-toast) flex justify-center max-sm:bottom-18"
    >
      {outcome && (
        <div
          className={cx(
            'pointer-events-auto flex items-center gap-2.5 rounded-md border border-border bg-raised py-1.5 pr-1.5 pl-3.5 shadow-2',
            outcome.failed && 'border-l-3 border-l-bad-solid',
          )}
        >
          <span className={outcome.failed ? 'text-bad' : 'text-ok'}>
            <Icon name={outcome.failed ? 'warning' : 'check'} size={14} />
          </span>
          <span>{outcome.text}</span>
          {outcome.next && (
            <Button size="sm" onClick={outcome.next.run}>
              {outcome.next.label}
            </Button>
          )}
          <Button size="sm" variant="ghost" aria-label="Dismiss" onClick={onDismiss}>
            <Icon name="close" size={12} />
          </Button>
        </div>
      )}
    </div>
  );
}
