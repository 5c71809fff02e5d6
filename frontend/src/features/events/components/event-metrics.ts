import type { Metric } from '@/components/metrics/MetricCard';
import type { ProjectOverview } from '@/features/events/api/types';
import { relativeChange } from '@/lib/format/change';
import { formatCount, formatCountExact, formatTenths, UNKNOWN } from '@/lib/format/numbers';

/** Where the numbers lead. */
export const EVENTS_ID = 'top-events';
export const SESSIONS_ID = 'sessions';
export const VISITORS_ID = 'visitors';

type Counted = 'events' | 'pageViews' | 'sessions' | 'uniqueUsers';

/** The page's numbers, each beside the range before. */
export function eventMetrics(data: ProjectOverview): Metric[] {
  const average = data.avgSessionMinutes;
  const before = data.previous.avgSessionMinutes;
  const count = (label: string, name: Counted, id: string, note: string): Metric => ({
    label,
    to: `#${id}`,
    figure: formatCount(data[name]),
    exact: formatCountExact(data[name]),
    change: relativeChange(data[name], data.previous[name]),
    before: formatCount(data.previous[name]),
    note,
  });
  return [
    count('Events', 'events', EVENTS_ID, 'page views included'),
    count('Page views', 'pageViews', EVENTS_ID, 'told by the script'),
    count('Visitors', 'uniqueUsers', VISITORS_ID, 'each counted once'),
    count('Sessions', 'sessions', SESSIONS_ID, `${formatCount(data.activeSessions)} active now`),
    {
      label: 'Average session',
      to: `#${SESSIONS_ID}`,
      ...minutes(average),
      unknown: average === null ? 'There were no sessions' : undefined,
      change: relativeChange(average, before),
      before: minutes(before).figure,
      note: 'first to last event',
    },
  ];
}

function minutes(value: number | null) {
  return value === null
    ? { figure: UNKNOWN, unit: '' }
    : { figure: formatTenths(value), unit: 'min' };
}
