import { describe, expect, it } from 'vitest';
import { assignColors } from '@/features/dashboard/components/model-colors';
import {
  sparkErrorRate,
  sparkPeaks,
  sparkSums,
} from '@/features/dashboard/components/spark-series';
import { model } from '@/test/dashboard-data';

const HOUR = 3_600_000;

function hours(count: number, total = 10, failed = 1) {
  return Array.from({ length: count }, (_, index) => ({
    timestamp: new Date(Date.parse('2025-07-14T00:00:00Z') + index * HOUR).toISOString(),
    total,
    successful: total - failed,
    failed,
    aiRequests: 0,
  }));
}

describe('sparks', () => {
  it('add hours up to local days, and lose nothing', () => {
    const sums = sparkSums(
      { bucket: 'hour', timezone: 'Asia/Kathmandu' },
      hours(72),
      (row) => row.total,
    );
    expect(sums).toHaveLength(4);
    expect(sums.reduce((sum, value) => sum + value, 0)).toBe(720);
  });

  it('show the hours of a single day one by one', () => {
    const sums = sparkSums({ bucket: 'hour', timezone: 'UTC' }, hours(25), (row) => row.total);
    expect(sums).toHaveLength(25);
  });

  it('know no error rate where nothing was asked', () => {
    const rates = sparkErrorRate([...hours(24, 0, 0), ...hours(36, 10, 1)]);
    expect(rates).toHaveLength(30);
    expect(rates[0]).toBeNull();
    expect(rates.at(-1)).toBe(10);
  });

  it('take the highest percentile of a stretch, and leave unknown ones out', () => {
    const values = [null, 5, ...Array.from({ length: 58 }, () => null)];
    const peaks = sparkPeaks(values, (value) => value);
    expect(peaks.slice(0, 2)).toEqual([5, null]);
  });

  it('are empty without data', () => {
    expect(sparkErrorRate([])).toEqual([]);
  });
});

describe('model colours', () => {
  it('go by cost, then stay', () => {
    const first = assignColors(new Map(), [
      model('cheap', { costUsd: 1 }),
      model('dear', { costUsd: 9 }),
    ]);
    expect(first.get('dear')).toBe('var(--c-1)');
    const second = assignColors(first, [
      model('dearest', { costUsd: 99 }),
      model('cheap', { costUsd: 50 }),
    ]);
    expect(second.get('cheap')).toBe('var(--c-2)');
    expect(second.get('dearest')).toBe('var(--c-3)');
  });

  it('run out after six', () => {
    const models = ['1', '2', '3', '4', '5', '6', '7'].map((name) => model(name));
    expect(assignColors(new Map(), models).get('7')).toBe('var(--c-other)');
  });
});
