/** Three spans of a trace. */
export function BrandMark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 22 22" aria-hidden="true" className="flex-none">
      <rect width="22" height="22" rx="5" fill="var(--p-800)" />
      <rect x="4.5" y="5" width="8" height="2.8" rx="1.4" fill="var(--mark-1)" />
      <rect x="7.5" y="9.6" width="10" height="2.8" rx="1.4" fill="var(--mark-2)" />
      <rect x="11.5" y="14.2" width="5" height="2.8" rx="1.4" fill="var(--mark-3)" />
    </svg>
  );
}
