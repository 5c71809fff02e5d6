/** The one place of this feature that knows how the generated types are called. */
import type {
  CostsPoint,
  DashboardResponse,
  DashboardThreats,
  ErrorStatus,
  LatencyPoint,
  RecentFeedback,
  RequestsPoint,
  SummaryNumbers,
  TimelineEntry,
  TopModel,
  TopUser,
  UserOverview,
  UserProfile,
} from '@/types/types.gen';

export type Dashboard = DashboardResponse;
export type RequestBucket = RequestsPoint;
export type CostBucket = CostsPoint;
export type LatencyBucket = LatencyPoint;
export type FailedStatus = ErrorStatus;
export type ModelUsage = TopModel;
export type UserUsage = TopUser;
export type Totals = SummaryNumbers;
export type Threats = DashboardThreats;
export type Rating = RecentFeedback;

export type UserView = UserOverview;
export type UserAccount = UserProfile;
export type TimelineItem = TimelineEntry;
export type { Visit } from '@/types/types.gen';
