import { useState } from 'react';
import { Link } from 'react-router';
import { ChartCard } from '@/components/charts/ChartCard';
import { ChartTooltip } from '@/components/charts/ChartTooltip';
import { Donut } from '@/components/charts/Donut';
import { SeriesKey } from '@/components/charts/SeriesKey';
import { Count } from '@/components/ui/Figure';
import { EmptyRange } from '@/components/range/EmptyRange';
import { errorParts, type ErrorPart } from '@/features/dashboard/components/error-parts';
import { ErrorsTable } from '@/features/dashboard/components/ErrorsTable';
import type { CardProps, DashboardView } from '@/features/dashboard/components/view';
import { cx } from '@/lib/cx';
import { formatCount, formatPercent } from '@/lib/format/numbers';
import { requestsLink } from '@/lib/links';

/** Failed requests by status: a ring with their number, and the list that it stands for. */
export function ErrorsDonutCard({ data, state, view }: CardProps) {
  return (
    <ChartCard
      title="Errors"
      sub="by status"
      className="sm:col-span-6 lg:col-span-4"
      state={state}
      actions={<Link to={requestsLink(view, { outcome: 'failed' })}>View failed</Link>}
      table={data && <ErrorsTable statuses={data.errorsBreakdown} view={view} />}
      empty={
        data?.errorsBreakdown.length === 0 && (
          <EmptyRange data={data} what="failed requests" view={view}>
            A status of 400 and above counts as failed.
          </EmptyRange>
        )
      }
    >
      {data && (
        <Ring
          parts={errorParts(data.errorsBreakdown)}
          total={data.summary.failedRequests}
          view={view}
        />
      )}
    </ChartCard>
  );
}

type RingProps = { parts: ErrorPart[]; total: number; view: DashboardView };

function Ring({ parts, total, view }: RingProps) {
  const [active, setActive] = useState<string | null>(null);
  return (
    <div className="@container flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 items-center gap-2.5 @xs:gap-4">
        <Donut
          parts={parts.map(({ key, count, color }) => ({ key, color, value: count }))}
          active={active}
          onActive={setActive}
          tooltip={(key) => <PartTooltip part={parts.find((part) => part.key === key)} />}
        >
          <b className="text-xl leading-tight font-semibold tracking-tight">
            <Count value={total} />
          </b>
          <span className="text-2xs text-ink-3">failed</span>
        </Donut>
        <ol aria-label="Failed requests by status" className="min-w-0 flex-1 text-xs">
          {parts.map((part) => (
            <li
              key={part.key}
              onPointerEnter={() => setActive(part.key)}
              onPointerLeave={() => setActive(null)}
              className={cx(
                'relative grid h-8.5 grid-cols-[minmax(0,1fr)_auto_44px] items-center gap-1.5 border-b border-border last:border-b-0 max-sm:h-9',
                active === part.key && 'bg-hover',
              )}
            >
              <span className="flex min-w-0 gap-1.5 leading-tight [&>i]:mt-0.75">
                <SeriesKey color={part.color} />
                <span className="min-w-0">
                  <Link
                    to={requestsLink(view, { status: part.statuses.join(',') })}
                    className="focus-inset block font-semibold text-ink after:absolute after:inset-0"
                  >
                    {part.name}
                  </Link>
                  <small title={part.phrase} className="block truncate text-2xs text-ink-3">
                    {part.phrase}
                  </small>
                </span>
              </span>
              <span className="text-right">
                <Count value={part.count} />
              </span>
              <span className="text-right text-ink-3">{formatPercent(part.percentage)}</span>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

function PartTooltip({ part }: { part: ErrorPart | undefined }) {
  if (!part) return null;
  const { name, phrase, color, count, percentage } = part;
  return (
    <ChartTooltip
      spoken={false}
      heading={phrase}
      rows={[{ label: name, color, value: `${formatCount(count)} (${formatPercent(percentage)})` }]}
    />
  );
}
