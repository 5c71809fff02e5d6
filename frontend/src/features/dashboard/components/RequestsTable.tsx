import { bucketLabel, type Span } from '@/components/charts/bucket-label';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { Td, Th } from '@/components/ui/Table';
import type { RequestBucket } from '@/features/dashboard/api/types';
import { formatCount, formatPercent, share } from '@/lib/format/numbers';

type RequestsTableProps = { rows: RequestBucket[]; span: Span };

/** The chart's numbers, newest first. */
export function RequestsTable({ rows, span }: RequestsTableProps) {
  return (
    <ScrollBox label="Requests as a table" className="-mx-3.5 -mb-2.5 flex-1">
      <table className="w-full border-collapse">
        <caption className="sr-only">Requests per {span.bucket}, newest first</caption>
        <thead className="sticky top-0 z-(--z-sticky) bg-panel">
          <tr>
            <Th>{span.bucket === 'hour' ? 'Hour' : 'Day'}</Th>
            <Th numeric>OK</Th>
            <Th numeric>Failed</Th>
            <Th numeric className="max-sm:hidden">
              Failed share
            </Th>
            <Th numeric>Total</Th>
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map((row) => (
            <tr key={row.timestamp} className="hover:bg-hover">
              <Th scope="row">{bucketLabel(row.timestamp, span)}</Th>
              <Td numeric>{formatCount(row.successful)}</Td>
              <Td numeric>{formatCount(row.failed)}</Td>
              <Td numeric className="max-sm:hidden">
                {formatPercent(share(row.failed, row.total))}
              </Td>
              <Td numeric>{formatCount(row.total)}</Td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
