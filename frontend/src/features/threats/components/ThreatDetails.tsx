import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Badge } from '@/components/ui/Badge';
import { Fact, Facts } from '@/components/ui/Facts';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { StatusBadge } from '@/components/ui/StatusBadge';
import type {
  Deed,
  Firing,
  RuleQuality,
  SingleThreat,
  ThreatView,
} from '@/features/threats/api/types';
import { Evidence } from '@/features/threats/components/Evidence';
import { Nearby } from '@/features/threats/components/Nearby';
import { formatDateTime } from '@/lib/format/dates';
import { formatDuration } from '@/lib/format/duration';
import { formatCount, formatPercent, UNKNOWN } from '@/lib/format/numbers';
import { requestLink, userLink } from '@/lib/links';
import { rangeFromSearch } from '@/lib/range';

type ThreatDetailsProps = { view: ThreatView; search: URLSearchParams; timeZone: string };

/** One finding on one screen: what happened, who it was, and what was made of it. */
export function ThreatDetails({ view, search, timeZone }: ThreatDetailsProps) {
  const { threat } = view;
  return (
    <div className="grid gap-3.5 p-3.5">
      <div className="grid gap-1.5">
        <p className="flex flex-wrap items-center gap-2">
          <SeverityBadge severity={threat.severity} />
          <State threat={threat} />
          <span className="text-ink-3">Threat {threat.id}</span>
        </p>
        {threat.description && <p className="break-words">{threat.description}</p>}
        <p className="text-ink-2">
          {threat.count === 1
            ? formatDateTime(threat.createdAt, timeZone)
            : `${formatCount(threat.count)} times from ${formatDateTime(threat.createdAt, timeZone)} to ${formatDateTime(threat.lastSeen, timeZone)}`}
        </p>
        {threat.detector && <Rule threat={threat} quality={view.rule} />}
        {threat.resolved && threat.resolvedAt && (
          <p className="text-ink-2">
            Resolved {threat.resolvedBy && <>by {threat.resolvedBy} </>}on{' '}
            {formatDateTime(threat.resolvedAt, timeZone)}
          </p>
        )}
        {threat.note && <p className="break-words text-ink-2">“{threat.note}”</p>}
      </div>
      <Section id="evidence" title="Evidence">
        <Evidence evidence={threat.evidence} />
      </Section>
      <Section id="request" title="Request">
        <About threat={threat} search={search} timeZone={timeZone} />
      </Section>
      <Nearby view={view} search={search} timeZone={timeZone} />
      {view.firings.length > 0 && (
        <Section id="firings" title="Rules of response">
          <Firings firings={view.firings} timeZone={timeZone} />
        </Section>
      )}
      <Section id="history" title="History">
        <History deeds={view.history} found={threat.createdAt} timeZone={timeZone} />
      </Section>
    </div>
  );
}

function State({ threat }: { threat: SingleThreat }) {
  if (threat.falsePositive) return <Badge tone="mute">False positive</Badge>;
  return threat.resolved ? <Badge tone="ok">Resolved</Badge> : <Badge tone="bad">Open</Badge>;
}

/** What found it, how sure it was, and how often staff found it right. */
function Rule({ threat, quality }: { threat: SingleThreat; quality: ThreatView['rule'] }) {
  return (
    <p className="text-ink-2">
      By the rule <code className="font-mono text-xs">{threat.detector}</code>
      {threat.score !== null && <>, score {threat.score.toFixed(2)} of 1</>}
      {quality && <>. {qualityInWords(quality)}</>}
    </p>
  );
}

function qualityInWords({ judged, falsePositives }: RuleQuality): string {
  if (judged === 0) return 'None of its findings is judged yet.';
  return `${formatCount(falsePositives)} of its ${formatCount(judged)} judged findings were false positives (${formatPercent((100 * falsePositives) / judged)}).`;
}

/** What rules did about it, or would have done. */
function Firings({ firings, timeZone }: { firings: Firing[]; timeZone: string }) {
  return (
    <ol className="grid gap-1.5">
      {firings.map((firing, index) => (
        <li key={index}>
          <span className="text-xs text-ink-3">{formatDateTime(firing.at, timeZone)}</span>
          <span className="block break-words">
            <b className="font-medium">{firing.rule}</b>
            {firing.inShadow && ' (in shadow mode)'}: {firing.outcome}
          </span>
        </li>
      ))}
    </ol>
  );
}

type SectionProps = { id: string; title: string; children: ReactNode };

function Section({ id, title, children }: SectionProps) {
  return (
    <section aria-labelledby={`${id}-heading`} className="grid gap-2 border-t border-border pt-3">
      <h3 id={`${id}-heading`} className="font-semibold">
        {title}
      </h3>
      {children}
    </section>
  );
}

type AboutProps = { threat: SingleThreat; search: URLSearchParams; timeZone: string };

/** The request, and whose it was. */
function About({ threat, search, timeZone }: AboutProps) {
  const { request, requestId, userId, username } = threat;
  return (
    <Facts>
      {request && (
        <>
          <Fact label="Request">
            <Link to={requestLink(request.id)} className="font-mono text-xs break-all">
              {request.method} {request.path}
            </Link>
          </Fact>
          <Fact label="Answer">
            <StatusBadge status={request.statusCode} /> in {formatDuration(request.latencyMs)}
          </Fact>
          <Fact label="Time">{formatDateTime(request.createdAt, timeZone)}</Fact>
        </>
      )}
      {!request && (
        <Fact label="Request">
          {requestId === null ? (
            'none'
          ) : (
            <>
              <code className="font-mono text-xs break-all">{requestId}</code>, whose row is not
              there: not written yet, sampled away or removed by age
            </>
          )}
        </Fact>
      )}
      <Fact label="Address">
        <span className="font-mono text-xs">{threat.ipAddress ?? UNKNOWN}</span>
      </Fact>
      <Fact label="Country">{threat.countryCode || 'not known'}</Fact>
      <Fact label="User">
        {userId === null ? (
          'anonymous'
        ) : (
          <Link to={userLink(userId, rangeFromSearch(search))}>
            {username || `deleted, ${userId}`}
          </Link>
        )}
      </Fact>
    </Facts>
  );
}

type HistoryProps = { deeds: Deed[]; found: string; timeZone: string };

/** Who did what and when, oldest first. */
function History({ deeds, found, timeZone }: HistoryProps) {
  return (
    <ol className="grid gap-1.5">
      <li>
        <span className="text-xs text-ink-3">{formatDateTime(found, timeZone)}</span>
        <span className="block">Found</span>
      </li>
      {deeds.map((deed, index) => (
        <li key={index}>
          <span className="text-xs text-ink-3">{formatDateTime(deed.at, timeZone)}</span>
          <span className="block break-words">
            <b className="font-medium">{deed.by || 'deleted account'}</b>: {deed.text}
          </span>
        </li>
      ))}
    </ol>
  );
}
