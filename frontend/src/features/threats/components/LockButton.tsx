import { Button } from '@/components/ui/Button';
import { FieldError } from '@/components/ui/Field';
import { useLock } from '@/features/threats/api/block';
import { asApiError } from '@/lib/api-error';

/** Keeps the account from signing in, or lets it again. */
export function LockButton({ id, locked }: { id: string; locked: boolean }) {
  const { mutate, isPending, data, error } = useLock(id);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        size="sm"
        disabled={isPending}
        className={locked ? '' : 'text-bad!'}
        onClick={() => mutate(!locked)}
      >
        {locked ? 'Unlock the account' : 'Lock the account'}
      </Button>
      <span role="status" className="text-xs text-ink-2">
        {data?.refused[0]}
        {error && <FieldError message={asApiError(error).message} />}
      </span>
    </div>
  );
}
