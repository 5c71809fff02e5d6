import { Link } from 'react-router';
import { BarList } from '@/components/ui/BarList';
import { Count, Money } from '@/components/ui/Figure';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import type { UserUsage } from '@/features/dashboard/api/types';
import { EmptyRange } from '@/components/range/EmptyRange';
import { USERS_ID } from '@/features/dashboard/components/summary-metrics';
import type { CardProps, DashboardView } from '@/features/dashboard/components/view';
import { formatCount } from '@/lib/format/numbers';
import { requestsLink, userLink } from '@/lib/links';

export function UsersCard({ data, state, view }: CardProps) {
  const users = data?.users;
  const most = users?.top[0]?.requests ?? 1;
  const partial = data && data.summary.unpricedCalls > 0;
  return (
    <Panel
      id={USERS_ID}
      title="Users"
      sub="by requests, with cost"
      className="min-h-100 sm:col-span-6 lg:col-span-4"
      state={state}
      skeleton={<RowsSkeleton rows={8} />}
      actions={users && <span>{formatCount(users.active)} active</span>}
      foot={
        users && (
          <span>
            {formatCount(users.new)} new · {formatCount(users.anonymousRequests)} anonymous requests
            {partial && ' · cost of priced calls'}
          </span>
        )
      }
      empty={
        data?.users.top.length === 0 && (
          <EmptyRange data={data} what="requests by signed-in users" view={view}>
            {formatCount(data.users.anonymousRequests)} requests were anonymous.
          </EmptyRange>
        )
      }
    >
      {users && (
        <BarList
          label="Users by requests"
          columns="grid-cols-[minmax(0,1fr)_52px_60px]"
          rows={users.top.map((user) => ({
            key: user.userId,
            name: nameOf(user),
            to: pageOf(user, view),
            size: user.requests / most,
            values: [
              <Link
                key="requests"
                to={requestsLink(view, { user: user.userId })}
                aria-label={`${formatCount(user.requests)} requests of ${nameOf(user)}`}
                className="text-ink"
              >
                <Count value={user.requests} />
              </Link>,
              <Money key="cost" value={user.costUsd} tight />,
            ],
          }))}
        />
      )}
    </Panel>
  );
}

/** An account that is gone left its requests, but no name. */
function nameOf({ username, userId }: UserUsage): string {
  return username || `Deleted user ${userId}`;
}

/** Pages of users are for staff; everyone else is led to the requests. */
function pageOf({ userId }: UserUsage, view: DashboardView): string {
  return view.isStaff ? userLink(userId, view.range) : requestsLink(view, { user: userId });
}
