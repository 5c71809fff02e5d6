import { Link } from 'react-router';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { Td, Th } from '@/components/ui/Table';
import type { ThreatRow } from '@/features/threats/api/types';
import { linkId, type Desk } from '@/features/threats/components/use-desk';
import { cx } from '@/lib/cx';
import { formatCount, UNKNOWN } from '@/lib/format/numbers';
import { threatWords } from '@/lib/threat-words';

type ThreatsTableProps = {
  rows: ThreatRow[];
  desk: Desk;
  openId: string | undefined;
  search: URLSearchParams;
  timeZone: string;
};

const box = 'relative z-1 block size-4 accent-accent max-sm:size-5';

/** One row a finding; its words lead to everything that is known of it. */
export function ThreatsTable({ rows, desk, openId, search, timeZone }: ThreatsTableProps) {
  const some = desk.chosen.length > 0;
  const all = some && desk.chosen.length === rows.length;
  return (
    <ScrollBox label="Threats as a table" className="pt-1">
      <table className="w-full border-collapse">
        <caption className="sr-only">Threats, most urgent first</caption>
        <thead>
          <tr>
            <Th className="w-9">
              <input
                type="checkbox"
                aria-label="Select all on this page"
                className={box}
                checked={all}
                ref={(input) => {
                  if (input) input.indeterminate = some && !all;
                }}
                onChange={desk.toggleAll}
              />
            </Th>
            <Th aria-sort="descending">
              Severity <span aria-hidden="true">↓</span>
            </Th>
            <Th>Threat</Th>
            <Th className="max-sm:hidden">Source</Th>
            <Th numeric className="max-sm:hidden">
              Seen last
            </Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.id}
              data-threat={row.id}
              onFocus={() => desk.setCurrent(row.id)}
              className={cx(
                'relative hover:bg-hover',
                row.id === desk.at && 'bg-selected shadow-[inset_2px_0_0_var(--accent)]',
              )}
            >
              <Td className="h-11.5!">
                <input
                  type="checkbox"
                  aria-label={`Select ${threatWords(row.threatType)}, ${row.id}`}
                  className={box}
                  checked={desk.isSelected(row.id)}
                  onChange={() => desk.toggle(row.id)}
                />
              </Td>
              <Td>
                <SeverityBadge
                  severity={row.severity}
                  className={cx(row.resolved && 'opacity-70')}
                />
              </Td>
              <Th scope="row" className="w-full max-w-0">
                <span className="flex items-center gap-2">
                  <Link
                    id={linkId(row.id)}
                    to={{ pathname: `/threats/${row.id}`, search: `?${search}` }}
                    aria-current={row.id === openId ? 'true' : undefined}
                    className={cx(
                      'scroll-my-20 truncate font-medium after:absolute after:inset-0',
                      row.resolved ? 'text-ink-3!' : 'text-ink',
                    )}
                  >
                    {threatWords(row.threatType)}
                  </Link>
                  {row.count > 1 && <Times count={row.count} />}
                  {row.resolved && (
                    <Badge tone={row.falsePositive ? 'mute' : 'ok'}>
                      {row.falsePositive ? 'False positive' : 'Resolved'}
                    </Badge>
                  )}
                </span>
                <span className="block truncate text-xs text-ink-3" title={row.description}>
                  <span className="sm:hidden">
                    <Ago at={row.lastSeen} timeZone={timeZone} />
                    {' · '}
                    <span className="font-mono">{row.ipAddress ?? UNKNOWN}</span>
                    {' · '}
                  </span>
                  {row.description || row.detector || 'no description'}
                </span>
              </Th>
              <Td className="whitespace-nowrap max-sm:hidden">
                <Source row={row} />
              </Td>
              <Td numeric className="max-sm:hidden">
                <Ago at={row.lastSeen} timeZone={timeZone} className="text-ink-2" />
              </Td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** How often the same source was seen at it. */
function Times({ count }: { count: number }) {
  return (
    <span className="text-xs text-ink-2" title={`Seen ${formatCount(count)} times`}>
      <span aria-hidden="true">×{formatCount(count)}</span>
      <span className="sr-only">seen {formatCount(count)} times</span>
    </span>
  );
}

function Source({ row: { ipAddress, countryCode, userId, username } }: { row: ThreatRow }) {
  const who = userId === null ? 'anonymous' : username || `deleted, ${userId}`;
  return (
    <>
      <span
        className="block font-mono text-xs"
        title={ipAddress === null ? 'No address was kept' : undefined}
      >
        {ipAddress ?? UNKNOWN}
      </span>
      <span className="block max-w-48 truncate text-xs text-ink-3">
        {countryCode || 'no country'} · {who}
      </span>
    </>
  );
}
