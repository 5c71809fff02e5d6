import type { CSSProperties } from 'react';
import { Badge } from '@/components/ui/Badge';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { Td, Th } from '@/components/ui/Table';
import type { ModelUsage } from '@/features/dashboard/api/types';
import { useModelColors } from '@/features/dashboard/components/model-colors';
import { formatDuration } from '@/lib/format/duration';
import { formatMoney } from '@/lib/format/money';
import { formatCount, formatPercent, share, UNKNOWN } from '@/lib/format/numbers';

const wide = 'max-md:hidden';
const medium = 'max-sm:hidden';

/** The models by their calls, most first, as the server ranks them. */
export function ModelsTable({ models }: { models: ModelUsage[] }) {
  const colors = useModelColors(models);
  const most = Math.max(...models.map(({ calls }) => calls));
  return (
    <ScrollBox label="Top models as a table" className="pt-1">
      <table className="w-full border-collapse">
        <caption className="sr-only">Models by calls</caption>
        <thead>
          <tr>
            <Th>Model</Th>
            <Th className={wide}>Provider</Th>
            <Th numeric aria-sort="descending">
              Calls <span aria-hidden="true">↓</span>
            </Th>
            <Th numeric className={medium}>
              Failed
            </Th>
            <Th numeric className={wide}>
              Tokens in
            </Th>
            <Th numeric className={wide}>
              Tokens out
            </Th>
            <Th numeric>Cost</Th>
            <Th numeric className={medium}>
              p95
            </Th>
          </tr>
        </thead>
        <tbody>
          {models.map((row) => (
            <tr key={`${row.provider} ${row.model}`} className="hover:bg-hover">
              <Th scope="row" className="max-sm:w-full max-sm:max-w-0">
                <span className="flex items-center gap-1.5">
                  <Key color={colors.get(row.model)} />
                  <span className="max-w-72 truncate font-medium" title={row.model}>
                    {row.model}
                  </span>
                </span>
              </Th>
              <Td className={`text-ink-3 ${wide}`}>{row.provider || UNKNOWN}</Td>
              <Td numeric>
                <Calls calls={row.calls} most={most} />
              </Td>
              <Td numeric className={medium} title={`${formatCount(row.failed)} calls failed`}>
                {formatPercent(share(row.failed, row.calls))}
              </Td>
              <Td numeric className={wide}>
                {formatCount(row.promptTokens)}
              </Td>
              <Td numeric className={wide}>
                {formatCount(row.completionTokens)}
              </Td>
              <Td numeric>
                <Cost {...row} />
              </Td>
              <Td
                numeric
                className={medium}
                title={row.p95LatencyMs === null ? 'No call reported its latency' : undefined}
              >
                {formatDuration(row.p95LatencyMs)}
              </Td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Key({ color }: { color: string | undefined }) {
  return <i aria-hidden="true" className="key-dot" style={{ '--key': color } as CSSProperties} />;
}

function Calls({ calls, most }: { calls: number; most: number }) {
  return (
    <span className="flex items-center justify-end gap-2">
      {formatCount(calls)}
      <i aria-hidden="true" className="h-1.5 w-14 overflow-hidden rounded-xs bg-fill max-sm:hidden">
        <b
          className="block h-full rounded-xs bg-chart-ok"
          style={{ width: `${(calls / most) * 100}%` }}
        />
      </i>
    </span>
  );
}

/** Unknown is not $0: a dash where no call has a price, a mark where some have none. */
function Cost({ costUsd, unpricedCalls, calls }: ModelUsage) {
  if (unpricedCalls === 0) return formatMoney(costUsd);
  const why = `${formatCount(unpricedCalls)} of ${formatCount(calls)} calls have no known price`;
  return (
    <span className="inline-flex items-center gap-1.5">
      {unpricedCalls >= calls ? UNKNOWN : formatMoney(costUsd)}
      <Badge title={why}>{unpricedCalls >= calls ? 'unpriced' : 'partial'}</Badge>
    </span>
  );
}
