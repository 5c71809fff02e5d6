import { Link } from 'react-router';
import { Count, Money } from '@/components/ui/Figure';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { Td, Th } from '@/components/ui/Table';
import type { Visit } from '@/features/dashboard/api/types';
import { EmptyRange } from '@/components/range/EmptyRange';
import type { CardProps } from '@/features/dashboard/components/view';
import { formatDateTime, formatDay, formatTime } from '@/lib/format/dates';
import { formatDuration } from '@/lib/format/duration';
import { UNKNOWN } from '@/lib/format/numbers';
import { requestsLink, sessionLink } from '@/lib/links';
import { platformWords } from '@/lib/platform-words';

type SessionsCardProps = CardProps & { sessions: Visit[] | undefined };

const medium = 'max-sm:hidden';

/** The newest visits; each leads to what was done in it. */
export function SessionsCard({ data, state, view, sessions }: SessionsCardProps) {
  return (
    <Panel
      title="Sessions"
      sub="newest first"
      className="min-h-96 lg:col-span-7"
      state={state}
      skeleton={<RowsSkeleton rows={8} />}
      empty={
        data &&
        sessions?.length === 0 && (
          <EmptyRange data={data} what="sessions begun" view={view}>
            A visit ends after half an hour of silence.
          </EmptyRange>
        )
      }
    >
      {sessions && data && (
        <ScrollBox label="Sessions as a table" className="max-h-96 pt-1">
          <table className="w-full border-collapse">
            <caption className="sr-only">Sessions, newest first</caption>
            <thead>
              <tr>
                <Th>Start</Th>
                <Th numeric>Duration</Th>
                <Th numeric>Requests</Th>
                <Th numeric className={medium}>
                  Failed
                </Th>
                <Th numeric className={medium}>
                  Tokens
                </Th>
                <Th numeric>Cost</Th>
                <Th className={medium}>Platform</Th>
                <Th className={medium}>Country</Th>
              </tr>
            </thead>
            <tbody>
              {sessions.map((visit) => (
                <tr key={visit.id} className="relative hover:bg-hover">
                  <Th scope="row">
                    <Link
                      to={sessionLink(visit.id)}
                      title={formatDateTime(visit.start, data.timezone)}
                      className="after:absolute after:inset-0"
                    >
                      {formatDay(visit.start, data.timezone)},{' '}
                      {formatTime(visit.start, data.timezone)}
                    </Link>
                  </Th>
                  <Td numeric>{formatDuration(visit.durationMs)}</Td>
                  <Td numeric>
                    <Link
                      to={requestsLink(view, { session: visit.id })}
                      className="relative text-ink"
                    >
                      <Count value={visit.requests} />
                    </Link>
                  </Td>
                  <Td numeric className={medium}>
                    <Count value={visit.failedRequests} />
                  </Td>
                  <Td numeric className={medium}>
                    <Count value={visit.totalTokens} />
                  </Td>
                  <Td numeric>
                    <Money value={visit.costUsd} />
                  </Td>
                  <Td className={medium}>{platformWords(visit.platform) || UNKNOWN}</Td>
                  <Td className={medium}>{visit.countryCode || UNKNOWN}</Td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Panel>
  );
}
