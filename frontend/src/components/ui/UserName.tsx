import { Link } from 'react-router';
import { userLink } from '@/lib/links';
import type { DashboardRange } from '@/lib/range';

type UserNameProps = {
  id: string | null;
  /** Empty when the account is gone. */
  name: string;
  range: DashboardRange;
  isStaff: boolean;
};

/** A user's name, which leads staff to all that this user did. It lies above a row's own link. */
export function UserName({ id, name, range, isStaff }: UserNameProps) {
  if (id === null) return 'anonymous';
  const shown = name || `deleted, ${id}`;
  return isStaff ? (
    <Link to={userLink(id, range)} className="relative z-(--z-sticky) underline underline-offset-2">
      {shown}
    </Link>
  ) : (
    shown
  );
}
