import { Link } from 'react-router';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import type { Threats } from '@/features/dashboard/api/types';
import { threatsLink, type Scope } from '@/lib/links';
import { criticalWords, threatWords } from '@/lib/threat-words';

const NAMED = 2;

/** What is on fire: critical findings of the range that nobody has resolved. */
export function CriticalNotice({ threats, scope }: { threats: Threats; scope: Scope }) {
  const open = threats.unresolvedBySeverity.critical;
  if (open === 0) return null;
  const named = threats.recent
    .filter(({ severity, resolved }) => severity === 'critical' && !resolved)
    .slice(0, NAMED);
  return (
    <div
      role="note"
      aria-label="Critical threats"
      className="flex flex-wrap items-center gap-x-2.5 gap-y-1 rounded-sm border border-l-3 border-border border-l-bad-solid bg-panel px-3 py-1.75"
    >
      <SeverityBadge severity="critical">{criticalWords(open)}</SeverityBadge>
      <p className="min-w-0 flex-1 truncate max-sm:order-3 max-sm:basis-full max-sm:whitespace-normal">
        {named.map(({ id, threatType, ipAddress }, index) => (
          <span key={id}>
            {index > 0 && ', and '}
            {threatWords(threatType)}
            {ipAddress && (
              <>
                {' from '}
                <span className="font-mono text-xs">{ipAddress}</span>
              </>
            )}
          </span>
        ))}
        {named.length === 0 && 'Found earlier in this range'}
      </p>
      <Link to={threatsLink(scope, { state: 'open', severity: 'critical' })} className="ml-auto">
        Triage
      </Link>
    </div>
  );
}
