const MOST = 5;

/** A rating as stars, and as words for who does not see them. */
export function Stars({ rating }: { rating: number }) {
  return (
    <span className="whitespace-nowrap">
      <span aria-hidden="true" className="tracking-wide text-warn">
        {'★'.repeat(rating)}
        <span className="text-ink-3">{'☆'.repeat(MOST - rating)}</span>
      </span>
      <span className="sr-only">
        {rating} of {MOST} stars
      </span>
    </span>
  );
}
