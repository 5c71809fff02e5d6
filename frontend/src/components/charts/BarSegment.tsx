import type { BarShapeProps } from 'recharts';

type BarSegmentProps = { bar: BarShapeProps; raised: boolean; faded: boolean };

/** One part of a bar: 1 px above the part below, and never under 1 px while it is not zero. */
export function BarSegment({ bar, raised, faded }: BarSegmentProps) {
  const { x, y, width, height, fill } = bar;
  if (!(height > 0)) return null;
  const gap = raised ? 1 : 0;
  const drawn = Math.max(1, height - gap);
  return (
    <rect
      x={x}
      y={y + height - gap - drawn}
      width={Math.max(1, width)}
      height={drawn}
      fill={fill}
      opacity={faded ? 0.55 : 1}
    />
  );
}
