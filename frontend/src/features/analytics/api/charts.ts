import { useQuery } from '@tanstack/react-query';
import { analyticsQuery, periodQuery } from '@/features/analytics/api/question';
import type {
  Devices,
  FeatureUse,
  Growth,
  Overview,
  PeakHours,
  Trends,
} from '@/features/analytics/api/types';
import { useRefreshing } from '@/hooks/use-auto-refresh';
import type { PeriodRange } from '@/lib/range';
import { viewerTimeZone } from '@/lib/time-zone';

/** Length of a bucket. */
export type Step = 'day' | 'week' | 'month';

function useChart<Answer>(question: string, range: PeriodRange, more: Record<string, string> = {}) {
  const query = { ...periodQuery(range, viewerTimeZone()), ...more };
  return useQuery({ ...analyticsQuery<Answer>(question, query), ...useRefreshing() });
}

/** How many people, sessions, requests and page views. */
export function useOverview(range: PeriodRange) {
  return useChart<Overview>('overview', range);
}

/** Active users, requests, sessions and response times over time. */
export function useTrends(range: PeriodRange, by: Step) {
  return useChart<Trends>('trends', range, { by });
}

/** New and active users, and how many stay. */
export function useGrowth(range: PeriodRange) {
  return useChart<Growth>('growth', range);
}

/** Features and endpoints by use. */
export function useFeatureUse(range: PeriodRange) {
  return useChart<FeatureUse>('endpoints', range);
}

/** Platforms and versions, browsers and operating systems. */
export function useDevices(range: PeriodRange) {
  return useChart<Devices>('devices', range);
}

/** Requests by weekday and hour. */
export function usePeakHours(range: PeriodRange) {
  return useChart<PeakHours>('peak-hours', range);
}
