import { bucketLabel, type Span } from '@/components/charts/bucket-label';
import type { Dated, Reading, Series } from '@/components/charts/series';
import type { Bucket } from '@/components/charts/time-axis';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { Td, Th } from '@/components/ui/Table';
import { UNKNOWN } from '@/lib/format/numbers';

type SeriesTableProps<Row extends Dated> = {
  title: string;
  rows: Row[];
  span: Span;
  series: Series<Row>[];
  readings: Reading<Row>[];
};

const HEADINGS: Record<Bucket, string> = {
  hour: 'Hour',
  day: 'Day',
  week: 'Week',
  month: 'Month',
};

type Column<Row extends Dated> = Omit<Reading<Row>, 'total'>;

/** The chart's numbers, newest first. */
export function SeriesTable<Row extends Dated>({
  title,
  rows,
  span,
  ...of
}: SeriesTableProps<Row>) {
  const columns: Column<Row>[] = [...of.series, ...of.readings];
  const classOf = ({ secondary }: Column<Row>) => (secondary ? 'max-sm:hidden' : '');
  return (
    <ScrollBox label={`${title} as a table`} className="-mx-3.5 -mb-2.5 flex-1">
      <table className="w-full border-collapse">
        <caption className="sr-only">
          {title} per {span.bucket}, newest first
        </caption>
        <thead className="sticky top-0 z-(--z-sticky) bg-panel">
          <tr>
            <Th>{HEADINGS[span.bucket]}</Th>
            {columns.map((column) => (
              <Th key={column.label} numeric className={classOf(column)}>
                {column.label}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map((row) => (
            <tr key={row.timestamp} className="hover:bg-hover">
              <Th scope="row">{bucketLabel(row.timestamp, span)}</Th>
              {columns.map((column) => {
                const text = column.text(row);
                return (
                  <Td
                    key={column.label}
                    numeric
                    className={classOf(column)}
                    title={text === UNKNOWN ? column.unknown : undefined}
                  >
                    {text}
                  </Td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
