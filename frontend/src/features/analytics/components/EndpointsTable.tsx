import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { Count } from '@/components/ui/Figure';
import { Message } from '@/components/ui/Message';
import { Panel } from '@/components/ui/Panel';
import { RemovableChip } from '@/components/ui/RemovableChip';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { SortableTh } from '@/components/ui/SortableTh';
import { Td, Th } from '@/components/ui/Table';
import type { EndpointUse, FeatureUse } from '@/features/analytics/api/types';
import { FEATURE } from '@/features/analytics/components/FeatureBars';
import { sorted } from '@/features/analytics/components/sorted';
import type { PanelProps } from '@/features/analytics/components/view';
import { withFilter } from '@/lib/filters';
import { formatDuration } from '@/lib/format/duration';
import { formatCount, formatPercent, share } from '@/lib/format/numbers';
import { requestsLink } from '@/lib/links';

const medium = 'max-sm:hidden';
const wide = 'max-md:hidden';
const USUAL = '-count';
const ENDPOINTS_ID = 'endpoints';

/** Every endpoint and method with its use; each leads to its requests. */
export function EndpointsTable({ data, state, view }: PanelProps<FeatureUse>) {
  const feature = view.search.get(FEATURE);
  const rows = data?.endpoints.filter((row) => !feature || row.feature === feature) ?? [];
  useInSight(feature);
  const sort = view.search.get('sort') ?? USUAL;
  const show = (name: string, value: string | undefined) =>
    view.setSearch(withFilter(view.search, name, value));
  const column = { sort, onSort: (next: string) => show('sort', next) };
  return (
    <Panel
      id={ENDPOINTS_ID}
      title="Endpoints"
      sub="by method"
      className="min-h-60"
      state={state}
      skeleton={<RowsSkeleton rows={8} />}
      actions={
        feature && (
          <RemovableChip text={`feature: ${feature}`} onRemove={() => show(FEATURE, undefined)} />
        )
      }
      empty={
        data &&
        rows.length === 0 && (
          <Message icon="inbox" title="No endpoints in this range">
            {feature ? `${feature} was not used.` : 'None was requested.'}
          </Message>
        )
      }
    >
      <ScrollBox label="Endpoints as a table" className="pt-1">
        <table className="w-full border-collapse">
          <caption className="sr-only">Endpoints by use</caption>
          <thead>
            <tr>
              <SortableTh {...column} name="endpoint" label="Endpoint" />
              <SortableTh {...column} name="method" label="Method" className={medium} />
              <SortableTh {...column} name="feature" label="Feature" className={wide} />
              <SortableTh {...column} name="count" label="Requests" numeric />
              <SortableTh {...column} name="percentage" label="Share" numeric className={wide} />
              <SortableTh {...column} name="failed" label="Failed" numeric className={medium} />
              <SortableTh {...column} name="avgMs" label="Mean" numeric className={medium} />
              <SortableTh {...column} name="p95Ms" label="p95" numeric />
            </tr>
          </thead>
          <tbody>
            {sorted(rows, sort).map((row) => (
              <Row key={`${row.method} ${row.endpoint}`} row={row} view={view} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </Panel>
  );
}

/** The table comes into sight when a feature is chosen, which may be far above it. */
function useInSight(feature: string | null): void {
  const before = useRef(feature);
  useEffect(() => {
    if (feature && feature !== before.current) {
      document.getElementById(ENDPOINTS_ID)?.scrollIntoView({ block: 'nearest' });
    }
    before.current = feature;
  }, [feature]);
}

type RowProps = { row: EndpointUse; view: PanelProps<FeatureUse>['view'] };

function Row({ row, view }: RowProps) {
  const { endpoint, method } = row;
  const untimed = row.avgMs === null ? 'No request was timed' : undefined;
  return (
    <tr className="relative hover:bg-hover">
      <Th scope="row" className="w-full max-w-0">
        <Link
          to={requestsLink(view.scope, { endpoint, method })}
          title={`Requests: ${method} ${endpoint}`}
          className="block truncate max-sm:py-1.5 max-sm:break-all max-sm:whitespace-normal font-mono text-xs after:absolute after:inset-0"
        >
          <span className="sm:hidden">{method} </span>
          {endpoint}
        </Link>
      </Th>
      <Td className={medium}>{method}</Td>
      <Td className={`max-w-60 truncate ${wide}`}>{row.feature === endpoint ? '' : row.feature}</Td>
      <Td numeric>
        <Count value={row.count} />
      </Td>
      <Td numeric className={wide}>
        {formatPercent(row.percentage)}
      </Td>
      <Td numeric className={medium} title={`${formatCount(row.failed)} failed`}>
        {formatPercent(share(row.failed, row.count))}
      </Td>
      <Td numeric className={medium} title={untimed}>
        {formatDuration(row.avgMs)}
      </Td>
      <Td numeric title={untimed}>
        {formatDuration(row.p95Ms)}
      </Td>
    </tr>
  );
}
