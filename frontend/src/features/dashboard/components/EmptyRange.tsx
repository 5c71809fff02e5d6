import type { ReactNode } from 'react';
import { Button } from '@/components/ui/Button';
import { Message } from '@/components/ui/Message';
import type { Dashboard } from '@/features/dashboard/api/types';
import { formatDay } from '@/lib/format/dates';

type EmptyRangeProps = {
  data: Dashboard;
  what: string;
  onWiden: (() => void) | undefined;
  /** What makes something appear. */
  children: ReactNode;
};

/** Nothing happened in this range: says so, and offers a longer one. */
export function EmptyRange({ data, what, onWiden, children }: EmptyRangeProps) {
  const first = formatDay(data.start, data.timezone);
  const last = formatDay(Date.parse(data.end) - 1, data.timezone);
  return (
    <Message
      icon="inbox"
      title={`No ${what} ${first === last ? `on ${first}` : `from ${first} to ${last}`}`}
      action={onWiden && <Button onClick={onWiden}>Show the last 3 months</Button>}
    >
      {children}
    </Message>
  );
}
