import { EmptyRange } from '@/components/range/EmptyRange';
import { BarList } from '@/components/ui/BarList';
import { Count } from '@/components/ui/Figure';
import { Message } from '@/components/ui/Message';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { ScrollBox } from '@/components/ui/ScrollBox';
import type { Devices, Share } from '@/features/analytics/api/types';
import type { PanelProps } from '@/features/analytics/components/view';
import { formatCount, formatPercent, share } from '@/lib/format/numbers';

export type ShareRow = Share & {
  /** Its name in words, where that is another. */
  words?: string;
  /** Where its requests are. */
  to?: string;
};

type SharesCardProps = PanelProps<Devices> & {
  title: string;
  /** What is told by few clients only. */
  what?: string;
  rows: ShareRow[] | undefined;
};

/** Parts of the sessions, largest first, and how many told nothing. */
export function SharesCard({ data, state, view, title, what = title, rows }: SharesCardProps) {
  const most = rows?.[0]?.sessions ?? 1;
  const known = rows?.reduce((sum, { sessions }) => sum + sessions, 0) ?? 0;
  const unknown = Math.max(0, (data?.sessions ?? 0) - known);
  return (
    <Panel
      title={title}
      sub="by sessions, with requests"
      className="min-h-60"
      state={state}
      skeleton={<RowsSkeleton rows={5} />}
      foot={
        unknown > 0 && (
          <span>
            Not known for {formatCount(unknown)} sessions (
            {formatPercent(share(unknown, data?.sessions ?? 0))})
          </span>
        )
      }
      empty={data && nothing({ data, view, what, rows })}
    >
      {rows && (
        <ScrollBox label={`${title} by sessions`} className="max-h-96">
          <BarList
            label={title}
            columns="grid-cols-[minmax(0,1fr)_60px_52px_68px]"
            rows={rows.map((row) => ({
              key: row.name,
              name: row.words ?? row.name,
              to: row.to,
              size: row.sessions / most,
              values: [
                <Count key="sessions" value={row.sessions} />,
                formatPercent(row.percentage),
                <span key="requests" title={`${formatCount(row.requests)} requests`}>
                  <Count value={row.requests} />
                </span>,
              ],
            }))}
          />
        </ScrollBox>
      )}
    </Panel>
  );
}

type NothingProps = Pick<SharesCardProps, 'view' | 'rows'> & { data: Devices; what: string };

/** No sessions at all, or none that told. */
function nothing({ data, view, what, rows }: NothingProps) {
  if (data.sessions === 0) {
    return (
      <EmptyRange data={data} what="sessions" view={view}>
        A session begins with the first request or page view of a client.
      </EmptyRange>
    );
  }
  return (
    rows?.length === 0 && (
      <Message icon="inbox" title={`${what} are not known`}>
        None of the {formatCount(data.sessions)} sessions came from a client that tells them.
      </Message>
    )
  );
}
