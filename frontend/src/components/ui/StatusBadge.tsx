import { Badge } from '@/components/ui/Badge';
import { UNKNOWN } from '@/lib/format/numbers';

/** A status code: the number first, its colour second. */
export function StatusBadge({ status }: { status: number | null }) {
  if (status === null) return <span title="The source did not tell a status">{UNKNOWN}</span>;
  return <Badge tone={status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'ok'}>{status}</Badge>;
}
