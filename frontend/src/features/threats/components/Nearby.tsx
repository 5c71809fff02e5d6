import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Ago } from '@/components/ui/Ago';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { StatusBadge } from '@/components/ui/StatusBadge';
import { onlyBy } from '@/features/threats/api/search';
import type { SingleThreat, ThreatView } from '@/features/threats/api/types';
import { requestsLink } from '@/lib/links';
import { rangeFromSearch } from '@/lib/range';
import { threatWords } from '@/lib/threat-words';

type NearbyProps = { view: ThreatView; search: URLSearchParams; timeZone: string };

/** As many as leave the history in sight; the rest is a click away. */
const MOST = 5;

/** The newest requests and other findings from the same address, and of the same user. */
export function Nearby({ view, search, timeZone }: NearbyProps) {
  return view.near.map((near) => (
    <FromOnePlace
      key={near.by}
      near={near}
      threat={view.threat}
      search={search}
      timeZone={timeZone}
    />
  ));
}

type FromOnePlaceProps = {
  near: ThreatView['near'][number];
  threat: SingleThreat;
  search: URLSearchParams;
  timeZone: string;
};

function FromOnePlace({ near, threat, search, timeZone }: FromOnePlaceProps) {
  const { words, name, value } = sourceOf(near.by, threat);
  const range = rangeFromSearch(search);
  return (
    <>
      <Part
        title={`Requests ${words}`}
        all={requestsLink({ range, filters: {} }, { [name]: value })}
        none="None is kept."
      >
        {near.requests.slice(0, MOST).map((row) => (
          <Line key={row.id} at={row.createdAt} timeZone={timeZone}>
            <span className="w-9">
              <StatusBadge status={row.statusCode} />
            </span>
            <Link
              to={`/requests/${row.id}`}
              title={`${row.method} ${row.path}`}
              className={cxLink(row.id === threat.requestId)}
            >
              {row.method} {row.path}
              {row.id === threat.requestId && ' (this one)'}
            </Link>
          </Line>
        ))}
      </Part>
      <Part title={`Other threats ${words}`} all={onlyBy(search, name, value)} none="No others.">
        {near.threats.slice(0, MOST).map((row) => (
          <Line key={row.id} at={row.createdAt} timeZone={timeZone}>
            <span className="w-20">
              <SeverityBadge severity={row.severity} />
            </span>
            <Link
              to={{ pathname: `/threats/${row.id}`, search: `?${search}` }}
              title={row.description}
              className="truncate"
            >
              {threatWords(row.threatType)}{' '}
              {row.resolved && <span className="text-ink-3">(resolved)</span>}
            </Link>
          </Line>
        ))}
      </Part>
    </>
  );
}

const cxLink = (isThis: boolean) =>
  isThis ? 'truncate font-mono text-xs font-semibold' : 'truncate font-mono text-xs';

type Source = { words: string; name: 'ip' | 'user'; value: string };

function sourceOf(by: 'address' | 'user', { ipAddress, userId }: SingleThreat): Source {
  return by === 'address'
    ? { words: 'from this address', name: 'ip', value: ipAddress ?? '' }
    : { words: 'of this user', name: 'user', value: userId ?? '' };
}

type PartProps = { title: string; all: string; none: string; children: ReactNode[] };

function Part({ title, all, none, children }: PartProps) {
  return (
    <section aria-label={title} className="grid gap-1.5 border-t border-border pt-3">
      <div className="flex items-baseline gap-2">
        <h3 className="mr-auto font-semibold">{title}</h3>
        <Link to={all} className="text-xs" aria-label={`All ${title.toLowerCase()}`}>
          All
        </Link>
      </div>
      {children.length > 0 ? <ul>{children}</ul> : <p className="text-ink-3">{none}</p>}
    </section>
  );
}

type LineProps = { at: string; timeZone: string; children: ReactNode };

function Line({ at, timeZone, children }: LineProps) {
  return (
    <li className="grid min-h-7.5 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-2 max-sm:min-h-10">
      {children}
      <Ago at={at} timeZone={timeZone} className="text-xs whitespace-nowrap text-ink-3" />
    </li>
  );
}
