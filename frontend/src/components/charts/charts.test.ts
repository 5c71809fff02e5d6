import { describe, expect, it } from 'vitest';
import { bucketLabel, isUnfinished, type Span } from '@/components/charts/bucket-label';
import { niceCountScale, niceScale } from '@/components/charts/nice-scale';
import { toggleSeries } from '@/components/charts/series';
import { groupByDay, thinLabels, timeAxis } from '@/components/charts/time-axis';

const HOUR = 3_600_000;

function hours(start: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(start) + index * HOUR).toISOString(),
  );
}

describe('the scale', () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 0.4, 0.8, 1.2]],
    [3, [0, 1, 2, 3]],
    [4.2, [0, 2, 4, 6]],
    [1_772, [0, 500, 1_000, 1_500, 2_000]],
    [20_300, [0, 10_000, 20_000, 30_000]],
    [40, [0, 10, 20, 30, 40]],
  ])('for %s is %s', (max, ticks) => expect(niceScale(max)).toEqual(ticks));

  it('has no halves for what comes whole', () => {
    expect(niceCountScale(2)).toEqual([0, 1, 2]);
  });
});

describe('the time axis', () => {
  it('names days in their middle and draws lines at local midnight', () => {
    const week = hours('2025-07-13T22:00:00Z', 7 * 24);
    const axis = timeAxis(week, 'hour', 'Europe/Berlin');
    expect([...axis.labels.values()]).toEqual([
      'Mon 14',
      'Tue 15',
      'Wed 16',
      'Thu 17',
      'Fri 18',
      'Sat 19',
      'Sun 20',
    ]);
    expect(axis.midnights).toHaveLength(6);
    expect(axis.midnights[0]).toBe('2025-07-14T22:00:00.000Z');
  });

  it('names every sixth hour of a single day', () => {
    const axis = timeAxis(hours('2025-07-19T22:00:00Z', 25), 'hour', 'UTC');
    expect([...axis.labels.values()]).toEqual(['Sun 20', '06:00', '12:00', '18:00']);
  });

  it('follows a day of 25 hours', () => {
    const days = groupByDay(hours('2025-10-25T22:00:00Z', 49), 'Europe/Berlin');
    expect(days.map((day) => day.length)).toEqual([25, 24]);
  });

  it('labels many days in even steps up to the newest', () => {
    const days = Array.from({ length: 30 }, (_, index) =>
      new Date(Date.parse('2025-06-21T00:00:00Z') + index * 24 * HOUR).toISOString(),
    );
    const labels = timeAxis(days, 'day', 'UTC').labels;
    expect([...labels.values()].at(-1)).toBe('20 Jul');
    expect(labels.size).toBe(6);
    expect([...thinLabels(labels, 3).values()]).toEqual(['30 Jun', '10 Jul', '20 Jul']);
  });
});

describe('a bucket', () => {
  const span: Span = {
    start: '2025-07-19T22:30:00Z',
    end: '2025-07-20T22:30:00Z',
    bucket: 'hour',
    timeZone: 'UTC',
  };

  it('is named as a span of time', () => {
    expect(bucketLabel('2025-07-20T14:00:00Z', span)).toBe('Sun 20 Jul, 14:00–15:00');
  });

  it('is cut by the ends of the range, and says when it goes on', () => {
    expect(bucketLabel('2025-07-19T22:00:00Z', span)).toBe('Sat 19 Jul, 22:30–23:00');
    expect(bucketLabel('2025-07-20T22:00:00Z', span)).toBe('Sun 20 Jul, 22:00–22:30 so far');
  });

  it('of a day is over at midnight', () => {
    const days: Span = { ...span, bucket: 'day' };
    expect(isUnfinished('2025-07-20T00:00:00Z', days)).toBe(true);
    expect(isUnfinished('2025-07-20T00:00:00Z', { ...days, end: '2025-07-21T00:00:00Z' })).toBe(
      false,
    );
  });

  it('of a week or a month is named by its days, and over with the last of them', () => {
    const weeks: Span = { ...span, bucket: 'week', end: '2025-08-02T12:00:00Z' };
    expect(bucketLabel('2025-07-14T00:00:00Z', weeks)).toBe('14 – 20 Jul');
    expect(bucketLabel('2025-07-28T00:00:00Z', weeks)).toBe('28 Jul – 3 Aug so far');
    const whole = { ...weeks, end: '2025-08-04T00:00:00Z' };
    expect(bucketLabel('2025-07-28T00:00:00Z', whole)).toBe('28 Jul – 3 Aug');
    const months: Span = { ...weeks, bucket: 'month' };
    expect(bucketLabel('2025-07-01T00:00:00Z', months)).toBe('Jul 2025');
    expect(bucketLabel('2025-08-01T00:00:00Z', months)).toBe('Aug 2025 so far');
    expect([...timeAxis(['2025-07-01T00:00:00Z'], 'month', 'UTC').labels.values()]).toEqual([
      'Jul',
    ]);
  });
});

it('never hides all series', () => {
  const one = toggleSeries(new Set(), 'ok', 2);
  expect([...one]).toEqual(['ok']);
  expect([...toggleSeries(one, 'failed', 2)]).toEqual([]);
});
