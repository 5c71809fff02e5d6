import { Link } from 'react-router';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { EmptyRange } from '@/components/range/EmptyRange';
import { ModelsTable } from '@/features/dashboard/components/ModelsTable';
import type { CardProps } from '@/features/dashboard/components/view';
import { formatCount } from '@/lib/format/numbers';
import { requestsLink } from '@/lib/links';

export function TopModelsCard({ data, state, view }: CardProps) {
  const calls = data?.summary.modelCalls;
  return (
    <Panel
      title="Top models"
      sub={calls === undefined ? undefined : `${formatCount(calls)} calls`}
      className={`min-h-69 sm:col-span-12 ${view.isStaff ? 'lg:col-span-8 lg:min-h-110' : ''}`}
      state={state}
      skeleton={<RowsSkeleton rows={8} />}
      actions={<Link to={requestsLink(view, { ai: true })}>AI requests</Link>}
      empty={
        data?.topModels.length === 0 && (
          <EmptyRange data={data} what="model calls" view={view}>
            A model appears here with its first call that is tracked.
          </EmptyRange>
        )
      }
    >
      {data && <ModelsTable models={data.topModels} view={view} />}
    </Panel>
  );
}
