import { createPortal } from 'react-dom';
import { Icon } from '@/components/ui/Icon';
import { useToolbarSlot } from '@/components/ui/toolbar-slot';
import type { DashboardRange } from '@/features/dashboard/api/range';
import { LiveState } from '@/features/dashboard/components/LiveState';
import { RangePicker } from '@/features/dashboard/components/RangePicker';
import { useNow } from '@/hooks/use-now';
import { formatOffset } from '@/lib/format/dates';

type DashboardHeaderProps = {
  range: DashboardRange;
  onRangeChange: (range: DashboardRange) => void;
  timeZone: string;
  updatedAt: number;
  failing: boolean;
};

/** The overview's part of the top bar: which time, in which zone, and how fresh. */
export function DashboardHeader({ range, onRangeChange, timeZone, ...live }: DashboardHeaderProps) {
  const slot = useToolbarSlot();
  const now = useNow(60_000);
  if (!slot) return null;
  return createPortal(
    <>
      <RangePicker range={range} onChange={onRangeChange} timeZone={timeZone} />
      <div className="ml-auto flex items-center gap-3 max-sm:order-1">
        <LiveState {...live} timeZone={timeZone} />
        <span
          title={`Times are in ${timeZone} (${formatOffset(now, timeZone)})`}
          className="flex items-center gap-1.5 text-xs text-ink-2 max-sm:hidden"
        >
          <Icon name="clock" size={14} />
          <span className="sr-only">Time zone</span>
          {timeZone}
        </span>
      </div>
    </>,
    slot,
  );
}
