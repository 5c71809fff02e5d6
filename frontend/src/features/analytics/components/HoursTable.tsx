import { HeatCell } from '@/components/ui/HeatCell';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { Td, Th } from '@/components/ui/Table';
import type { PeakHour } from '@/features/analytics/api/types';
import {
  HOURS,
  hourLabel,
  hourSpan,
  requestsAt,
  sumOf,
  WEEKDAYS,
} from '@/features/analytics/components/hours-of-week';
import { useMediaQuery } from '@/hooks/use-media-query';
import { formatCompact, formatCount } from '@/lib/format/numbers';

type HoursTableProps = { hours: PeakHour[]; most: number };

const tight = 'px-1! first:pl-3.5! last:pr-3.5!';

/** A number in each cell, its colour beside it. Days are rows where 24 columns have room. */
export function HoursTable({ hours, most }: HoursTableProps) {
  const roomy = useMediaQuery('(min-width: 1280px)', true);
  const days = WEEKDAYS.map((day, weekday) => ({
    key: day.short,
    label: (
      <abbr className="no-underline" title={day.long}>
        {day.short}
      </abbr>
    ),
    name: day.long,
    holds: (one: PeakHour) => one.weekday === weekday,
  }));
  const times = HOURS.map((hour) => ({
    key: hourLabel(hour),
    label: hourLabel(hour),
    name: hourSpan(hour),
    holds: (one: PeakHour) => one.hour === hour,
  }));
  const [rows, columns] = roomy ? [days, times] : [times, days];
  const at = (row: number, column: number) =>
    roomy ? requestsAt(hours, row, column) : requestsAt(hours, column, row);
  return (
    <ScrollBox label="Requests by weekday and hour, as a table" className="pt-1">
      <table className="w-full table-fixed border-collapse">
        <caption className="sr-only">
          Requests by weekday and hour; the last row and column are sums
        </caption>
        <thead>
          <tr>
            <Th className={`w-13 ${tight}`}>{roomy ? 'Day' : 'Hour'}</Th>
            {columns.map(({ key, label }) => (
              <Th key={key} numeric className={tight}>
                {label}
              </Th>
            ))}
            <Th numeric className={tight}>
              All
            </Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.key}>
              <Th scope="row" className={tight}>
                {row.label}
              </Th>
              {columns.map((column, place) => {
                const requests = at(index, place);
                const words = roomy ? `${row.name} ${column.name}` : `${column.name} ${row.name}`;
                return (
                  <HeatCell
                    key={column.key}
                    heat={requests / most}
                    title={`${words}: ${formatCount(requests)} requests`}
                    className={tight}
                  >
                    {formatCompact(requests)}
                  </HeatCell>
                );
              })}
              <Sum requests={sumOf(hours, row.holds)} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="border-t border-border">
            <Th scope="row" className={tight}>
              All
            </Th>
            {columns.map((column) => (
              <Sum key={column.key} requests={sumOf(hours, column.holds)} />
            ))}
            <Sum requests={sumOf(hours, () => true)} />
          </tr>
        </tfoot>
      </table>
    </ScrollBox>
  );
}

function Sum({ requests }: { requests: number }) {
  return (
    <Td numeric title={`${formatCount(requests)} requests`} className={`font-medium ${tight}`}>
      {formatCompact(requests)}
    </Td>
  );
}
