import { cx } from '@/lib/cx';
import { SEVERITY_WORDS, type Severity } from '@/lib/severity';

const looks: Record<Severity, string> = {
  critical: 'bg-critical-soft text-critical',
  high: 'bg-high-soft text-high',
  medium: 'bg-medium-soft text-medium',
  low: 'bg-low-soft text-low',
};

type SeverityBadgeProps = { severity: Severity; children?: string; className?: string };

/** Glyph, word and colour of a severity; other words may stand in for its name. */
export function SeverityBadge({ severity, children, className }: SeverityBadgeProps) {
  return (
    <span
      className={cx(
        'inline-flex h-5 items-center gap-1.5 rounded-xs px-1.75 text-xs font-medium whitespace-nowrap',
        looks[severity],
        className,
      )}
    >
      <SeverityGlyph severity={severity} />
      {children ?? SEVERITY_WORDS[severity]}
    </span>
  );
}

const BARS = [
  { x: 1, height: 4 },
  { x: 4.75, height: 7 },
  { x: 8.5, height: 10 },
];
const filled = { high: 3, medium: 2, low: 1 };

/** A filled octagon for critical; three, two or one bars for the rest. */
function SeverityGlyph({ severity }: { severity: Severity }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" className="flex-none">
      {severity === 'critical' ? (
        <>
          <path d="M3.7.5h4.6l3.2 3.2v4.6l-3.2 3.2H3.7L.5 8.3V3.7z" fill="currentColor" />
          <path
            d="M6 3v3.6M6 8.6v.2"
            stroke="var(--sev-critical-soft)"
            strokeWidth="1.5"
            strokeLinecap="round"
          />
        </>
      ) : (
        BARS.map(({ x, height }, index) => (
          <rect
            key={x}
            x={x}
            y={11 - height}
            width="2.5"
            height={height}
            rx="0.5"
            fill="currentColor"
            opacity={index < filled[severity] ? 1 : 0.3}
          />
        ))
      )}
    </svg>
  );
}
