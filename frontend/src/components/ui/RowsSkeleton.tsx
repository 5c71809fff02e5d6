/** The shape of a list, until there is one. */
export function RowsSkeleton({ rows }: { rows: number }) {
  return (
    <div aria-hidden="true" className="grid gap-5.5 px-3.5 py-8.5">
      {Array.from({ length: rows }, (_, index) => (
        <i key={index} className="skeleton h-3" />
      ))}
    </div>
  );
}
