import type { ReactNode } from 'react';
import { LiveState } from '@/components/range/LiveState';
import type { RangePickerProps } from '@/components/range/RangePicker';
import { RangeToolbar } from '@/components/range/RangeToolbar';
import { RefreshButton, type Freshness } from '@/components/range/RefreshButton';
import { Switch } from '@/components/ui/Switch';
import { useAutoRefresh } from '@/hooks/use-auto-refresh';
import { autoRefreshChoice } from '@/lib/auto-refresh';
import type { RangeName } from '@/lib/range';

type LiveHeaderProps<Name extends RangeName> = Freshness & {
  picker?: Omit<RangePickerProps<Name>, 'timeZone'>;
  failing: boolean;
  children?: ReactNode;
};

/** The top bar of a page that follows the server, or is refreshed by hand when that is off. */
export function LiveHeader<Name extends RangeName>({
  picker,
  failing,
  children,
  ...fresh
}: LiveHeaderProps<Name>) {
  const on = useAutoRefresh();
  return (
    <RangeToolbar
      picker={picker}
      timeZone={fresh.timeZone}
      fresh={
        <>
          {on ? <LiveState {...fresh} failing={failing} /> : <RefreshButton {...fresh} />}
          <Switch
            label="Auto-refresh"
            short="Auto"
            on={on}
            onChange={(next) => autoRefreshChoice.set(next ? 'on' : 'off')}
          />
        </>
      }
    >
      {children}
    </RangeToolbar>
  );
}
