import type { PanelState } from '@/components/ui/panel-state';
import type { Dashboard } from '@/features/dashboard/api/types';
import { RequestsChartCard } from '@/features/dashboard/components/RequestsChartCard';
import { SummaryStrip } from '@/features/dashboard/components/SummaryStrip';
import { TopModelsCard } from '@/features/dashboard/components/TopModelsCard';

type DashboardGridProps = {
  data: Dashboard | undefined;
  state: PanelState;
  switching: boolean;
  /** Offers a longer range where this one is empty. */
  onWiden: (() => void) | undefined;
};

export function DashboardGrid({ data, state, switching, onWiden }: DashboardGridProps) {
  return (
    <div aria-busy={switching} className="grid gap-3">
      <SummaryStrip data={data} state={state} />
      <div className="grid grid-cols-12 gap-3 *:col-span-12">
        <RequestsChartCard data={data} state={state} onWiden={onWiden} />
        <TopModelsCard data={data} state={state} onWiden={onWiden} />
      </div>
    </div>
  );
}
