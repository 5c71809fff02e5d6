/** The one place of this feature that knows how the generated types are called. */
import type {
  DashboardModel,
  DashboardRequestBucket,
  DashboardResponse,
  DashboardTotals,
} from '@/types/types.gen';

export type Dashboard = DashboardResponse;
export type RequestBucket = DashboardRequestBucket;
export type ModelUsage = DashboardModel;
export type Totals = DashboardTotals;
