import { Link } from 'react-router';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { Stars } from '@/components/ui/Stars';
import { UserName } from '@/components/ui/UserName';
import type { SingleRequest } from '@/features/requests/api/types';
import { formatDateTime } from '@/lib/format/dates';
import { threatLink } from '@/lib/links';
import { rangeFromSearch } from '@/lib/range';
import { threatWords } from '@/lib/threat-words';

type OpinionsProps = {
  request: SingleRequest;
  search: URLSearchParams;
  timeZone: string;
  isStaff: boolean;
};

/** What people thought of the answer, and what the detectors thought of the request. */
export function Opinions({ request, search, timeZone, isStaff }: OpinionsProps) {
  const range = rangeFromSearch(search);
  return (
    <>
      {request.feedback.length > 0 && (
        <section aria-labelledby="feedback-heading" className="grid gap-2">
          <h3 id="feedback-heading" className="font-semibold">
            Feedback
          </h3>
          <ul className="grid gap-2">
            {request.feedback.map((row) => (
              <li key={row.id}>
                <p className="flex flex-wrap items-center gap-2">
                  <Stars rating={row.rating} />
                  <UserName id={row.userId} name={row.username} range={range} isStaff={isStaff} />
                  <span className="text-xs text-ink-3">
                    {formatDateTime(row.createdAt, timeZone)}
                  </span>
                </p>
                {row.comment && <p className="text-ink-2">“{row.comment}”</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {request.threats.length > 0 && (
        <section aria-labelledby="threats-heading" className="grid gap-2">
          <h3 id="threats-heading" className="font-semibold">
            Threats
          </h3>
          <ul className="grid gap-2">
            {request.threats.map((row) => (
              <li key={row.id} className="flex flex-wrap items-center gap-2">
                <SeverityBadge severity={row.severity} />
                <Link to={threatLink(row.id, rangeFromSearch(search))} className="font-medium">
                  {threatWords(row.threatType)}
                </Link>
                <span className="text-ink-3">{row.resolved ? 'resolved' : 'open'}</span>
                {row.description && (
                  <span className="basis-full text-ink-2">{row.description}</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
