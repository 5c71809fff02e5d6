import { Link } from 'react-router';
import { Ago } from '@/components/ui/Ago';
import { Count } from '@/components/ui/Figure';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import type { Threats } from '@/features/dashboard/api/types';
import { EmptyRange } from '@/components/range/EmptyRange';
import type { CardProps } from '@/features/dashboard/components/view';
import { cx } from '@/lib/cx';
import { formatCount, UNKNOWN } from '@/lib/format/numbers';
import { threatLink, threatsLink, type Scope } from '@/lib/links';
import { SEVERITIES } from '@/lib/severity';
import { threatWords } from '@/lib/threat-words';

/** Findings of the range, for staff: how many of each severity, and the newest. */
export function ThreatsCard({ data, state, view }: CardProps) {
  const threats = data?.threats;
  return (
    <Panel
      title="Threats"
      sub={
        threats && `${formatCount(threats.total)} found, ${formatCount(threats.unresolved)} open`
      }
      className="min-h-110 sm:col-span-6 lg:col-span-4"
      state={state}
      skeleton={<RowsSkeleton rows={8} />}
      actions={<Link to={threatsLink(view, { state: 'open' })}>Triage</Link>}
      empty={
        data?.threats.total === 0 && (
          <EmptyRange data={data} what="threats" view={view}>
            Every request is inspected as it comes in.
          </EmptyRange>
        )
      }
    >
      {threats && (
        <div className="@container px-3.5 pt-1.5 pb-2">
          <Severities threats={threats} scope={view} />
          <Newest threats={threats} scope={view} timeZone={data.timezone} />
        </div>
      )}
    </Panel>
  );
}

type PartProps = { threats: Threats; scope: Scope };

function Severities({ threats, scope }: PartProps) {
  return (
    <ul
      aria-label="Findings by severity"
      className="grid grid-cols-[repeat(4,auto)] justify-between gap-1.5 border-b border-border pb-2.5"
    >
      {SEVERITIES.map((severity) => (
        <li key={severity}>
          <Link
            to={threatsLink(scope, { severity })}
            className="grid justify-items-start gap-0.75 rounded-xs text-ink hover:bg-hover hover:no-underline"
          >
            <SeverityBadge severity={severity} />
            <b className="pl-0.5 text-lg leading-tight font-semibold">
              <Count value={threats.bySeverity[severity]} />
            </b>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Newest({ threats, scope, timeZone }: PartProps & { timeZone: string }) {
  return (
    <ul aria-label="Newest findings">
      {threats.recent.map(({ id, severity, threatType, description, resolved, ...finding }) => (
        <li
          key={id}
          className="relative grid h-8.25 grid-cols-[80px_minmax(0,1fr)_auto] items-center gap-2 border-b border-border last:border-b-0 hover:bg-hover @xs:grid-cols-[80px_minmax(0,1.3fr)_minmax(0,1fr)_auto] max-sm:h-11"
        >
          <SeverityBadge severity={severity} className="justify-self-start" />
          <Link
            to={threatLink(id, scope.range)}
            title={description}
            className={cx(
              'focus-inset truncate font-medium text-ink after:absolute after:inset-0',
              resolved && 'text-ink-3!',
            )}
          >
            {threatWords(threatType)}
            {resolved && <span className="font-normal"> (resolved)</span>}
          </Link>
          <span
            title={finding.ipAddress ?? 'No address was kept'}
            className="truncate font-mono text-xs text-ink-2 @max-xs:hidden"
          >
            {finding.ipAddress ?? UNKNOWN}
          </span>
          <Ago
            at={finding.createdAt}
            timeZone={timeZone}
            className="text-right text-xs whitespace-nowrap text-ink-3"
          />
        </li>
      ))}
    </ul>
  );
}
