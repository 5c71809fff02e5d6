/** The one place of this feature that knows how the generated types are called. */
import type { DashboardResponse, RequestsPoint, SummaryNumbers, TopModel } from '@/types/types.gen';

export type Dashboard = DashboardResponse;
export type RequestBucket = RequestsPoint;
export type ModelUsage = TopModel;
export type Totals = SummaryNumbers;
