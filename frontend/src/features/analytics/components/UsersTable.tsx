import { Link } from 'react-router';
import { Ago } from '@/components/ui/Ago';
import { Count, Money } from '@/components/ui/Figure';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { SortableTh } from '@/components/ui/SortableTh';
import { Td, Th } from '@/components/ui/Table';
import { USUAL_SORT } from '@/features/analytics/api/users';
import type { UserUse } from '@/features/analytics/api/types';
import type { PeriodView } from '@/features/analytics/components/use-period';
import { formatTenths, UNKNOWN } from '@/lib/format/numbers';
import { requestsLink, userLink } from '@/lib/links';
import { narrowedBy } from '@/lib/list-search';

type UsersTableProps = { rows: UserUse[]; view: PeriodView };

const medium = 'max-sm:hidden';
const wide = 'max-md:hidden';
const widest = 'max-lg:hidden';

/** A row a user, in the server's order. */
export function UsersTable({ rows, view }: UsersTableProps) {
  const { search, setSearch } = view;
  const column = {
    sort: search.get('sort') ?? USUAL_SORT,
    onSort: (sort: string) => setSearch(narrowedBy(search, 'sort', sort)),
  };
  return (
    <ScrollBox label="Users as a table" className="pt-1">
      <table className="w-full border-collapse">
        <caption className="sr-only">Users with what they did in the range</caption>
        <thead>
          <tr>
            <SortableTh {...column} name="name" label="Name" />
            <SortableTh {...column} name="email" label="E-mail" className={wide} />
            <SortableTh {...column} name="userId" label="Id" className={widest} />
            <SortableTh {...column} name="requests" label="Requests" numeric />
            <SortableTh {...column} name="sessions" label="Sessions" numeric className={medium} />
            <SortableTh {...column} name="minutes" label="Minutes" numeric className={medium} />
            <SortableTh {...column} name="tokens" label="Tokens" numeric className={wide} />
            <SortableTh {...column} name="costUsd" label="Cost" numeric className={medium} />
            <SortableTh {...column} name="lastActive" label="Last active" numeric />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.userId} row={row} view={view} />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Row({ row, view }: { row: UserUse; view: PeriodView }) {
  const { userId, name, email } = row;
  return (
    <tr className="relative hover:bg-hover">
      <Th scope="row" className="w-full max-w-0 md:w-auto md:max-w-60">
        <Link
          to={userLink(userId, view.scope.range)}
          title={name}
          className="block truncate font-medium text-ink after:absolute after:inset-0"
        >
          {name || `Deleted user ${userId}`}
        </Link>
      </Th>
      <Td className={`max-w-60 truncate text-ink-2 ${wide}`} title={email}>
        {email || UNKNOWN}
      </Td>
      <Td className={`max-w-40 truncate font-mono text-xs text-ink-3 ${widest}`} title={userId}>
        {userId}
      </Td>
      <Td numeric>
        <Link
          to={requestsLink({ ...view.scope, filters: { user: userId } })}
          className="relative text-ink"
        >
          <Count value={row.requests} />
        </Link>
      </Td>
      <Td numeric className={medium}>
        <Count value={row.sessions} />
      </Td>
      <Td numeric className={medium}>
        {formatTenths(row.minutes)}
      </Td>
      <Td numeric className={wide}>
        <Count value={row.tokens} />
      </Td>
      <Td numeric className={medium}>
        <Money value={row.costUsd} />
      </Td>
      <Td numeric title={row.lastActive === null ? 'Never seen' : undefined}>
        {row.lastActive === null ? (
          UNKNOWN
        ) : (
          <Ago at={row.lastActive} timeZone={view.timeZone} className="text-ink-2" />
        )}
      </Td>
    </tr>
  );
}
