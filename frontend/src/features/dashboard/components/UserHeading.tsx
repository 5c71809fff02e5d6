import { Badge } from '@/components/ui/Badge';
import type { UserAccount } from '@/features/dashboard/api/types';
import { formatDateTime } from '@/lib/format/dates';

type UserHeadingProps = { user: UserAccount | undefined; id: string; timeZone: string };

/** Who it is about. */
export function UserHeading({ user, id, timeZone }: UserHeadingProps) {
  return (
    <div className="flex min-h-6.5 flex-wrap items-baseline gap-x-3 gap-y-0.5">
      <h1 className="text-lg font-semibold">{nameOf(user, id)}</h1>
      {user && (
        <>
          {user.email && user.email !== user.username && (
            <span className="text-ink-2">{user.email}</span>
          )}
          {user.isStaff && <Badge tone="info">staff</Badge>}
          {user.exists && !user.isActive && <Badge tone="warn">switched off</Badge>}
          {!user.exists && (
            <Badge title="The account is gone; its requests and totals stay">deleted</Badge>
          )}
          <span className="text-ink-3">
            {user.joined && `joined ${formatDateTime(user.joined, timeZone)}`}
            {user.joined && user.lastLogin && ' · '}
            {user.lastLogin && `last login ${formatDateTime(user.lastLogin, timeZone)}`}
          </span>
        </>
      )}
    </div>
  );
}

/** An account that is gone left its requests, but no name. */
function nameOf(user: UserAccount | undefined, id: string): string {
  if (user === undefined) return `User ${id}`;
  return user.exists ? user.username : `Deleted user ${id}`;
}
