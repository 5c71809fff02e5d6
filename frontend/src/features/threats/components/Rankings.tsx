import { BarList, type BarRow } from '@/components/ui/BarList';
import { Count } from '@/components/ui/Figure';
import { Message } from '@/components/ui/Message';
import { Panel } from '@/components/ui/Panel';
import type { PanelState } from '@/components/ui/panel-state';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { onlyBy, type FilterName } from '@/features/threats/api/search';
import type { Summary } from '@/features/threats/api/types';
import { formatCount } from '@/lib/format/numbers';
import { threatWords } from '@/lib/threat-words';

type RankingsProps = { summary: Summary | undefined; state: PanelState; search: URLSearchParams };

type Ranked = { value: string; code?: string; name: string; count: number; unresolved: number };

/** Types, countries and addresses by findings; each leads to its own. */
export function Rankings({ summary, ...panel }: RankingsProps) {
  return (
    <>
      <Ranking
        {...panel}
        title="Types"
        filter="type"
        rows={summary?.byType.map((row) => ({
          ...row,
          value: row.threatType,
          name: threatWords(row.threatType),
        }))}
        none="Nothing was found."
      />
      <Ranking
        {...panel}
        title="Countries"
        filter="country"
        rows={summary?.byCountry.map((row) => ({
          ...row,
          value: row.countryCode,
          code: row.countryCode,
          name: row.country,
        }))}
        none="No country is known."
      />
      <Ranking
        {...panel}
        title="Addresses"
        filter="ip"
        rows={summary?.topSources.map((row) => ({
          ...row,
          value: row.ipAddress,
          name: row.ipAddress,
        }))}
        none="No address was kept."
      />
    </>
  );
}

type RankingProps = Omit<RankingsProps, 'summary'> & {
  title: string;
  filter: FilterName;
  rows: Ranked[] | undefined;
  none: string;
};

/** What has room beside the timeline. */
const MOST = 7;

function Ranking({ title, filter, rows, none, state, search }: RankingProps) {
  const most = rows?.[0]?.count ?? 1;
  const barOf = ({ value, code, name, count, unresolved }: Ranked): BarRow => ({
    key: value,
    ...(code ? { code } : {}),
    name,
    to: onlyBy(search, filter, value),
    size: count / most,
    values: [
      <span key="count" title={`${formatCount(unresolved)} open`}>
        <Count value={count} />
      </span>,
    ],
  });
  return (
    <Panel
      title={title}
      sub="by threats"
      state={state}
      skeleton={<RowsSkeleton rows={6} />}
      empty={rows?.length === 0 && <Message icon="inbox" title={none} />}
    >
      <BarList
        label={`${title} by threats`}
        columns="grid-cols-[minmax(0,1fr)_auto]"
        rows={(rows ?? []).slice(0, MOST).map(barOf)}
      />
    </Panel>
  );
}
