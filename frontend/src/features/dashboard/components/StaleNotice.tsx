import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { Notice } from '@/components/ui/Notice';
import { useNow } from '@/hooks/use-now';
import type { ApiError } from '@/lib/api-error';
import { formatAge } from '@/lib/format/dates';

type StaleNoticeProps = { error: ApiError; updatedAt: number; retry: () => void };

/** The last refresh failed; what is on screen is the last that was good. */
export function StaleNotice({ error, updatedAt, retry }: StaleNoticeProps) {
  return (
    <Notice
      code={error.code}
      action={
        <Button size="sm" onClick={retry}>
          <Icon name="retry" size={14} />
          Retry
        </Button>
      }
    >
      <b className="font-semibold">The overview could not be refreshed.</b> {error.message}{' '}
      <Age updatedAt={updatedAt} />
    </Notice>
  );
}

/** Ticks, so it is kept out of what a screen reader hears as an alert. */
function Age({ updatedAt }: { updatedAt: number }) {
  const now = useNow(1000);
  return (
    <span aria-hidden="true" className="text-ink-3">
      These numbers are {formatAge(now - updatedAt)} old.
    </span>
  );
}
