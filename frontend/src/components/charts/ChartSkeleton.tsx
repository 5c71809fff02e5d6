const heights = [52, 60, 66, 64, 72, 58, 30, 28, 58, 62, 68, 66, 74, 60, 34, 30];

/** The shape of a bar chart, until there is one. */
export function ChartSkeleton() {
  return (
    <div
      aria-hidden="true"
      className="flex min-h-0 flex-1 items-end gap-1.5 border-b border-border pl-10 sm:gap-2.5"
    >
      {heights.map((height, index) => (
        <i key={index} className="skeleton flex-1" style={{ height: `${height}%` }} />
      ))}
    </div>
  );
}
