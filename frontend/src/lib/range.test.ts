import { describe, expect, it } from 'vitest';
import {
  comparedWith,
  customRange,
  DEFAULT_RANGE,
  lastDayOf,
  periodFromSearch,
  rangeFromSearch,
  withinRows,
  withRange,
} from '@/lib/range';

const read = (search: string) => rangeFromSearch(new URLSearchParams(search));

describe('the range in the URL', () => {
  it('is a preset, or custom with an exclusive end', () => {
    expect(read('range=3m')).toEqual({ name: '3m' });
    expect(read('range=custom&start=2025-07-01&end=2025-07-08')).toEqual({
      name: 'custom',
      start: '2025-07-01',
      end: '2025-07-08',
    });
  });

  it.each([
    '',
    'range=2y',
    'range=custom',
    'range=custom&start=2025-07-08&end=2025-07-08',
    'range=custom&start=2025-02-30&end=2025-03-08',
    'range=custom&start=2023-01-01&end=2025-01-01',
  ])('is the default for "%s"', (search) => expect(read(search)).toEqual(DEFAULT_RANGE));

  it('leaves the rest of the URL alone', () => {
    const search = new URLSearchParams('model=gpt-4o&range=custom&start=2025-07-01&end=2025-07-08');
    expect(withRange(search, { name: '24h' }).toString()).toBe('model=gpt-4o&range=24h');
  });
});

it('knows all time where rollups answer, and no hours', () => {
  const period = (search: string) => periodFromSearch(new URLSearchParams(search));
  expect(period('range=all')).toEqual({ name: 'all' });
  expect(period('range=24h')).toEqual(DEFAULT_RANGE);
  expect(read('range=all')).toEqual(DEFAULT_RANGE);
  expect(withinRows({ name: 'all' })).toEqual({ name: '3m' });
  expect(withinRows(customRange('2025-07-01', '2025-07-02'))).toEqual(
    customRange('2025-07-01', '2025-07-02'),
  );
});

it('shows the last day that is part of a custom range', () => {
  const range = customRange('2024-02-01', '2024-02-29');
  expect(range).toEqual({ name: 'custom', start: '2024-02-01', end: '2024-03-01' });
  expect(lastDayOf(range)).toBe('2024-02-29');
});

it('says what is compared with what', () => {
  expect(comparedWith({ name: '1m' })).toBe('compared with the 30 days before');
  expect(comparedWith(customRange('2025-07-01', '2025-07-01'))).toBe(
    'compared with the day before',
  );
  expect(comparedWith(customRange('2025-07-20', '2025-07-20'), true)).toBe(
    'compared with the same length of time before',
  );
});
