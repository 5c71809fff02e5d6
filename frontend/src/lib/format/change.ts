import { percentDigits, THIN } from '@/lib/format/numbers';

/** Whether more of a thing is certainly good or bad. Most things are neither. */
export type Polarity = 'higher-is-worse' | 'neutral';

export type Change = {
  direction: 'up' | 'down' | 'none';
  /** The size, with its unit: 8.4 %, 0.31 pt. */
  text: string;
  verdict: 'better' | 'worse' | null;
};

/** Change of an amount, in percent of what it was. Unknown where there is nothing to compare. */
export function relativeChange(
  current: number | null,
  previous: number | null,
  polarity: Polarity = 'neutral',
): Change | null {
  if (current === null || previous === null || previous === 0) {
    return current === 0 && previous === 0 ? unchanged : null;
  }
  return describe(((current - previous) / previous) * 100, '%', polarity);
}

/** Change of a percentage, in points. */
export function pointChange(current: number, previous: number, polarity: Polarity): Change {
  return describe(current - previous, 'pt', polarity);
}

const unchanged: Change = { direction: 'none', text: 'no change', verdict: null };

function describe(delta: number, unit: string, polarity: Polarity): Change {
  // Less than a hundredth is shown as no change rather than as an arrow with a zero.
  if (Math.abs(delta) < 0.005) return unchanged;
  const up = delta > 0;
  const verdict = polarity === 'neutral' ? null : up ? 'worse' : 'better';
  const text = `${percentDigits(Math.abs(delta))}${THIN}${unit}`;
  return { direction: up ? 'up' : 'down', text, verdict };
}
