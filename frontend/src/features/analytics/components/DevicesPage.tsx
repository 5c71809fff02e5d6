import { panelState } from '@/components/ui/panel-state';
import { useDevices } from '@/features/analytics/api/charts';
import { PeriodPage } from '@/features/analytics/components/PeriodPage';
import { SharesCard, type ShareRow } from '@/features/analytics/components/SharesCard';
import { usePeriod } from '@/features/analytics/components/use-period';
import { platformWords } from '@/lib/platform-words';
import { requestsLink } from '@/lib/links';

/** What people come with. */
export default function DevicesPage() {
  const view = usePeriod();
  const query = useDevices(view.range);
  const { data } = query;
  const card = { data, state: panelState(query, view.timeZone), view };
  const platforms = data?.platforms.map((share): ShareRow => ({
    ...share,
    words: platformWords(share.name),
    to: requestsLink(view.scope, { platform: share.name }),
  }));
  const versions = data?.platforms
    .flatMap(({ name, versions }) =>
      versions.map((share): ShareRow => ({
        ...share,
        name: `${name} ${share.name}`,
        words: `${platformWords(name)} ${share.name}`,
      })),
    )
    .toSorted((a, b) => b.sessions - a.sessions);
  return (
    <PeriodPage title="Devices" view={view} queries={[query]}>
      <div className="grid gap-3 md:grid-cols-2">
        <SharesCard {...card} title="Platforms" rows={platforms} />
        <SharesCard {...card} title="Versions" what="Versions of your apps" rows={versions} />
        <SharesCard {...card} title="Browsers" rows={data?.browsers} />
        <SharesCard {...card} title="Operating systems" rows={data?.operatingSystems} />
      </div>
    </PeriodPage>
  );
}
