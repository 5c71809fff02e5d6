import type { Metric } from '@/components/metrics/MetricCard';
import type { Overview } from '@/features/analytics/api/types';
import type { PeriodView } from '@/features/analytics/components/use-period';
import { formatCount, formatCountExact, formatTenths, UNKNOWN } from '@/lib/format/numbers';
import { requestsLink } from '@/lib/links';

/** Where numbers of users and of sessions lead. */
export const USERS_ID = 'users';
export const SESSIONS_ID = 'sessions';

/** The page's numbers: who was active up to now, whatever the range, then those of the range. */
export function overviewMetrics(data: Overview, view: PeriodView): Metric[] {
  const { today, week, month } = data.activeUsers;
  const average = data.avgSessionMinutes;
  return [
    { label: 'Active today', to: `#${USERS_ID}`, ...count(today), note: 'users' },
    { label: 'Active this week', to: `#${USERS_ID}`, ...count(week), note: 'users in 7 days' },
    { label: 'Active this month', to: `#${USERS_ID}`, ...count(month), note: 'users in 30 days' },
    { label: 'Users', to: `#${USERS_ID}`, ...count(data.uniqueUsers), note: 'in the range' },
    {
      label: 'Sessions',
      to: `#${SESSIONS_ID}`,
      ...count(data.sessions),
      note: `${formatCount(data.activeSessions)} active now`,
    },
    {
      label: 'Average session',
      to: `#${SESSIONS_ID}`,
      figure: average === null ? UNKNOWN : formatTenths(average),
      unit: average === null ? '' : 'min',
      unknown: average === null ? 'There were no sessions' : undefined,
      note: 'first to last sign',
    },
    { label: 'Page views', to: `#${SESSIONS_ID}`, ...count(data.pageViews), note: 'in the range' },
    {
      label: 'Requests',
      to: requestsLink(view.scope),
      ...count(data.totalRequests),
      note: 'in the range',
    },
  ];
}

function count(value: number) {
  return { figure: formatCount(value), exact: formatCountExact(value) };
}
