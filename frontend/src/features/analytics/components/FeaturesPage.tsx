import { panelState } from '@/components/ui/panel-state';
import { useFeatureUse } from '@/features/analytics/api/charts';
import { EndpointsTable } from '@/features/analytics/components/EndpointsTable';
import { FeatureBars } from '@/features/analytics/components/FeatureBars';
import { PeriodPage } from '@/features/analytics/components/PeriodPage';
import { usePeriod } from '@/features/analytics/components/use-period';

/** Which features are used, and what they are made of. */
export default function FeaturesPage() {
  const view = usePeriod();
  const query = useFeatureUse(view.range);
  const card = { data: query.data, state: panelState(query, view.timeZone), view };
  return (
    <PeriodPage title="Feature usage" view={view} queries={[query]}>
      <FeatureBars {...card} />
      <EndpointsTable {...card} />
    </PeriodPage>
  );
}
