import { useParams, useSearchParams } from 'react-router';
import { Message } from '@/components/ui/Message';
import { panelState } from '@/components/ui/panel-state';
import { useUser } from '@/features/dashboard/api/user';
import { CostsBarCard } from '@/features/dashboard/components/CostsBarCard';
import { DashboardHeader } from '@/features/dashboard/components/DashboardHeader';
import { ErrorsDonutCard } from '@/features/dashboard/components/ErrorsDonutCard';
import { FeedbackCard } from '@/features/dashboard/components/FeedbackCard';
import { LatencyChartCard } from '@/features/dashboard/components/LatencyChartCard';
import { RequestsChartCard } from '@/features/dashboard/components/RequestsChartCard';
import { SessionsCard } from '@/features/dashboard/components/SessionsCard';
import { StaleNotice } from '@/features/dashboard/components/StaleNotice';
import { SummaryStrip } from '@/features/dashboard/components/SummaryStrip';
import { ThreatsCard } from '@/features/dashboard/components/ThreatsCard';
import { TimelineCard } from '@/features/dashboard/components/TimelineCard';
import { TopCountriesCard } from '@/features/dashboard/components/TopCountriesCard';
import { TopModelsCard } from '@/features/dashboard/components/TopModelsCard';
import { UserHeading } from '@/features/dashboard/components/UserHeading';
import type { DashboardView } from '@/features/dashboard/components/view';
import { useDocumentTitle } from '@/hooks/use-document-title';
import { requestsLink } from '@/lib/links';
import { rangeFromSearch, withRange, type DashboardRange } from '@/lib/range';
import { viewerTimeZone } from '@/lib/time-zone';

/** One user, for staff who look into what they did. */
export default function UserPage() {
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const range = rangeFromSearch(search);
  const query = useUser(id, range);
  const timeZone = viewerTimeZone();
  const state = panelState(query, timeZone);
  const found = query.data;
  useDocumentTitle(found?.user.username ?? 'User');
  const setRange = (next: DashboardRange) => setSearch(withRange(search, next));

  const filters = { user: id };
  const view: DashboardView = {
    range,
    filters,
    isStaff: true,
    filterLink: (name, value) => requestsLink({ range, filters }, { [name]: value }),
    onWiden: range.name === '3m' ? undefined : () => setRange({ name: '3m' }),
    onClear: undefined,
  };
  const card = { data: found?.dashboard, state, view };

  if (found === undefined && state.error?.status === 404) {
    return (
      <Message icon="inbox" title="There is no such user">
        Neither an account nor a request has the id {id}.
      </Message>
    );
  }
  return (
    <>
      <DashboardHeader query={query} range={range} onRangeChange={setRange} timeZone={timeZone} />
      <UserHeading user={found?.user} id={id} timeZone={timeZone} />
      {state.phase === 'ready' && state.error && (
        <StaleNotice error={state.error} updatedAt={query.dataUpdatedAt} retry={state.retry} />
      )}
      <div aria-busy={query.isPlaceholderData} className="grid min-w-0 gap-3">
        <SummaryStrip {...card} />
        <div className="grid grid-cols-12 gap-3 *:col-span-12">
          <RequestsChartCard {...card} />
          <ErrorsDonutCard {...card} />
          <LatencyChartCard {...card} />
          <CostsBarCard {...card} />
          <SessionsCard {...card} sessions={found?.sessions} />
          <TimelineCard {...card} timeline={found?.timeline} />
          <TopModelsCard {...card} />
          <ThreatsCard {...card} />
        </div>
        <div className="grid gap-3 *:col-span-1! sm:grid-cols-2">
          <TopCountriesCard {...card} />
          <FeedbackCard {...card} />
        </div>
      </div>
    </>
  );
}
