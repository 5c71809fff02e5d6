import { describe, expect, it } from 'vitest';
import { pointChange, relativeChange } from '@/lib/format/change';
import { formatAge, formatDateTime, formatDay, formatOffset, formatSpan } from '@/lib/format/dates';
import { formatDuration, formatDurationTick } from '@/lib/format/duration';
import {
  formatMoney,
  formatMoneyExact,
  formatMoneyTick,
  formatMoneyTight,
} from '@/lib/format/money';
import { formatCount, formatPercent, share } from '@/lib/format/numbers';

/** Narrow gaps written as plain spaces, so that the tables below can be read. */
const plain = (text: string) => text.replaceAll('\u202f', ' ');

describe('counts', () => {
  it.each([
    [0, '0'],
    [116_179, '116,179'],
    [999_999, '999,999'],
    [1_000_000, '1.00M'],
    [8_554_000, '8.55M'],
    [121_300_000, '121M'],
    [999_999_999, '1.00B'],
    [null, '—'],
  ])('%s is %s', (value, text) => expect(formatCount(value)).toBe(text));
});

describe('percentages', () => {
  it.each([
    [0, '0 %'],
    [0.001, '<0.01 %'],
    [1.514, '1.51 %'],
    [1.996, '2.0 %'],
    [8.44, '8.4 %'],
    [100, '100 %'],
    [null, '—'],
  ])('%s is %s', (value, text) => expect(plain(formatPercent(value))).toBe(text));

  it('is unknown of nothing, not zero', () => {
    expect(share(0, 0)).toBeNull();
    expect(share(1, 4)).toBe(25);
  });
});

describe('money', () => {
  it.each([
    [0, '$0.00'],
    [0.00004, '<$0.0001'],
    [0.0042, '$0.0042'],
    [0.0412, '$0.04'],
    [255.3, '$255.30'],
    [1_055.155, '$1,055.16'],
    [999_999.999, '$1.00M'],
    [1_239_000, '$1.24M'],
    [null, '—'],
  ])('%s is %s', (value, text) => expect(formatMoney(value)).toBe(text));
});

describe('durations', () => {
  it.each([
    [0, '0 ms'],
    [4.21, '4.2 ms'],
    [212.4, '212 ms'],
    [999.4, '999 ms'],
    [999.6, '1.00 s'],
    [4_618, '4.62 s'],
    [12_340, '12.3 s'],
    [59_990, '1 min'],
    [125_000, '2 min 5 s'],
    [3_900_000, '1 h 5 min'],
    [null, '—'],
  ])('%s is %s', (value, text) => expect(plain(formatDuration(value))).toBe(text));
});

describe('dates', () => {
  const instant = '2025-07-20T22:26:11Z';

  it('names the zone with a full time', () => {
    expect(formatDateTime(instant, 'UTC')).toBe('20 Jul 2025, 22:26:11 UTC');
    expect(formatDateTime(instant, 'Asia/Kathmandu')).toBe('21 Jul 2025, 04:11:11 Asia/Kathmandu');
  });

  it('counts hours from 00 to 23', () => {
    expect(formatSpan('2025-07-14T00:00:00Z', instant, 'UTC')).toBe(
      'Mon 14 Jul 00:00 – Sun 20 Jul 22:26',
    );
  });

  it('knows days and offsets of a zone', () => {
    expect(formatDay(instant, 'Europe/Berlin')).toBe('Mon 21 Jul');
    expect(formatOffset(instant, 'Europe/Berlin')).toBe('UTC+2');
    expect(formatOffset(instant, 'UTC')).toBe('UTC');
  });

  it.each([
    [-5, '0 s'],
    [12_000, '12 s'],
    [59_600, '1 min'],
    [720_000, '12 min'],
    [3 * 3_600_000, '3 h'],
  ])('an age of %s ms is %s', (ms, text) => expect(formatAge(ms)).toBe(text));
});

describe('changes', () => {
  it('gives amounts in percent and judges only where it is certain', () => {
    expect(relativeChange(116_179, 107_176)).toMatchObject({ direction: 'up', verdict: null });
    expect(plain(relativeChange(116_179, 107_176)?.text ?? '')).toBe('8.4 %');
    expect(relativeChange(1_510, 1_610, 'higher-is-worse')?.verdict).toBe('better');
  });

  it('gives percentages in points', () => {
    const change = pointChange(1.51, 1.2, 'higher-is-worse');
    expect(plain(change.text)).toBe('0.31 pt');
    expect(change).toMatchObject({ direction: 'up', verdict: 'worse' });
  });

  it('compares with nothing only where both are nothing', () => {
    expect(relativeChange(5, 0)).toBeNull();
    expect(relativeChange(5, null)).toBeNull();
    expect(relativeChange(0, 0)?.text).toBe('no change');
    expect(pointChange(1.2, 1.2, 'neutral').direction).toBe('none');
  });
});

describe('narrow places', () => {
  it.each([
    [0.0004, '$0.0004'],
    [12.3, '$12.30'],
    [999.99, '$999.99'],
    [1_234, '$1.2k'],
    [56_789, '$56.8k'],
    [1_234_567, '$1.2M'],
    [null, '—'],
  ])('write %s as %s', (value, text) => expect(formatMoneyTight(value)).toBe(text));

  it.each([
    [0, '$0'],
    [0.002, '$0.002'],
    [0.5, '$0.5'],
    [20, '$20'],
    [1_500, '$1.5k'],
  ])('write an amount of %s on an axis as %s', (value, text) =>
    expect(formatMoneyTick(value)).toBe(text),
  );

  it.each([
    [0, '0'],
    [500, '500 ms'],
    [2_000, '2 s'],
    [1_500, '1.5 s'],
  ])('write a time of %s on an axis as %s', (value, text) =>
    expect(plain(formatDurationTick(value))).toBe(text),
  );

  it('still know every digit', () => {
    expect(formatMoneyExact(0.000412)).toBe('$0.000412');
    expect(formatMoneyExact(1_234.5)).toBe('$1,234.50');
  });
});
