import { useState } from 'react';
import { Button } from '@/components/ui/Button';
import { FieldError } from '@/components/ui/Field';
import { useBlock, useUnblock, type Lasts } from '@/features/threats/api/block';
import type { ThreatView } from '@/features/threats/api/types';
import { asApiError } from '@/lib/api-error';
import { formatDateTime } from '@/lib/format/dates';
import type { Blocked } from '@/types/types.gen';

const CHOICES: { lasts: Lasts; label: string }[] = [
  { lasts: 'hour', label: '1 hour' },
  { lasts: 'day', label: '1 day' },
  { lasts: 'ever', label: 'for ever' },
];

type BlockButtonsProps = {
  id: string;
  address: string;
  block: ThreatView['block'];
  timeZone: string;
};

/** Refuses what comes from the address, for a while or for ever; for ever asks once more. */
export function BlockButtons({ id, address, block, timeZone }: BlockButtonsProps) {
  const blocking = useBlock(id);
  const lifting = useUnblock(id);
  const [asking, setAsking] = useState(false);
  const [network, setNetwork] = useState(false);
  const { data, error } = blocking;
  const choose = (lasts: Lasts) => {
    const sure = lasts !== 'ever' || asking;
    setAsking(!sure);
    if (sure) blocking.mutate({ lasts, network });
  };
  return (
    <div role="group" aria-label="Block the address" className="flex flex-wrap items-center gap-2">
      {block ? (
        <>
          <span className="text-xs text-ink-2">
            {block.network} is blocked{' '}
            {block.expiresAt ? `until ${formatDateTime(block.expiresAt, timeZone)}` : 'for ever'}
          </span>
          <Button size="sm" disabled={lifting.isPending} onClick={() => lifting.mutate()}>
            Unblock
          </Button>
        </>
      ) : (
        <>
          <span className="text-xs text-ink-2">Block IP</span>
          {CHOICES.map(({ lasts, label }) => {
            const confirming = asking && lasts === 'ever';
            return (
              <Button
                key={lasts}
                size="sm"
                disabled={blocking.isPending}
                aria-label={
                  confirming
                    ? `Yes, ${label}: block the address`
                    : `Block the address ${wordsOf(label)}`
                }
                className="text-bad!"
                onClick={() => choose(lasts)}
              >
                {confirming ? `Yes, ${label}` : label}
              </Button>
            );
          })}
          <label className="flex items-center gap-1.5 text-xs text-ink-2">
            <input
              type="checkbox"
              checked={network}
              className="size-4 accent-accent max-sm:size-5"
              onChange={() => setNetwork(!network)}
            />
            its network ({address.includes(':') ? '/48' : '/24'})
          </label>
        </>
      )}
      <span role="status" className="text-xs text-ink-2">
        {data && !block && refusalOf(data)}
        {error && <FieldError message={`Not blocked. ${asApiError(error).message}`} />}
        {lifting.error && (
          <FieldError message={`Not lifted. ${asApiError(lifting.error).message}`} />
        )}
      </span>
    </div>
  );
}

function wordsOf(label: string): string {
  return label.startsWith('for') ? label : `for ${label}`;
}

function refusalOf({ refused }: Blocked): string {
  return refused[0] ? `Not blocked. ${refused[0].reason}` : '';
}
