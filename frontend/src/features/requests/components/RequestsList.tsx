import { Link } from 'react-router';
import { Message } from '@/components/ui/Message';
import { Pager } from '@/components/ui/Pager';
import { Panel } from '@/components/ui/Panel';
import type { PanelState } from '@/components/ui/panel-state';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { filtersFromSearch, unfiltered } from '@/features/requests/api/search';
import type { RequestPage } from '@/features/requests/api/types';
import { RequestsTable } from '@/features/requests/components/RequestsTable';

type RequestsListProps = {
  page: RequestPage | undefined;
  state: PanelState;
  switching: boolean;
  openId: string | undefined;
  search: URLSearchParams;
  timeZone: string;
  isStaff: boolean;
  onNewer: (() => void) | undefined;
  onOlder: (() => void) | undefined;
};

export function RequestsList({ page, state, switching, search, ...list }: RequestsListProps) {
  const { onNewer, onOlder, ...table } = list;
  const filtered = Object.keys(filtersFromSearch(search)).length > 0;
  return (
    <div aria-busy={switching} className="grid">
      <Panel
        title={filtered ? 'Matching requests' : 'All requests'}
        sub="newest first"
        state={state}
        className="min-h-120"
        skeleton={<RowsSkeleton rows={14} />}
        foot={
          <Pager
            count={page?.results.length ?? 0}
            switching={switching}
            back="Newer"
            forth="Older"
            onBack={onNewer}
            onForth={onOlder}
          />
        }
        empty={page?.results.length === 0 && <Nothing search={search} filtered={filtered} />}
      >
        {page && <RequestsTable rows={page.results} search={search} {...table} />}
      </Panel>
    </div>
  );
}

function Nothing({ search, filtered }: { search: URLSearchParams; filtered: boolean }) {
  return (
    <Message
      icon="inbox"
      title="No requests in this range"
      action={
        filtered && <Link to={{ search: `?${unfiltered(search)}` }}>Take all filters off</Link>
      }
    >
      {filtered
        ? 'None passes all the filters that are set.'
        : 'They appear here as soon as your site answers one.'}
    </Message>
  );
}
