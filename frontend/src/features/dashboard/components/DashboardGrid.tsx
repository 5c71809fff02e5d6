import { CostsBarCard } from '@/features/dashboard/components/CostsBarCard';
import { CriticalNotice } from '@/features/dashboard/components/CriticalNotice';
import { ErrorsDonutCard } from '@/features/dashboard/components/ErrorsDonutCard';
import { FeedbackCard } from '@/features/dashboard/components/FeedbackCard';
import { LatencyChartCard } from '@/features/dashboard/components/LatencyChartCard';
import { RequestsChartCard } from '@/features/dashboard/components/RequestsChartCard';
import { SummaryStrip } from '@/features/dashboard/components/SummaryStrip';
import { ThreatsCard } from '@/features/dashboard/components/ThreatsCard';
import { TopCountriesCard } from '@/features/dashboard/components/TopCountriesCard';
import { TopModelsCard } from '@/features/dashboard/components/TopModelsCard';
import { UsersCard } from '@/features/dashboard/components/UsersCard';
import type { CardProps } from '@/features/dashboard/components/view';

type DashboardGridProps = CardProps & { switching: boolean };

/** What is on fire, the six numbers, volume and errors, latency and money, who and what. */
export function DashboardGrid({ switching, ...card }: DashboardGridProps) {
  const { data, view } = card;
  return (
    <div aria-busy={switching} className="grid min-w-0 gap-3">
      {view.isStaff && data && <CriticalNotice threats={data.threats} scope={view} />}
      <SummaryStrip {...card} />
      <div className="grid grid-cols-12 gap-3 *:col-span-12">
        <RequestsChartCard {...card} />
        <ErrorsDonutCard {...card} />
        <LatencyChartCard {...card} />
        <CostsBarCard {...card} />
        <TopModelsCard {...card} />
        {view.isStaff && <ThreatsCard {...card} />}
        <TopCountriesCard {...card} />
        <UsersCard {...card} />
        <FeedbackCard {...card} />
      </div>
    </div>
  );
}
