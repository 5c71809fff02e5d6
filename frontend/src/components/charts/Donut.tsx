import { useState, type PointerEvent, type ReactNode } from 'react';

export type DonutPart = { key: string; value: number; color: string };

type DonutProps = {
  parts: DonutPart[];
  /** In the ring. */
  children: ReactNode;
  tooltip: (key: string) => ReactNode;
  /** The part that is pointed at, here or in the list beside the ring. */
  active: string | null;
  onActive: (key: string | null) => void;
};

const RADIUS = 40;
const WIDTH = 15;
const LENGTH = 2 * Math.PI * RADIUS;
/** Two pixels at the ring's usual size. */
const GAP = 1.7;

/** Parts of a whole as a ring, clockwise from 12 o'clock. The list beside it carries the numbers. */
export function Donut({ parts, children, tooltip, active, onActive }: DonutProps) {
  const [pointer, setPointer] = useState<{ x: number; y: number } | null>(null);
  const whole = parts.reduce((sum, part) => sum + part.value, 0);
  const arcs = arcsOf(parts, whole);
  const follow = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    setPointer({ x: event.clientX - box.x, y: event.clientY - box.y });
  };

  return (
    <div
      className="relative w-26 flex-none @xs:w-30.5 2xl:w-44"
      onPointerMove={follow}
      onPointerLeave={() => {
        setPointer(null);
        onActive(null);
      }}
    >
      <svg viewBox="0 0 100 100" aria-hidden="true" className="block -rotate-90">
        {arcs.map(({ key, color, start, length }) => (
          <circle
            key={key}
            cx="50"
            cy="50"
            r={RADIUS}
            fill="none"
            stroke={color}
            strokeWidth={WIDTH}
            strokeDasharray={`${length} ${LENGTH - length}`}
            strokeDashoffset={-start}
            opacity={active === null || active === key ? 1 : 0.35}
            onPointerEnter={() => onActive(key)}
          />
        ))}
      </svg>
      <div className="pointer-events-none absolute inset-0 grid place-content-center justify-items-center">
        {children}
      </div>
      {pointer && active !== null && (
        <div
          className="pointer-events-none absolute z-(--z-tooltip)"
          style={{ left: pointer.x + 12, top: pointer.y + 12 }}
        >
          {tooltip(active)}
        </div>
      )}
    </div>
  );
}

type Arc = DonutPart & { start: number; length: number };

function arcsOf(parts: DonutPart[], whole: number): Arc[] {
  const gap = parts.length > 1 ? GAP : 0;
  let end = 0;
  return parts.map((part) => {
    const start = end;
    end += (part.value / whole) * LENGTH;
    return { ...part, start, length: Math.max(0.6, end - start - gap) };
  });
}
