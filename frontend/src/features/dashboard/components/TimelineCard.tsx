import { Link } from 'react-router';
import { Ago } from '@/components/ui/Ago';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { Stars } from '@/components/ui/Stars';
import { StatusBadge } from '@/components/ui/StatusBadge';
import type { TimelineItem } from '@/features/dashboard/api/types';
import { EmptyRange } from '@/components/range/EmptyRange';
import type { CardProps } from '@/features/dashboard/components/view';
import { requestLink, threatLink } from '@/lib/links';
import type { DashboardRange } from '@/lib/range';

type TimelineCardProps = CardProps & { timeline: TimelineItem[] | undefined };

/** What the user did, and what was found of them, as one list. */
export function TimelineCard({ data, state, view, timeline }: TimelineCardProps) {
  return (
    <Panel
      title="Timeline"
      sub="newest 50"
      className="min-h-96 lg:col-span-5"
      state={state}
      skeleton={<RowsSkeleton rows={8} />}
      empty={
        data &&
        timeline?.length === 0 && (
          <EmptyRange data={data} what="activity" view={view}>
            Requests, ratings and threats appear here.
          </EmptyRange>
        )
      }
    >
      {timeline && data && (
        <ScrollBox label="Activity, newest first" className="max-h-96 pt-1">
          <ol>
            {timeline.map((item) => (
              <li
                key={`${item.kind} ${item.id}`}
                className="relative grid min-h-8.5 grid-cols-[72px_minmax(0,1fr)_auto] items-center gap-2 border-b border-border px-3.5 last:border-b-0 hover:bg-hover"
              >
                <Kind item={item} />
                <Words item={item} range={view.range} />
                <Ago at={item.at} timeZone={data.timezone} className="text-xs text-ink-3" />
              </li>
            ))}
          </ol>
        </ScrollBox>
      )}
    </Panel>
  );
}

function Kind({ item: { kind, statusCode, rating, severity } }: { item: TimelineItem }) {
  return (
    <span>
      <span className="sr-only">{kind}</span>
      {kind === 'request' && <StatusBadge status={statusCode} />}
      {kind === 'feedback' && rating !== null && <Stars rating={rating} />}
      {kind === 'threat' && severity !== null && <SeverityBadge severity={severity} />}
    </span>
  );
}

type WordsProps = { item: TimelineItem; range: DashboardRange };

/** Leads to the request, or to the finding. */
function Words({ item: { kind, id, requestId, text }, range }: WordsProps) {
  const words = text || (kind === 'feedback' ? 'rated without a comment' : kind);
  return (
    <Link
      to={kind === 'threat' ? threatLink(id, range) : requestLink(requestId ?? id)}
      title={words}
      className="focus-inset truncate text-ink after:absolute after:inset-0"
    >
      {words}
    </Link>
  );
}
