import { Link } from 'react-router';
import { BarList } from '@/components/ui/BarList';
import { Count } from '@/components/ui/Figure';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import type { Dashboard } from '@/features/dashboard/api/types';
import { EmptyRange } from '@/components/range/EmptyRange';
import type { CardProps, DashboardView } from '@/features/dashboard/components/view';
import { formatCount, formatPercent, share } from '@/lib/format/numbers';
import { requestsLink } from '@/lib/links';

/** The server lists no more than this. */
const MOST = 10;

export function TopCountriesCard({ data, state, view }: CardProps) {
  const most = data?.topCountries[0]?.requests ?? 1;
  return (
    <Panel
      title="Countries"
      sub="by requests"
      className="min-h-100 sm:col-span-6 lg:col-span-4"
      state={state}
      skeleton={<RowsSkeleton rows={8} />}
      foot={data && <Unknown data={data} view={view} />}
      empty={
        data?.topCountries.length === 0 && (
          <EmptyRange data={data} what="requests with a known country" view={view}>
            The country is looked up by the address of the client.
          </EmptyRange>
        )
      }
    >
      {data && (
        <BarList
          label="Countries by requests"
          columns="grid-cols-[minmax(0,1fr)_56px_44px]"
          rows={data.topCountries.map(({ countryCode, country, requests, percentage }) => ({
            key: countryCode,
            code: countryCode,
            name: country,
            to: requestsLink(view, { country: countryCode }),
            size: requests / most,
            values: [<Count key="requests" value={requests} />, formatPercent(percentage)],
          }))}
        />
      )}
    </Panel>
  );
}

/** Requests without a country. Their number follows only from a list that holds all countries. */
function Unknown({ data, view }: { data: Dashboard; view: DashboardView }) {
  const { totalRequests } = data.summary;
  const to = requestsLink(view, { country: 'unknown' });
  if (data.topCountries.length >= MOST) return <Link to={to}>Unknown country</Link>;
  const known = data.topCountries.reduce((sum, { requests }) => sum + requests, 0);
  const unknown = Math.max(0, totalRequests - known);
  return (
    <>
      <Link to={to}>Unknown country</Link>
      <span>
        {formatCount(unknown)} ({formatPercent(share(unknown, totalRequests))})
      </span>
    </>
  );
}
