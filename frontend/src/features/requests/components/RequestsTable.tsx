import { Link } from 'react-router';
import { Badge } from '@/components/ui/Badge';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { StatusBadge } from '@/components/ui/StatusBadge';
import { Td, Th } from '@/components/ui/Table';
import { UserName } from '@/components/ui/UserName';
import type { RequestRow } from '@/features/requests/api/types';
import { cx } from '@/lib/cx';
import { formatDateTime, formatDay, formatTimeOfDay } from '@/lib/format/dates';
import { formatDuration } from '@/lib/format/duration';
import { formatMoney } from '@/lib/format/money';
import { formatCount, UNKNOWN } from '@/lib/format/numbers';
import { rangeFromSearch } from '@/lib/range';

type RequestsTableProps = {
  rows: RequestRow[];
  openId: string | undefined;
  search: URLSearchParams;
  timeZone: string;
  isStaff: boolean;
};

const medium = 'max-sm:hidden';
const wide = 'max-lg:hidden';

/** One row a request; its time leads to everything that is known of it. */
export function RequestsTable({ rows, openId, search, timeZone, isStaff }: RequestsTableProps) {
  const range = rangeFromSearch(search);
  // Beside an open request there is room for the essential only.
  const roomy = cx(wide, openId !== undefined && '2xl:table-cell hidden');
  return (
    <ScrollBox label="Requests as a table" className="pt-1">
      <table className="w-full border-collapse">
        <caption className="sr-only">Requests, newest first</caption>
        <thead>
          <tr>
            <Th aria-sort="descending">
              Time <span aria-hidden="true">↓</span>
            </Th>
            <Th>Endpoint</Th>
            <Th>Status</Th>
            <Th numeric>Latency</Th>
            <Th className={roomy}>User</Th>
            <Th className={medium}>Model</Th>
            <Th numeric className={roomy}>
              Tokens
            </Th>
            <Th numeric className={medium}>
              Cost
            </Th>
            <Th className={roomy}>Country</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.id}
              className={cx(
                'relative hover:bg-hover',
                row.id === openId && 'bg-selected shadow-[inset_2px_0_0_var(--accent)]',
              )}
            >
              <Th scope="row">
                <Link
                  to={{ pathname: `/requests/${row.id}`, search: `?${search}` }}
                  aria-current={row.id === openId ? 'true' : undefined}
                  title={formatDateTime(row.createdAt, timeZone)}
                  className="after:absolute after:inset-0"
                >
                  <span className="max-sm:hidden">{formatDay(row.createdAt, timeZone)}, </span>
                  {formatTimeOfDay(row.createdAt, timeZone)}
                </Link>
              </Th>
              <Td className="w-full max-w-0">
                <span className="block truncate" title={`${row.method} ${row.path}`}>
                  <span className="text-ink-3 max-sm:sr-only">{row.method} </span>
                  <span className="font-mono text-xs">{row.endpoint}</span>
                </span>
              </Td>
              <Td>
                <StatusBadge status={row.statusCode} />
              </Td>
              <Td numeric>{formatDuration(row.latencyMs)}</Td>
              <Td className={cx('whitespace-nowrap', roomy)}>
                <UserName id={row.userId} name={row.username} range={range} isStaff={isStaff} />
              </Td>
              <Td className={cx('whitespace-nowrap', medium)}>
                <Models row={row} />
              </Td>
              <Td numeric className={roomy}>
                {row.modelCalls > 0 ? formatCount(row.totalTokens) : ''}
              </Td>
              <Td numeric className={medium}>
                <Cost row={row} />
              </Td>
              <Td className={roomy} title={row.countryCode ? undefined : 'Not known'}>
                {row.countryCode || UNKNOWN}
              </Td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Models({ row: { model, modelCalls } }: { row: RequestRow }) {
  if (modelCalls === 0) return null;
  return (
    <>
      {model}
      {modelCalls > 1 && (
        <span className="text-ink-3" title={`${modelCalls} model calls`}>
          {' '}
          +{modelCalls - 1}
        </span>
      )}
    </>
  );
}

/** Nothing where no model was called; a dash where a call has no known price. */
function Cost({ row }: { row: RequestRow }) {
  if (row.modelCalls === 0) return null;
  return (
    <span className="inline-flex items-center gap-1.5">
      {formatMoney(row.costUsd)}
      {row.unpricedCalls > 0 && row.costUsd !== null && (
        <Badge title={`${row.unpricedCalls} of ${row.modelCalls} calls have no known price`}>
          partial
        </Badge>
      )}
    </span>
  );
}
