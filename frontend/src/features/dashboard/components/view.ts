import type { Span } from '@/components/charts/bucket-label';
import type { PanelState } from '@/components/ui/panel-state';
import type { Dashboard } from '@/features/dashboard/api/types';
import type { FilterName } from '@/lib/filters';
import type { Scope } from '@/lib/links';

/** What the page looks at, and where its panels lead. */
export type DashboardView = Scope & {
  isStaff: boolean;
  /** This page, narrowed to a value. */
  filterLink: (name: FilterName, value: string) => string;
  /** Shows a longer range, where there is one. */
  onWiden: (() => void) | undefined;
  /** Takes all filters off, where there are any. */
  onClear: (() => void) | undefined;
};

export type CardProps = {
  data: Dashboard | undefined;
  state: PanelState;
  view: DashboardView;
};

export function spanOf(data: Dashboard): Span;
export function spanOf(data: Dashboard | undefined): Span | undefined;
export function spanOf(data: Dashboard | undefined): Span | undefined {
  return data && { start: data.start, end: data.end, bucket: data.bucket, timeZone: data.timezone };
}
