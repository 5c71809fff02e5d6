import { useState } from 'react';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { Td, Th } from '@/components/ui/Table';
import type { Key } from '@/features/events/api/types';
import { formatDateTime } from '@/lib/format/dates';

type KeysTableProps = {
  keys: Key[];
  timeZone: string;
  busy: boolean;
  onRotate: (id: string) => void;
  onRevoke: (id: string) => void;
};

const medium = 'max-sm:hidden';

/** A row a key; what has ended stays for the record. */
export function KeysTable({ keys, timeZone, ...deeds }: KeysTableProps) {
  return (
    <ScrollBox label="Keys as a table" className="pt-1">
      <table className="w-full border-collapse">
        <caption className="sr-only">Keys, newest first</caption>
        <thead>
          <tr>
            <Th>Key</Th>
            <Th>State</Th>
            <Th className={medium}>Last used</Th>
            <Th>
              <span className="sr-only">What can be done</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {keys.map((row) => (
            <tr key={row.id}>
              <Th scope="row" title={`Issued ${formatDateTime(row.createdAt, timeZone)}`}>
                <code className="font-mono text-xs">{row.prefix}…</code>{' '}
                <span className="text-ink-3">{row.name}</span>
              </Th>
              <Td>
                <State row={row} timeZone={timeZone} />
              </Td>
              <Td className={medium}>{row.lastUsedOn ?? 'never'}</Td>
              <Td numeric>{row.isActive && <Deeds row={row} {...deeds} />}</Td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function State({ row, timeZone }: { row: Key; timeZone: string }) {
  if (row.revokedAt !== null) return <Badge>revoked</Badge>;
  if (!row.isActive) return <Badge>expired</Badge>;
  if (row.expiresAt === null) return <Badge tone="ok">active</Badge>;
  return (
    <Badge tone="warn" title={`Good until ${formatDateTime(row.expiresAt, timeZone)}`}>
      ending
    </Badge>
  );
}

type DeedsProps = Omit<KeysTableProps, 'keys' | 'timeZone'> & { row: Key };

/** Revoking asks once more: the website falls silent. */
function Deeds({ row, busy, onRotate, onRevoke }: DeedsProps) {
  const [asked, setAsked] = useState(false);
  return (
    <span className="flex justify-end gap-1.5">
      {asked ? (
        <>
          <Button size="sm" disabled={busy} onClick={() => onRevoke(row.id)}>
            Revoke {row.prefix}… now
          </Button>
          <Button size="sm" variant="ghost" onClick={() => setAsked(false)}>
            Keep it
          </Button>
        </>
      ) : (
        <>
          <Button
            size="sm"
            disabled={busy}
            title="Issues another key; this one stays good for a day"
            aria-label={`Rotate ${row.prefix}`}
            onClick={() => onRotate(row.id)}
          >
            Rotate
          </Button>
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Revoke ${row.prefix}`}
            onClick={() => setAsked(true)}
          >
            Revoke
          </Button>
        </>
      )}
    </span>
  );
}
