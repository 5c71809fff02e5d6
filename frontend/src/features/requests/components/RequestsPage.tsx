import { useParams, useSearchParams } from 'react-router';
import { RefreshHeader } from '@/components/range/RefreshHeader';
import { panelState } from '@/components/ui/panel-state';
import { useRequests } from '@/features/requests/api/requests';
import { ExportButtons } from '@/features/requests/components/ExportButtons';
import { FilterBar } from '@/features/requests/components/FilterBar';
import { RequestDrawer } from '@/features/requests/components/RequestDrawer';
import { RequestsList } from '@/features/requests/components/RequestsList';
import { useDocumentTitle } from '@/hooks/use-document-title';
import { cx } from '@/lib/cx';
import { atCursor, pagesOf } from '@/lib/list-search';
import { rangeFromSearch, rangeInWords, withRange } from '@/lib/range';
import { viewerTimeZone } from '@/lib/time-zone';

/** The requests behind the numbers: a list, and beside it the one that is open. */
export default function RequestsPage({ isStaff }: { isStaff: boolean }) {
  const { id } = useParams();
  useDocumentTitle(id === undefined ? 'Requests' : 'Request');
  const [search, setSearch] = useSearchParams();
  const query = useRequests(search);
  const timeZone = viewerTimeZone();
  const range = rangeFromSearch(search);
  const page = query.data;
  const pages = pagesOf(page, search, setSearch);

  return (
    <>
      <RefreshHeader
        range={range}
        timeZone={timeZone}
        refreshing={query.isFetching}
        updatedAt={query.dataUpdatedAt}
        onRefresh={() => void query.refetch()}
        onRangeChange={(next) => setSearch(atCursor(withRange(search, next), undefined))}
      />
      <div className="grid items-start gap-3 drawer:flex">
        <div className={cx('grid min-w-0 flex-1 gap-3', id !== undefined && 'max-drawer:hidden')}>
          <div className="flex flex-wrap items-baseline gap-x-3">
            <h1 className="text-lg font-semibold">Requests</h1>
            <span className="text-ink-2">{rangeInWords(range)}</span>
            <ExportButtons search={search} />
          </div>
          <FilterBar search={search} range={range} isStaff={isStaff} onChange={setSearch} />
          <RequestsList
            page={page}
            state={panelState(query, timeZone)}
            switching={query.isPlaceholderData}
            openId={id}
            search={search}
            timeZone={timeZone}
            isStaff={isStaff}
            onNewer={pages.onBack}
            onOlder={pages.onForth}
          />
        </div>
        {id !== undefined && (
          <RequestDrawer id={id} search={search} timeZone={timeZone} isStaff={isStaff} />
        )}
      </div>
    </>
  );
}
