import { Button } from '@/components/ui/Button';
import { Message } from '@/components/ui/Message';
import { Pager } from '@/components/ui/Pager';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { SearchField } from '@/components/ui/SearchField';
import type { UserList } from '@/features/analytics/api/types';
import { USERS_ID } from '@/features/analytics/components/overview-metrics';
import { UsersTable } from '@/features/analytics/components/UsersTable';
import type { PanelProps } from '@/features/analytics/components/view';
import { narrowedBy, pagesOf } from '@/lib/list-search';

type UsersListProps = PanelProps<UserList> & { switching: boolean };

/** Everybody with what they did in the range; order, search and page are in the URL. */
export function UsersList({ data, state, view, switching }: UsersListProps) {
  const { search, setSearch } = view;
  const wanted = search.get('search') ?? '';
  const find = (text: string) => setSearch(narrowedBy(search, 'search', text));
  return (
    <Panel
      id={USERS_ID}
      title="Users"
      sub="with what they did in the range, and the cost of priced calls"
      className="min-h-120"
      state={state}
      skeleton={<RowsSkeleton rows={10} />}
      foot={
        <Pager
          count={data?.results.length ?? 0}
          switching={switching}
          {...pagesOf(data, search, setSearch)}
        />
      }
      empty={
        data?.results.length === 0 &&
        !wanted && (
          <Message icon="inbox" title="No users yet">
            They appear with their account, or with their first request.
          </Message>
        )
      }
    >
      <div className="px-3.5 pt-2">
        <SearchField label="Search by name or e-mail" value={wanted} onSearch={find} />
      </div>
      {data && data.results.length > 0 && <UsersTable rows={data.results} view={view} />}
      {data?.results.length === 0 && (
        <Message
          icon="inbox"
          title="Nobody is called so"
          action={<Button onClick={() => find('')}>Show everybody</Button>}
        >
          No name and no e-mail address holds “{wanted}”.
        </Message>
      )}
    </Panel>
  );
}
