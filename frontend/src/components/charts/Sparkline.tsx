type SparklineProps = {
  values: (number | null)[];
  kind: 'bars' | 'line';
  tone?: 'ok' | 'failed';
};

const WIDTH = 100;
const HEIGHT = 26;

/** The shape of a series, without axes. Decoration: the figure above it is the content. */
export function Sparkline({ values, kind, tone = 'ok' }: SparklineProps) {
  const color = tone === 'failed' ? 'var(--c-failed)' : 'var(--c-ok)';
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="block h-6.5 w-full"
    >
      {kind === 'bars' ? (
        <Bars values={values} color={color} />
      ) : (
        <Line values={values} color={color} />
      )}
    </svg>
  );
}

type ShapeProps = { values: (number | null)[]; color: string };

function Bars({ values, color }: ShapeProps) {
  const scale = scaleOf(values, 1);
  const slot = WIDTH / values.length;
  const gap = Math.min(1.4, slot * 0.25);
  return values.map((value, index) => {
    const height = (value ?? 0) * scale;
    return (
      <rect
        key={index}
        x={index * slot + gap / 2}
        width={slot - gap}
        y={HEIGHT - height}
        height={height}
        fill={index === values.length - 1 ? color : 'var(--c-bar)'}
      />
    );
  });
}

function Line({ values, color }: ShapeProps) {
  const scale = scaleOf(values, 0.9);
  const step = WIDTH / Math.max(1, values.length - 1);
  const runs = unbroken(values).map((run) =>
    run.map(({ index, value }) => ({ x: index * step, y: HEIGHT - value * scale })),
  );
  return runs.map((points, index) => {
    const path = points.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L');
    const [first, last] = [points[0]?.x ?? 0, points.at(-1)?.x ?? 0];
    return (
      <g key={index}>
        <path d={`M${path}L${last} ${HEIGHT}L${first} ${HEIGHT}z`} fill={color} opacity="0.13" />
        <path
          d={`M${path}`}
          fill="none"
          stroke={color}
          strokeWidth="1.5"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      </g>
    );
  });
}

function scaleOf(values: (number | null)[], part: number): number {
  const max = Math.max(0, ...values.map((value) => value ?? 0));
  return max > 0 ? (HEIGHT * part) / max : 0;
}

/** Splits at what is unknown, so that no line bridges a gap. */
function unbroken(values: (number | null)[]): { index: number; value: number }[][] {
  const runs: { index: number; value: number }[][] = [];
  let run: { index: number; value: number }[] | null = null;
  values.forEach((value, index) => {
    if (value === null) {
      run = null;
      return;
    }
    if (!run) runs.push((run = []));
    run.push({ index, value });
  });
  return runs;
}
