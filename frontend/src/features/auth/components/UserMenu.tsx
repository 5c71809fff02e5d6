import { Button } from '@/components/ui/Button';
import { FieldError } from '@/components/ui/Field';
import { Popover } from '@/components/ui/Popover';
import { useLogout } from '@/features/auth/api/logout';
import type { User } from '@/features/auth/api/me';
import { asApiError } from '@/lib/api-error';

export function UserMenu({ user }: { user: User }) {
  const logout = useLogout();
  return (
    <Popover
      align="end"
      label={`${initials(user.username)}, account of ${user.username}`}
      title={user.username}
      trigger={initials(user.username)}
      triggerClass="size-7 rounded-full bg-brand text-2xs font-semibold text-on-brand max-sm:size-9"
      className="w-56"
    >
      <div className="grid gap-3">
        <div className="min-w-0">
          <p className="truncate font-semibold">{user.username}</p>
          {user.email && <p className="truncate text-xs text-ink-3">{user.email}</p>}
        </div>
        <Button onClick={() => logout.mutate()} disabled={logout.isPending}>
          Sign out
        </Button>
        {logout.error && (
          <div role="alert">
            <FieldError message={asApiError(logout.error).message} />
          </div>
        )}
      </div>
    </Popover>
  );
}

/** kaja.lind → KL, admin → AD */
function initials(name: string): string {
  const [first = '', second] = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return (second ? first.slice(0, 1) + second.slice(0, 1) : first.slice(0, 2)).toUpperCase() || '?';
}
