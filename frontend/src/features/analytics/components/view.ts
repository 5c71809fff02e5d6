import type { PanelState } from '@/components/ui/panel-state';
import type { PeriodView } from '@/features/analytics/components/use-period';

/** What a panel gets: its answer, how far that is, and what the page looks at. */
export type PanelProps<Answer> = {
  data: Answer | undefined;
  state: PanelState;
  view: PeriodView;
};
