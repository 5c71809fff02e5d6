import { Link, useParams } from 'react-router';
import { freshnessOf } from '@/components/range/freshness';
import { LiveHeader } from '@/components/range/LiveHeader';
import { Badge } from '@/components/ui/Badge';
import { Message } from '@/components/ui/Message';
import { panelState } from '@/components/ui/panel-state';
import { useSession } from '@/features/analytics/api/sessions';
import { ActionsCard } from '@/features/analytics/components/ActionsCard';
import { SessionFacts } from '@/features/analytics/components/SessionFacts';
import { useDocumentTitle } from '@/hooks/use-document-title';
import { formatDateTime } from '@/lib/format/dates';
import { viewerTimeZone } from '@/lib/time-zone';

/** One session: who, with what, and what they did, in order. */
export default function SessionPage() {
  const { id = '' } = useParams();
  const query = useSession(id);
  const timeZone = viewerTimeZone();
  const state = panelState(query, timeZone);
  const session = query.data;
  useDocumentTitle('Session');

  if (session === undefined && state.error?.status === 404) {
    return (
      <Message
        icon="inbox"
        title="There is no such session"
        action={<Link to="/people">Users & sessions</Link>}
      >
        It may not be written yet, or it was removed by age.
      </Message>
    );
  }
  return (
    <>
      <LiveHeader timeZone={timeZone} {...freshnessOf([query])} />
      <div className="flex min-h-6.5 flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <Link to="/people">Users & sessions</Link>
        <h1 className="text-lg font-semibold">Session</h1>
        {session && (
          <>
            <span className="text-ink-2">{formatDateTime(session.start, timeZone)}</span>
            {session.isActive && <Badge tone="ok">active</Badge>}
          </>
        )}
      </div>
      <SessionFacts session={session} state={state} timeZone={timeZone} />
      <ActionsCard session={session} state={state} timeZone={timeZone} />
    </>
  );
}
