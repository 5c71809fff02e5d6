import { significant, THIN, UNKNOWN } from '@/lib/format/numbers';

/** A figure and its unit apart, for where the unit is drawn smaller. */
export type Measure = { figure: string; unit: string };

/** 212 ms · 4.62 s · 2 min 5 s · 1 h 5 min */
export function formatDuration(ms: number | null): string {
  const { figure, unit } = measureDuration(ms);
  return unit ? `${figure}${THIN}${unit}` : figure;
}

export function measureDuration(ms: number | null): Measure {
  if (ms === null) return { figure: UNKNOWN, unit: '' };
  if (ms === 0) return { figure: '0', unit: 'ms' };
  if (ms < 999.5) return { figure: ms < 9.95 ? ms.toFixed(1) : ms.toFixed(0), unit: 'ms' };
  if (ms < 59_950) return { figure: significant(ms / 1000, 3), unit: 's' };

  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

/** A line of an axis: 0 · 500 ms · 2 s */
export function formatDurationTick(ms: number): string {
  if (ms === 0) return '0';
  return ms < 1000 ? `${ms}${THIN}ms` : `${ms / 1000}${THIN}s`;
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): Measure {
  if (small === 0) return { figure: String(large), unit: largeUnit };
  return { figure: `${large}${THIN}${largeUnit} ${small}`, unit: smallUnit };
}
