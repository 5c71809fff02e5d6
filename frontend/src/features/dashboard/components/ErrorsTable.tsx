import { Link } from 'react-router';
import { Count } from '@/components/ui/Figure';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { Td, Th } from '@/components/ui/Table';
import type { FailedStatus } from '@/features/dashboard/api/types';
import { formatPercent } from '@/lib/format/numbers';
import { requestsLink, type Scope } from '@/lib/links';

type ErrorsTableProps = { statuses: FailedStatus[]; view: Scope };

/** Every status of a failed request, most first. */
export function ErrorsTable({ statuses, view }: ErrorsTableProps) {
  return (
    <ScrollBox label="Errors as a table" className="-mx-3.5 -mb-2.5 flex-1">
      <table className="w-full border-collapse">
        <caption className="sr-only">Failed requests by status, most first</caption>
        <thead className="sticky top-0 z-(--z-sticky) bg-panel">
          <tr>
            <Th>Status</Th>
            <Th numeric>Requests</Th>
            <Th numeric>Share</Th>
          </tr>
        </thead>
        <tbody>
          {statuses.map(({ statusCode, label, count, percentage }) => (
            <tr key={statusCode} className="hover:bg-hover">
              <Th scope="row">
                <Link to={requestsLink(view, { status: String(statusCode) })}>
                  {statusCode} {label}
                </Link>
              </Th>
              <Td numeric>
                <Count value={count} />
              </Td>
              <Td numeric>{formatPercent(percentage)}</Td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
