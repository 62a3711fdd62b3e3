import { describe, expect, test } from 'vitest';
import { clockStep, toAxisTicks } from './time-axis';

const minute = 60_000;
const from = Date.UTC(2026, 5, 20, 13, 58);

describe('the axis', () => {
  test('stands on whole minutes of UTC', () => {
    expect(toAxisTicks(from, from + 40 * minute, 8).map((tick) => tick.label)).toEqual([
      '14:00',
      '14:05',
      '14:10',
      '14:15',
      '14:20',
      '14:25',
      '14:30',
      '14:35',
    ]);
  });

  test('tells a midnight by its day', () => {
    const evening = Date.UTC(2026, 5, 20, 18);
    expect(toAxisTicks(evening, evening + 12 * 60 * minute, 4).map((tick) => tick.label)).toEqual([
      '18:00',
      '21:00',
      '21 Jun',
      '03:00',
    ]);
  });

  test('shows tenths when seconds would repeat', () => {
    expect(toAxisTicks(from, from + 400, 4).map((tick) => tick.label)).toEqual([
      '13:58:00.0',
      '13:58:00.1',
      '13:58:00.2',
      '13:58:00.3',
    ]);
  });

  test('is empty for a range without length', () => {
    expect(toAxisTicks(from, from, 8)).toEqual([]);
  });
});

describe('a step', () => {
  test.each([
    [40 * minute, 8, 5 * minute],
    [24 * 60 * minute, 119, 15 * minute],
    [90 * 24 * 60 * minute, 119, 24 * 60 * minute],
  ])('of %i ms in at most %i parts is %i', (span, most, step) => {
    expect(clockStep(span, most)).toBe(step);
  });

  test('keeps its promise for years', () => {
    const years = 12 * 365 * 24 * 60 * minute;
    expect(years / clockStep(years, 120)).toBeLessThanOrEqual(120);
  });
});

test('another clock has its own whole hours, at the moments they strike', () => {
  const fromMs = Date.UTC(2026, 5, 20, 21, 10);
  const half = 5.5 * 3_600_000;
  const ticks = toAxisTicks(fromMs, fromMs + 3 * 3_600_000, 3, half);

  expect(ticks.map((tick) => tick.label)).toEqual(['03:00', '04:00', '05:00']);
  expect(ticks[0]?.atMs).toBe(Date.UTC(2026, 5, 20, 21, 30));
});
