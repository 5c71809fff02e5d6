import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Badge } from '@/components/ui/Badge';
import { Fact, Facts } from '@/components/ui/Facts';
import { StatusBadge } from '@/components/ui/StatusBadge';
import { UserName } from '@/components/ui/UserName';
import type { SingleRequest } from '@/features/requests/api/types';
import { CallsTimeline } from '@/features/requests/components/CallsTimeline';
import { Opinions } from '@/features/requests/components/Opinions';
import { adminPath } from '@/lib/base';
import { formatDateTime } from '@/lib/format/dates';
import { formatDuration } from '@/lib/format/duration';
import { formatMoney } from '@/lib/format/money';
import { formatCount, UNKNOWN } from '@/lib/format/numbers';
import { sessionLink } from '@/lib/links';
import { rangeFromSearch } from '@/lib/range';

type RequestDetailsProps = {
  request: SingleRequest;
  search: URLSearchParams;
  timeZone: string;
  isStaff: boolean;
};

/** Everything that is known of one request: the numbers first. */
export function RequestDetails({ request, search, timeZone, isStaff }: RequestDetailsProps) {
  const priced = request.modelCalls - request.unpricedCalls;
  return (
    <div className="grid gap-3.5 p-3.5">
      <div className="grid gap-1">
        <p className="flex flex-wrap items-center gap-2">
          <StatusBadge status={request.statusCode} />
          <span className="font-mono font-medium break-all">
            {request.method} {request.path}
          </span>
        </p>
        <p className="text-ink-2">{formatDateTime(request.createdAt, timeZone)}</p>
      </div>
      <dl className="grid grid-cols-4 gap-2 border-y border-border py-2.5 max-sm:grid-cols-2">
        <Figure label="Latency">{formatDuration(request.latencyMs)}</Figure>
        <Figure label="Model calls">{formatCount(request.modelCalls)}</Figure>
        <Figure label="Tokens">
          {request.modelCalls > 0 ? formatCount(request.totalTokens) : UNKNOWN}
        </Figure>
        <Figure label="Cost">
          {formatMoney(request.costUsd)}
          {request.unpricedCalls > 0 && priced > 0 && (
            <span className="block text-xs font-normal text-ink-3">partial</span>
          )}
        </Figure>
      </dl>
      {(request.errorType || request.errorMessage) && (
        <p className="rounded-sm border-l-3 border-l-bad-solid bg-bad-soft px-3 py-2 break-words">
          <b className="font-semibold">{request.errorType}</b> {request.errorMessage}
        </p>
      )}
      {request.calls.length > 0 && <CallsTimeline request={request} />}
      <Facts>
        <Fact label="Endpoint">
          <span className="font-mono text-xs break-all">{request.endpoint}</span>
        </Fact>
        <Fact label="User">
          <UserName
            id={request.userId}
            name={request.username}
            range={rangeFromSearch(search)}
            isStaff={isStaff}
          />
        </Fact>
        <Fact label="Session">
          {isStaff && request.session ? (
            <Link to={sessionLink(request.session.id)}>{sessionText(request)}</Link>
          ) : (
            sessionText(request)
          )}
        </Fact>
        <Fact label="Address">
          <span className="font-mono text-xs">{request.ipAddress || UNKNOWN}</span>
        </Fact>
        <Fact label="Country">{request.countryCode || 'not known'}</Fact>
        <Fact label="Client">{clientText(request)}</Fact>
        <Fact label="First byte">{formatDuration(request.firstByteMs)}</Fact>
        <Fact label="First token">{formatDuration(request.timeToFirstTokenMs)}</Fact>
        <Fact label="Request id">
          <code className="font-mono text-xs break-all select-all">{request.id}</code>
        </Fact>
      </Facts>
      <Opinions request={request} search={search} timeZone={timeZone} isStaff={isStaff} />
      {isStaff && adminPath() && (
        <a href={`${adminPath()}dashboard/requestlog/${request.id}/change/`}>Open in the admin</a>
      )}
    </div>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="text-md font-semibold">{children}</dd>
    </div>
  );
}

function sessionText({ session }: SingleRequest): string {
  if (!session) return UNKNOWN;
  const lasted = Date.parse(session.lastActivity) - Date.parse(session.start);
  const requests =
    session.requests === 1 ? '1 request' : `${formatCount(session.requests)} requests`;
  return lasted < 1000 ? requests : `${requests} in ${formatDuration(lasted)}`;
}

function clientText({ userAgent }: SingleRequest): ReactNode {
  if (!userAgent) return UNKNOWN;
  const parts = [userAgent.browser, userAgent.os, userAgent.device].filter(Boolean);
  return (
    <span title={userAgent.text}>
      {parts.join(' · ') || userAgent.text}{' '}
      {userAgent.isBot && <Badge title="Says that it is a program">bot</Badge>}
    </span>
  );
}
