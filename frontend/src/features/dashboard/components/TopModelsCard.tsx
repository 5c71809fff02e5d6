import { Panel } from '@/components/ui/Panel';
import type { PanelState } from '@/components/ui/panel-state';
import type { Dashboard } from '@/features/dashboard/api/types';
import { EmptyRange } from '@/features/dashboard/components/EmptyRange';
import { ModelsTable } from '@/features/dashboard/components/ModelsTable';
import { formatCount } from '@/lib/format/numbers';

type TopModelsCardProps = {
  data: Dashboard | undefined;
  state: PanelState;
  onWiden: (() => void) | undefined;
};

const SKELETON_ROWS = 6;

export function TopModelsCard({ data, state, onWiden }: TopModelsCardProps) {
  const calls = data?.summary.modelCalls;
  return (
    <Panel
      title="Top models"
      sub={calls === undefined ? undefined : `${formatCount(calls)} calls`}
      state={state}
      className="min-h-69"
      skeleton={<RowsSkeleton />}
      empty={
        data?.topModels.length === 0 && (
          <EmptyRange data={data} what="model calls" onWiden={onWiden}>
            A model appears here with its first call that is tracked.
          </EmptyRange>
        )
      }
    >
      {data && <ModelsTable models={data.topModels} />}
    </Panel>
  );
}

function RowsSkeleton() {
  return (
    <div aria-hidden="true" className="grid gap-5.5 px-3.5 py-8.5">
      {Array.from({ length: SKELETON_ROWS }, (_, index) => (
        <i key={index} className="skeleton h-3" />
      ))}
    </div>
  );
}
