import { Link } from 'react-router';
import { Ago } from '@/components/ui/Ago';
import { Count } from '@/components/ui/Figure';
import { Icon } from '@/components/ui/Icon';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { UserName } from '@/components/ui/UserName';
import type { Dashboard, Rating } from '@/features/dashboard/api/types';
import { EmptyRange } from '@/components/range/EmptyRange';
import type { CardProps, DashboardView } from '@/features/dashboard/components/view';
import { formatCount, formatPercent, share, UNKNOWN } from '@/lib/format/numbers';
import { requestLink, requestsLink } from '@/lib/links';

type Feedback = Dashboard['feedback'];

const STARS = [5, 4, 3, 2, 1] as const;
const COMMENTS = 3;

export function FeedbackCard({ data, state, view }: CardProps) {
  const feedback = data?.feedback;
  return (
    <Panel
      title="Feedback"
      sub={
        feedback && `${formatCount(feedback.count)} ${feedback.count === 1 ? 'rating' : 'ratings'}`
      }
      className={`min-h-100 lg:col-span-4 ${view.isStaff ? 'sm:col-span-6' : 'sm:col-span-12'}`}
      state={state}
      skeleton={<RowsSkeleton rows={8} />}
      actions={<Link to={requestsLink(view, { rated: true })}>Read</Link>}
      empty={
        data?.feedback.count === 0 && (
          <EmptyRange data={data} what="ratings" view={view}>
            Readers rate an answer with its X-Request-ID.
          </EmptyRange>
        )
      }
    >
      {feedback && (
        <div className="flex flex-1 flex-col gap-2.5 px-3.5 pt-1 pb-3">
          <p className="flex items-baseline gap-1.75">
            <b className="text-xl leading-tight font-semibold tracking-tight">
              {feedback.averageRating?.toFixed(2) ?? UNKNOWN}
            </b>
            <span className="text-ink-3">of 5</span>
          </p>
          <Distribution feedback={feedback} />
          <Comments ratings={feedback.recent} timeZone={data.timezone} view={view} />
        </div>
      )}
    </Panel>
  );
}

function Distribution({ feedback: { distribution, count } }: { feedback: Feedback }) {
  const most = Math.max(1, ...Object.values(distribution));
  return (
    <ul aria-label="Ratings by stars">
      {STARS.map((stars) => (
        <li
          key={stars}
          className="grid h-5.25 grid-cols-[26px_minmax(0,1fr)_44px_46px] items-center gap-2 text-xs"
        >
          <span className="flex items-center gap-1 text-ink-2 [&>svg]:fill-current">
            {stars}
            <Icon name="star" size={11} />
            <span className="sr-only">stars</span>
          </span>
          <i aria-hidden="true" className="h-2 overflow-hidden rounded-xs bg-fill">
            <b
              className="block h-full rounded-xs bg-chart-ok"
              style={{ width: `${(distribution[stars] / most) * 100}%` }}
            />
          </i>
          <span className="text-right">
            <Count value={distribution[stars]} />
          </span>
          <span className="text-right text-ink-3">
            {formatPercent(share(distribution[stars], count))}
          </span>
        </li>
      ))}
    </ul>
  );
}

type CommentsProps = { ratings: Rating[]; timeZone: string; view: DashboardView };

/** The newest that have words; each leads to the request that it rates. */
function Comments({ ratings, timeZone, view }: CommentsProps) {
  const worded = ratings.filter(({ comment }) => comment).slice(0, COMMENTS);
  if (worded.length === 0) return null;
  return (
    <ul aria-label="Newest comments" className="mt-auto grid gap-2 border-t border-border pt-2">
      {worded.map(({ id, comment, rating, userId, username, requestId, createdAt }) => (
        <li key={id} className="relative rounded-xs text-xs hover:bg-hover">
          <Link
            to={requestLink(requestId)}
            title={comment}
            className="focus-inset line-clamp-2 text-ink-2 after:absolute after:inset-0"
          >
            “{comment}”
          </Link>
          <p className="truncate text-ink-3">
            {rating} {rating === 1 ? 'star' : 'stars'}
            {' · '}
            <UserName id={userId} name={username} range={view.range} isStaff={view.isStaff} />
            {' · '}
            <Ago at={createdAt} timeZone={timeZone} />
          </p>
        </li>
      ))}
    </ul>
  );
}
