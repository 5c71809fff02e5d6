import type { ReactNode } from 'react';
import { Button } from '@/components/ui/Button';
import { Message } from '@/components/ui/Message';
import { formatDay } from '@/lib/format/dates';

/** What can be done about it. */
type Ways = {
  /** Shows a longer range, where there is one. */
  onWiden: (() => void) | undefined;
  /** That range in words: the last 3 months unless said. */
  wider?: string;
  /** Takes all filters off, where there are any. */
  onClear: (() => void) | undefined;
};

type EmptyRangeProps = {
  data: { start: string; end: string; timezone: string };
  what: string;
  view: Ways;
  /** What makes something appear. */
  children: ReactNode;
};

/** Nothing happened in this range: says so, and offers to look at more. */
export function EmptyRange({ data, what, view, children }: EmptyRangeProps) {
  const first = formatDay(data.start, data.timezone);
  const last = formatDay(Date.parse(data.end) - 1, data.timezone);
  return (
    <Message
      icon="inbox"
      title={`No ${what} ${first === last ? `on ${first}` : `from ${first} to ${last}`}`}
      action={<NextStep view={view} />}
    >
      {view.onClear ? 'The filters above leave none.' : children}
    </Message>
  );
}

function NextStep({ view: { onClear, onWiden, wider } }: { view: Ways }) {
  if (onClear) return <Button onClick={onClear}>Clear the filters</Button>;
  return onWiden && <Button onClick={onWiden}>Show {wider ?? 'the last 3 months'}</Button>;
}
