import { panelState } from '@/components/ui/panel-state';
import { useGrowth, useOverview, useTrends, type Step } from '@/features/analytics/api/charts';
import { useActiveSessions, useSessions } from '@/features/analytics/api/sessions';
import { useUsers } from '@/features/analytics/api/users';
import { ActiveNow } from '@/features/analytics/components/ActiveNow';
import { GrowthCards } from '@/features/analytics/components/GrowthCards';
import { overviewMetrics } from '@/features/analytics/components/overview-metrics';
import { PeriodPage } from '@/features/analytics/components/PeriodPage';
import { SessionsList } from '@/features/analytics/components/SessionsList';
import { TrendCards } from '@/features/analytics/components/TrendCards';
import { usePeriod } from '@/features/analytics/components/use-period';
import { UsersList } from '@/features/analytics/components/UsersList';
import { MetricStrip } from '@/components/metrics/MetricStrip';
import { useHeld } from '@/hooks/use-held';

const STEPS: readonly Step[] = ['day', 'week', 'month'];

/** Who uses the product: how many, who, in which sessions, and whether they come back. */
export default function PeoplePage() {
  const view = usePeriod();
  const { range, search, timeZone } = view;
  const by = STEPS.find((step) => step === search.get('by')) ?? 'day';
  const [usersHold, sessionsHold, activeHold] = [useHeld(), useHeld(), useHeld()];
  const overview = useOverview(range);
  const trends = useTrends(range, by);
  const growth = useGrowth(range);
  const users = useUsers(search, usersHold.held);
  const sessions = useSessions(search, sessionsHold.held);
  const active = useActiveSessions(activeHold.held);
  const stateOf = (query: Parameters<typeof panelState>[0]) => panelState(query, timeZone);

  return (
    <PeriodPage
      title="Users & sessions"
      view={view}
      queries={[overview, trends, growth, users, sessions, active]}
    >
      <MetricStrip
        label="People in numbers"
        state={stateOf(overview)}
        metrics={overview.data && overviewMetrics(overview.data, view)}
        count={8}
        className="min-h-18 grid-cols-2 sm:grid-cols-4 min-[1440px]:grid-cols-8"
      />
      <TrendCards data={trends.data} state={stateOf(trends)} view={view} by={by} />
      <GrowthCards data={growth.data} state={stateOf(growth)} view={view} by={by} />
      <div {...usersHold.box} className="grid min-w-0">
        <UsersList
          data={users.data}
          state={stateOf(users)}
          view={view}
          switching={users.isPlaceholderData}
        />
      </div>
      <div className="grid items-start gap-3 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div {...sessionsHold.box} className="grid min-w-0">
          <SessionsList
            data={sessions.data}
            state={stateOf(sessions)}
            view={view}
            switching={sessions.isPlaceholderData}
          />
        </div>
        <div {...activeHold.box} className="grid min-w-0">
          <ActiveNow data={active.data} state={stateOf(active)} view={view} />
        </div>
      </div>
    </PeriodPage>
  );
}
