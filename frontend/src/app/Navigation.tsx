import { Link, useLocation } from 'react-router';
import { isAt, sectionsFor, type Place } from '@/app/places';
import { Icon } from '@/components/ui/Icon';
import { Popover, useClosePopover } from '@/components/ui/Popover';
import type { User } from '@/features/auth/api/me';
import { cx } from '@/lib/cx';

const row =
  'flex h-7.5 items-center gap-2.25 rounded-sm px-2 font-medium text-ink-2 hover:bg-hover hover:text-ink hover:no-underline aria-[current]:bg-fill aria-[current]:text-ink max-md:h-11 [&>svg]:text-ink-3 aria-[current]:[&>svg]:text-accent';

export function NavLinks({ user }: { user: User }) {
  return sectionsFor(user).map(({ title, places }, index) => (
    <div key={title ?? index}>
      {title && <p className="px-2 pt-3.5 pb-1 text-xs text-ink-3">{title}</p>}
      <ul aria-label={title} className="grid gap-px">
        {places.map((place) => (
          <li key={place.label}>
            <PlaceLink place={place} className={row} iconSize={16} />
          </li>
        ))}
      </ul>
    </div>
  ));
}

const tab =
  'grid h-14 w-full place-content-center justify-items-center gap-0.75 border-t-2 border-transparent text-2xs text-ink-2 hover:no-underline';
const current = 'border-accent! font-semibold text-info!';

/** The phone's bottom bar: the most used places, and the others behind a button. */
export function TabBar({ user }: { user: User }) {
  const { pathname } = useLocation();
  const places = sectionsFor(user).flatMap((section) => section.places);
  const main = places.filter(({ short }) => short !== undefined);
  const others = places.filter(({ short }) => short === undefined);
  return (
    <nav
      aria-label="Main, short"
      className="fixed inset-x-0 bottom-0 z-(--z-nav) flex border-t border-border bg-panel pb-[env(safe-area-inset-bottom)] *:flex-1 sm:hidden"
    >
      {main.map((place) => (
        <PlaceLink
          key={place.label}
          place={{ ...place, label: place.short ?? place.label }}
          className={cx(tab, isAt(place, pathname) && current)}
          iconSize={20}
        />
      ))}
      {others.length > 0 && (
        <Popover
          align="end"
          side="above"
          className="mr-2 w-51"
          triggerClass={cx(tab, others.some((place) => isAt(place, pathname)) && current)}
          trigger={
            <>
              <Icon name="more" size={20} />
              More
            </>
          }
        >
          <ul>
            {others.map((place) => (
              <li key={place.label}>
                <PlaceLink place={place} className={row} iconSize={16} />
              </li>
            ))}
          </ul>
        </Popover>
      )}
    </nav>
  );
}

type PlaceLinkProps = { place: Place; className: string; iconSize: number };

/** Where it stands in a popover it closes that. */
function PlaceLink({ place, className, iconSize }: PlaceLinkProps) {
  const { pathname } = useLocation();
  const close = useClosePopover();
  const { label, icon, to, href } = place;
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
    <Link
      to={to}
      aria-current={isAt(place, pathname) ? 'page' : undefined}
      className={className}
      onClick={close}
    >
      {content}
    </Link>
  );
}
