import { NavLink } from 'react-router';
import { Icon, type IconName } from '@/components/ui/Icon';
import type { User } from '@/features/auth/api/me';
import { adminPath, serverPath } from '@/lib/base';

type Place = { label: string; icon: IconName; to?: string; href?: string };

/** Places that exist, for this reader. `href` leaves this page for one that Django renders. */
function placesFor(user: User): Place[] {
  const overview: Place = { label: 'Overview', icon: 'overview', to: '/' };
  if (!user.isStaff) return [overview];
  return [
    overview,
    { label: 'Admin', icon: 'admin', href: adminPath() },
    { label: 'API docs', icon: 'docs', href: serverPath('api/docs/') },
  ];
}

const row =
  'flex h-7.5 items-center gap-2.25 rounded-sm px-2 font-medium text-ink-2 hover:bg-hover hover:text-ink hover:no-underline aria-[current]:bg-fill aria-[current]:text-ink max-md:h-11 [&>svg]:text-ink-3 aria-[current]:[&>svg]:text-accent';

export function NavLinks({ user }: { user: User }) {
  return (
    <ul className="grid gap-px">
      {placesFor(user).map((place) => (
        <li key={place.label}>
          <PlaceLink place={place} className={row} iconSize={16} />
        </li>
      ))}
    </ul>
  );
}

const tab =
  'grid h-14 place-content-center justify-items-center gap-0.75 border-t-2 border-transparent text-2xs text-ink-2 hover:no-underline aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-info';

/** The phone's bottom bar; pointless for who has one place only. */
export function TabBar({ user }: { user: User }) {
  const places = placesFor(user);
  if (places.length < 2) return null;
  return (
    <nav
      aria-label="Main, short"
      className="fixed inset-x-0 bottom-0 z-(--z-nav) flex border-t border-border bg-panel pb-[env(safe-area-inset-bottom)] *:flex-1 sm:hidden"
    >
      {places.map((place) => (
        <PlaceLink key={place.label} place={place} className={tab} iconSize={20} />
      ))}
    </nav>
  );
}

type PlaceLinkProps = { place: Place; className: string; iconSize: number };

function PlaceLink({ place: { label, icon, to, href }, className, iconSize }: PlaceLinkProps) {
  const content = (
    <>
      <Icon name={icon} size={iconSize} />
      {label}
    </>
  );
  return to === undefined ? (
    <a href={href} className={className}>
      {content}
    </a>
  ) : (
    <NavLink to={to} end className={className}>
      {content}
    </NavLink>
  );
}
