import type { IconName } from '@/components/ui/Icon';
import type { User } from '@/features/auth/api/me';
import { adminPath, serverPath } from '@/lib/base';

export type Place = {
  label: string;
  icon: IconName;
  /** A page of this app, with a query that it opens with. */
  to?: string;
  /** A page that Django renders. */
  href?: string;
  /** Paths of pages that are part of this place, beside its own. */
  parts?: string[];
  /** Its name in the phone's bar, where it has a place of its own. */
  short?: string;
};

export type Section = { title?: string; places: Place[] };

const overview: Place = { label: 'Overview', icon: 'overview', to: '/', short: 'Overview' };
const requests: Place = { label: 'Requests', icon: 'list', to: '/requests', short: 'Requests' };

const events: Place = { label: 'Events', icon: 'bolt', to: '/events' };

/** Places that exist, for this reader. */
export function sectionsFor(user: User): Section[] {
  if (!user.isStaff) return [{ places: [overview, requests, { ...events, short: 'Events' }] }];
  const admin = adminPath();
  return [
    {
      places: [
        overview,
        { label: 'Live', icon: 'live', to: '/live' },
        requests,
        {
          label: 'Users & sessions',
          icon: 'people',
          to: '/people',
          parts: ['/sessions', '/users'],
          short: 'Users',
        },
        events,
        { label: 'Features', icon: 'features', to: '/features' },
        { label: 'Devices', icon: 'devices', to: '/devices' },
        { label: 'Peak hours', icon: 'heatmap', to: '/hours' },
      ],
    },
    {
      title: 'Respond',
      places: [{ label: 'Threats', icon: 'threats', to: '/threats?state=open', short: 'Threats' }],
    },
    {
      title: 'Manage',
      places: [
        ...(admin ? [{ label: 'Admin', icon: 'admin', href: admin } as const] : []),
        { label: 'API docs', icon: 'docs', href: serverPath('api/docs/') },
      ],
    },
  ];
}

/** Whether a page is this place, or part of it. */
export function isAt({ to, parts = [] }: Place, pathname: string): boolean {
  if (to === undefined) return false;
  if (to === '/') return pathname === to;
  const [own = to] = to.split('?');
  return [own, ...parts].some((path) => pathname === path || pathname.startsWith(`${path}/`));
}
