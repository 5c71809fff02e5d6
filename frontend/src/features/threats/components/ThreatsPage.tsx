import { useParams, useSearchParams } from 'react-router';
import { RefreshHeader } from '@/components/range/RefreshHeader';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { Message } from '@/components/ui/Message';
import { panelState } from '@/components/ui/panel-state';
import { useSummary } from '@/features/threats/api/summary';
import { useThreat } from '@/features/threats/api/threat';
import { useThreats } from '@/features/threats/api/threats';
import { AllKeys, KeyHints } from '@/features/threats/components/KeyHints';
import { OutcomeToast } from '@/features/threats/components/OutcomeToast';
import { SeverityTabs } from '@/features/threats/components/SeverityTabs';
import { ThreatDrawer } from '@/features/threats/components/ThreatDrawer';
import { ThreatFilters } from '@/features/threats/components/ThreatFilters';
import { ThreatsList } from '@/features/threats/components/ThreatsList';
import { ThreatsOverview } from '@/features/threats/components/ThreatsOverview';
import { useNewcomers } from '@/features/threats/components/use-newcomers';
import { useDesk } from '@/features/threats/components/use-desk';
import { useDocumentTitle } from '@/hooks/use-document-title';
import { cx } from '@/lib/cx';
import { formatCount } from '@/lib/format/numbers';
import { atCursor, pagesOf } from '@/lib/list-search';
import { rangeFromSearch, rangeInWords, withRange } from '@/lib/range';
import { viewerTimeZone } from '@/lib/time-zone';

/** What was found: numbers, the list that staff work through, and beside it the one that is open. */
export default function ThreatsPage() {
  const { id } = useParams();
  useDocumentTitle(id === undefined ? 'Threats' : 'Threat');
  const [search, setSearch] = useSearchParams();
  const range = rangeFromSearch(search);
  const timeZone = viewerTimeZone();
  const list = useThreats(search);
  const single = useThreat(id);
  const counted = useSummary(range);
  const summary = counted.data;
  const opened = single.data?.threat.id === id ? single.data?.threat : undefined;
  const desk = useDesk({ rows: list.data?.results ?? [], openId: id, opened, search });
  const page = list.data;
  const pages = pagesOf(page, search, setSearch);
  const newcomers = useNewcomers(list.dataUpdatedAt, summary?.total, counted.dataUpdatedAt);
  const refresh = () => {
    void list.refetch();
    void counted.refetch();
  };

  if (panelState(list, timeZone).error?.status === 403) return <NotAllowed />;
  return (
    <>
      <RefreshHeader
        range={range}
        timeZone={timeZone}
        refreshing={list.isFetching}
        updatedAt={list.dataUpdatedAt}
        onRefresh={refresh}
        onRangeChange={(next) => setSearch(atCursor(withRange(search, next), undefined))}
      />
      <div className="grid items-start gap-3 drawer:flex">
        <div className={cx('grid min-w-0 flex-1 gap-3', id !== undefined && 'max-drawer:hidden')}>
          <div className="flex flex-wrap items-baseline gap-x-3">
            <h1 className="text-lg font-semibold">Threats</h1>
            <span className="text-ink-2">
              {summary &&
                `${formatCount(summary.unresolved)} open of ${formatCount(summary.total)}, `}
              {rangeInWords(range)}
            </span>
            <KeyHints open={desk.helping} onToggle={() => desk.setHelping(!desk.helping)} />
          </div>
          {desk.helping && <AllKeys />}
          {id === undefined && (
            <ThreatsOverview
              summary={summary}
              state={panelState(counted, timeZone)}
              search={search}
            />
          )}
          <ThreatFilters search={search} summary={summary} onChange={setSearch} />
          <SeverityTabs search={search} summary={summary} />
          <div role="status">
            {newcomers > 0 && (
              <Button size="sm" onClick={refresh}>
                <Icon name="retry" size={14} />
                {formatCount(newcomers)} new, show {newcomers === 1 ? 'it' : 'them'}
              </Button>
            )}
          </div>
          <ThreatsList
            page={page}
            state={panelState(list, timeZone)}
            switching={list.isPlaceholderData}
            desk={desk}
            openId={id}
            search={search}
            timeZone={timeZone}
            onPrevious={pages.onBack}
            onNext={pages.onForth}
          />
        </div>
        {id !== undefined && (
          <ThreatDrawer id={id} query={single} desk={desk} search={search} timeZone={timeZone} />
        )}
      </div>
      <OutcomeToast outcome={desk.outcome} onDismiss={desk.dismiss} />
    </>
  );
}

function NotAllowed() {
  return (
    <Message alert icon="warning" title="You may not see threats">
      Ask an administrator for the permission to view them (dashboard.view_threatlog).
    </Message>
  );
}
