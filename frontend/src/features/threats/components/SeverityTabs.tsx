import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { filtersFromSearch, narrowed } from '@/features/threats/api/search';
import type { Summary } from '@/features/threats/api/types';
import { formatCount } from '@/lib/format/numbers';
import { SEVERITIES, type Severity } from '@/lib/severity';

type SeverityTabsProps = { search: URLSearchParams; summary: Summary | undefined };

/** What is open, as a whole and by severity. The counts are those of the range. */
export function SeverityTabs({ search, summary }: SeverityTabsProps) {
  return (
    <nav aria-label="Open threats by severity">
      <ul className="flex flex-wrap gap-1">
        <Tab search={search} severity={undefined} count={summary?.unresolved}>
          All open
        </Tab>
        {SEVERITIES.map((severity) => (
          <Tab
            key={severity}
            search={search}
            severity={severity}
            count={summary?.unresolvedBySeverity[severity]}
          >
            <SeverityBadge severity={severity} />
          </Tab>
        ))}
      </ul>
    </nav>
  );
}

type TabProps = {
  search: URLSearchParams;
  severity: Severity | undefined;
  /** Undefined until it is known. */
  count: number | undefined;
  children: ReactNode;
};

function Tab({ search, severity, count, children }: TabProps) {
  const set = filtersFromSearch(search);
  const current = set.state === 'open' && set.severity === severity;
  return (
    <li>
      <Link
        to={{
          pathname: '/threats',
          search: `?${narrowed(narrowed(search, 'state', 'open'), 'severity', severity)}`,
        }}
        aria-current={current ? 'true' : undefined}
        className="flex h-8 items-center gap-2 rounded-sm px-2.5 font-medium text-ink-2 hover:bg-hover hover:no-underline aria-[current]:bg-fill aria-[current]:text-ink max-sm:h-11 max-sm:px-1.5"
      >
        {children}{' '}
        {count !== undefined && <b className="font-semibold text-ink">{formatCount(count)}</b>}
      </Link>
    </li>
  );
}
