import { RangeToolbar } from '@/components/range/RangeToolbar';
import { RefreshButton, type Freshness } from '@/components/range/RefreshButton';
import { PRESETS, type DashboardRange } from '@/lib/range';

type RefreshHeaderProps = Freshness & {
  range: DashboardRange;
  onRangeChange: (range: DashboardRange) => void;
};

/** A list's part of the top bar. It is refreshed by hand: rows must not move under a pointer. */
export function RefreshHeader({ range, onRangeChange, ...fresh }: RefreshHeaderProps) {
  return (
    <RangeToolbar
      picker={{ presets: PRESETS, range, onChange: onRangeChange }}
      timeZone={fresh.timeZone}
      fresh={<RefreshButton {...fresh} />}
    />
  );
}
