/** The one place of this feature that knows how the generated types are called. */
import type { Call, PaginatedRequestItemList, RequestDetail, RequestItem } from '@/types/types.gen';

export type ModelCall = Call;
export type RequestPage = PaginatedRequestItemList;
export type RequestRow = RequestItem;
export type SingleRequest = RequestDetail;
