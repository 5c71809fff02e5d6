/** Ticks from 0 up to a round number that is not under `max`, in steps of 1, 2, 4 or 5 × 10ⁿ. */
export function niceScale(max: number, lines = 5): number[] {
  if (!(max > 0)) return [0, 1];
  const gaps = lines - 1;
  const magnitude = 10 ** Math.floor(Math.log10(max / gaps));
  const step = [1, 2, 4, 5, 10, 20].map((n) => n * magnitude).find((s) => s * gaps >= max) ?? max;
  const count = Math.ceil(max / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => tidy(index * step));
}

/** The same for things that only come whole. */
export function niceCountScale(max: number): number[] {
  const scale = niceScale(max);
  if (scale.every(Number.isInteger)) return scale;
  return Array.from({ length: Math.ceil(max) + 1 }, (_, index) => index);
}

/** 1.2 instead of 1.2000000000000002 */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
