import { Link } from 'react-router';
import { SeriesKey } from '@/components/charts/SeriesKey';
import { Badge } from '@/components/ui/Badge';
import { Count, Money } from '@/components/ui/Figure';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { Td, Th } from '@/components/ui/Table';
import type { ModelUsage } from '@/features/dashboard/api/types';
import { useModelColors } from '@/features/dashboard/components/model-colors';
import type { DashboardView } from '@/features/dashboard/components/view';
import { formatDuration } from '@/lib/format/duration';
import { formatCount, formatPercent, share, UNKNOWN } from '@/lib/format/numbers';
import { requestsLink } from '@/lib/links';

const widest = '@max-3xl:hidden';
const wide = '@max-2xl:hidden';
const medium = '@max-md:hidden';

type ModelsTableProps = { models: ModelUsage[]; view: DashboardView };

/** The models by their calls, most first, as the server ranks them. */
export function ModelsTable({ models, view }: ModelsTableProps) {
  const colors = useModelColors(models);
  const most = Math.max(...models.map(({ calls }) => calls));
  return (
    <ScrollBox label="Top models as a table" className="@container pt-1">
      <table className="w-full border-collapse">
        <caption className="sr-only">Models by calls</caption>
        <thead>
          <tr>
            <Th>Model</Th>
            <Th className={widest}>Provider</Th>
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
                  <SeriesKey color={colors.get(row.model)} />
                  <Link
                    to={view.filterLink('model', row.model)}
                    title={`Show ${row.model} only`}
                    className="focus-inset max-w-72 truncate font-medium text-ink"
                  >
                    {row.model}
                  </Link>
                </span>
              </Th>
              <Td className={`whitespace-nowrap text-ink-3 ${widest}`}>
                {row.provider || UNKNOWN}
              </Td>
              <Td numeric>
                <Calls
                  calls={row.calls}
                  most={most}
                  to={requestsLink(view, { model: row.model })}
                />
              </Td>
              <Td numeric className={medium} title={`${formatCount(row.failed)} calls failed`}>
                <Link
                  to={requestsLink(view, { model: row.model, outcome: 'failed' })}
                  className="text-ink"
                >
                  {formatPercent(share(row.failed, row.calls))}
                </Link>
              </Td>
              <Td numeric className={wide}>
                <Count value={row.promptTokens} />
              </Td>
              <Td numeric className={wide}>
                <Count value={row.completionTokens} />
              </Td>
              <Td numeric>
                <Cost usage={row} view={view} />
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

function Calls({ calls, most, to }: { calls: number; most: number; to: string }) {
  return (
    <span className="flex items-center justify-end gap-2">
      <Link to={to} className="text-ink">
        <Count value={calls} />
      </Link>
      <i
        aria-hidden="true"
        className="h-1.5 w-14 overflow-hidden rounded-xs bg-fill @max-3xl:hidden"
      >
        <b
          className="block h-full rounded-xs bg-chart-ok"
          style={{ width: `${(calls / most) * 100}%` }}
        />
      </i>
    </span>
  );
}

/** Unknown is not $0: a dash where no call has a price, a mark where some have none. */
function Cost({ usage, view }: { usage: ModelUsage; view: DashboardView }) {
  const { model, costUsd, unpricedCalls, calls } = usage;
  if (unpricedCalls === 0) return <Money value={costUsd} />;
  const unpriced = unpricedCalls >= calls;
  const why = `${formatCount(unpricedCalls)} of ${formatCount(calls)} calls have no known price`;
  return (
    <span className="inline-flex items-center gap-1.5">
      {unpriced ? UNKNOWN : <Money value={costUsd} />}
      <Link to={requestsLink(view, { model, unpriced: true })} className="flex">
        <Badge title={why}>{unpriced ? 'unpriced' : 'partial'}</Badge>
      </Link>
    </span>
  );
}
