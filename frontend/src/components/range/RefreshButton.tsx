import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { useNow } from '@/hooks/use-now';
import { formatAge, formatDateTime } from '@/lib/format/dates';

export type Freshness = {
  refreshing: boolean;
  updatedAt: number;
  onRefresh: () => void;
  timeZone: string;
};

/** Loads anew, and tells how old what is shown is. */
export function RefreshButton({ refreshing, updatedAt, onRefresh, timeZone }: Freshness) {
  const now = useNow(1000);
  return (
    <Button
      variant="ghost"
      size="sm"
      disabled={refreshing}
      onClick={onRefresh}
      title={updatedAt > 0 ? `Loaded ${formatDateTime(updatedAt, timeZone)}` : undefined}
    >
      <Icon name="retry" size={14} />
      <span className="max-sm:sr-only">Refresh</span>
      {updatedAt > 0 && (
        <span className="font-normal text-ink-3 max-lg:hidden">
          {formatAge(now - updatedAt)} ago
        </span>
      )}
    </Button>
  );
}
