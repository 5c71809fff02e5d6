import { memo } from 'react';
import { Link } from 'react-router';
import { Badge } from '@/components/ui/Badge';
import { Message } from '@/components/ui/Message';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { StatusBadge } from '@/components/ui/StatusBadge';
import { Td, Th } from '@/components/ui/Table';
import { UserName } from '@/components/ui/UserName';
import type { Entry } from '@/features/live/api/feed';
import type { Connection } from '@/features/live/api/socket';
import type { LiveEvent, LiveRequest } from '@/features/live/api/types';
import type { useHeld } from '@/hooks/use-held';
import { formatDateTime, formatTimeOfDay } from '@/lib/format/dates';
import { formatDuration } from '@/lib/format/duration';
import { formatMoney } from '@/lib/format/money';
import { UNKNOWN } from '@/lib/format/numbers';
import { requestLink } from '@/lib/links';
import { threatWords } from '@/lib/threat-words';
import type { RecentThreat } from '@/types/types.gen';

type LiveTableProps = {
  lines: Entry[];
  isFiltered: boolean;
  connection: Connection;
  timeZone: string;
  /** Tells whether somebody is at the lines. */
  box: ReturnType<typeof useHeld>['box'];
};

const medium = 'max-sm:hidden';
const wide = 'max-lg:hidden';

/** One line a request or finding, the newest on top. */
export function LiveTable({ lines, isFiltered, connection, timeZone, box }: LiveTableProps) {
  return (
    <section
      aria-label="What came"
      className="flex min-h-60 flex-col rounded-md border border-border bg-panel shadow-1"
      {...box}
    >
      {lines.length === 0 ? (
        <Nothing isFiltered={isFiltered} connection={connection} />
      ) : (
        <ScrollBox label="What came, as a table" className="pt-1">
          <table className="w-full border-collapse">
            <caption className="sr-only">
              Requests, events and threats as they come, newest first
            </caption>
            <thead>
              <tr>
                <Th aria-sort="descending">
                  Time <span aria-hidden="true">↓</span>
                </Th>
                <Th>What</Th>
                <Th>Outcome</Th>
                <Th numeric>Latency</Th>
                <Th className={medium}>Who</Th>
                <Th className={medium}>Model</Th>
                <Th numeric className={wide}>
                  Cost
                </Th>
                <Th className={wide}>Country</Th>
              </tr>
            </thead>
            <tbody>
              {lines.map((entry) => (
                <Line key={entry.key} entry={entry} timeZone={timeZone} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </section>
  );
}

type LineProps = { entry: Entry; timeZone: string };

/** Drawn once: entries do not change. */
const Line = memo(function Line({ entry, timeZone }: LineProps) {
  return (
    <tr className="relative hover:bg-hover">
      <Th scope="row">
        <Link
          to={linkOf(entry)}
          title={formatDateTime(entry.at, timeZone)}
          className="after:absolute after:inset-0"
        >
          {formatTimeOfDay(entry.at, timeZone)}
        </Link>
      </Th>
      {entry.kind === 'request' && <RequestCells request={entry.request} />}
      {entry.kind === 'event' && <EventCells event={entry.event} />}
      {entry.kind === 'threat' && <ThreatCells threat={entry.threat} />}
    </tr>
  );
});

/** Where more is to be seen: of an event, its project. */
function linkOf(entry: Entry): string {
  switch (entry.kind) {
    case 'request':
      return requestLink(entry.request.id);
    case 'event':
      return `/events?project=${entry.event.projectId}`;
    case 'threat':
      return `/threats/${entry.threat.id}`;
  }
}

const RANGE = { name: '24h' } as const;

function RequestCells({ request }: { request: LiveRequest }) {
  return (
    <>
      <Td className="w-full max-w-0">
        <span className="block truncate" title={`${request.method} ${request.endpoint}`}>
          <span className="text-ink-3 max-sm:sr-only">{request.method} </span>
          <span className="font-mono text-xs">{request.endpoint}</span>
        </span>
      </Td>
      <Td>
        <StatusBadge status={request.statusCode} />
      </Td>
      <Td numeric>{formatDuration(request.latencyMs)}</Td>
      <Td className={`whitespace-nowrap ${medium}`}>
        <UserName id={request.userId} name={request.username} range={RANGE} isStaff />
      </Td>
      <Td className={`whitespace-nowrap ${medium}`}>{request.model}</Td>
      <Td numeric className={wide}>
        {request.model && formatMoney(request.costUsd)}
      </Td>
      <Td className={wide} title={request.countryCode ? undefined : 'Not known'}>
        {request.countryCode || UNKNOWN}
      </Td>
    </>
  );
}

function EventCells({ event }: { event: LiveEvent }) {
  return (
    <>
      <Td className="w-full max-w-0">
        <span className="block truncate" title={`${event.name} ${event.pageUrl}`}>
          <span className="font-medium">{event.name}</span>{' '}
          <span className="text-ink-3">{event.pageUrl}</span>
        </span>
      </Td>
      <Td>
        <Badge>{event.project || 'event'}</Badge>
      </Td>
      <Td />
      <Td className={`max-w-48 truncate ${medium}`}>{event.distinctId || 'anonymous'}</Td>
      <Td className={medium} />
      <Td className={wide} />
      <Td className={wide} title={event.countryCode ? undefined : 'Not known'}>
        {event.countryCode || UNKNOWN}
      </Td>
    </>
  );
}

function ThreatCells({ threat }: { threat: RecentThreat }) {
  return (
    <>
      <Td className="w-full max-w-0">
        <span className="block truncate" title={threat.description}>
          <span className="font-medium">{threatWords(threat.threatType)}</span>{' '}
          <span className="text-ink-3">{threat.description}</span>
        </span>
      </Td>
      <Td>
        <SeverityBadge severity={threat.severity} />
      </Td>
      <Td />
      <Td className={`font-mono text-xs whitespace-nowrap ${medium}`}>
        {threat.ipAddress ?? UNKNOWN}
      </Td>
      <Td className={medium} />
      <Td className={wide} />
      <Td className={wide} title={threat.countryCode ? undefined : 'Not known'}>
        {threat.countryCode || UNKNOWN}
      </Td>
    </>
  );
}

function Nothing({ isFiltered, connection }: Pick<LiveTableProps, 'isFiltered' | 'connection'>) {
  if (connection === 'reconnecting') {
    return (
      <Message alert icon="warning" title="The live feed is not reachable">
        The page keeps trying to connect. Behind a proxy, the address /ws/ has to be passed on.
      </Message>
    );
  }
  return (
    <Message
      icon="inbox"
      title={isFiltered ? 'Nothing that passes the filters yet' : 'Nothing yet'}
    >
      New requests, events and findings appear here within two seconds.
    </Message>
  );
}
