/** The one place of this feature that knows how the generated types are called. */
import type {
  Firing as FiringEntry,
  HistoryEntry,
  PaginatedThreatItemList,
  RequestItem,
  RuleQuality as Quality,
  ThreatDetail,
  ThreatItem,
  ThreatResponse,
  ThreatsPoint,
  ThreatSummary,
} from '@/types/types.gen';

export type ThreatPage = PaginatedThreatItemList;
export type ThreatRow = ThreatItem;
export type SingleThreat = ThreatDetail;
export type ThreatView = ThreatResponse;
export type NearRequest = RequestItem;
export type Deed = HistoryEntry;
export type Firing = FiringEntry;
export type RuleQuality = Quality;
export type Summary = ThreatSummary;
export type SummaryBucket = ThreatsPoint;
