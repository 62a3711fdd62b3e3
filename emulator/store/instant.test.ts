import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOrderOf, msOfTicks, parseIsoInstant, parseLocalInstant, parseZone, ticksOfMs } from './instant';
import { ticks } from './testing/folder';

const noon = ticks('2026-06-20T13:35:28.000Z');

describe('parseIsoInstant', () => {
  test.each([
    ['2026-06-20T13:35:28Z', 0n],
    ['2026-06-20T13:35:28.1Z', 1_000_000n],
    ['2026-06-20T13:35:28.1234567Z', 1_234_567n],
    ['2026-06-20T13:35:28.123456789Z', 1_234_567n],
    ['2026-06-20T15:35:28.5+02:00', 5_000_000n],
    ['2026-06-20T08:05:28-0530', 0n],
    ['2026-06-20 13:35:28', 0n],
    ['2026-06-20 13:35:28.7886384 +0000 UTC', 7_886_384n],
  ])('reads %s to the tick', (text, more) => {
    expect(parseIsoInstant(text)).toBe(noon + more);
  });

  test.each([
    ['a date alone', '2026-06-20', ticks('2026-06-20T00:00:00.000Z')],
    ['the last minute of a day written as 24:00', '2026-06-20T24:00:00Z', ticks('2026-06-21T00:00:00.000Z')],
    ['the first year', '0001-01-01T00:00:00Z', 0n],
  ])('reads %s', (_, text, expected) => {
    expect(parseIsoInstant(text)).toBe(expected);
  });

  test.each([
    '',
    'yesterday',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-06-20T25:00:00Z',
    '6/20/2026, 1:35:28 PM',
    '1718890528',
  ])('does not take %j for a time', (text) => {
    expect(parseIsoInstant(text)).toBeNull();
  });

  test('agrees with Date about every millisecond', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }), (date) => {
        expect(parseIsoInstant(date.toISOString())).toBe(ticksOfMs(date.getTime()));
        expect(msOfTicks(ticksOfMs(date.getTime()))).toBe(date.getTime());
      }),
    );
  });

  test('rounds milliseconds down, also before 1970', () => {
    expect(msOfTicks(ticks('1969-12-31T23:59:59.999Z', 9_999n))).toBe(-1);
  });
});

describe('parseLocalInstant', () => {
  const afternoon = noon + 1_230_000n;

  test.each([
    ['6/20/2026, 1:35:28.123 PM', 'month-first'],
    ['6/20/2026, 1:35:28.123\u202fPM', 'month-first'],
    ['20/06/2026, 13:35:28.123', 'day-first'],
    ['20.6.2026, 13:35:28.123', 'day-first'],
    ['20/06/2026, 1:35:28.123 pm', 'day-first'],
    ['20.06.2026 13:35:28,123', 'day-first'],
  ] as const)('reads %s', (text, order) => {
    expect(parseLocalInstant(text, order, 0)).toBe(afternoon);
    expect(dateOrderOf(text)).toEqual({ order, sure: true });
  });

  test('lets a number above 12 overrule the order', () => {
    expect(parseLocalInstant('6/20/2026, 1:35:28.123 PM', 'day-first', 0)).toBe(afternoon);
  });

  test.each([
    ['6/5/2026, 1:35:28 PM', 'month-first'],
    ['6/5/2026, 1:35:28 pm', 'day-first'],
    ['6/5/2026, 13:35:28', 'day-first'],
    ['6.5.2026, 13:35:28', 'day-first'],
  ] as const)('is not sure about %s but has a guess', (text, order) => {
    expect(dateOrderOf(text)).toEqual({ order, sure: false });
  });

  test('knows that noon and midnight are 12', () => {
    expect(parseLocalInstant('6/20/2026, 12:00:00 AM', 'month-first', 0)).toBe(ticks('2026-06-20T00:00:00.000Z'));
    expect(parseLocalInstant('6/20/2026, 12:00:00 PM', 'month-first', 0)).toBe(ticks('2026-06-20T12:00:00.000Z'));
  });

  test('subtracts the offset of the zone', () => {
    expect(parseLocalInstant('20/06/2026, 15:35:28.123', 'day-first', 120)).toBe(afternoon);
  });

  test.each(['13/13/2026, 1:00:00 PM', '6/31/2026, 1:00:00 PM', '6/20/2026, 13:00:00 PM', '6/20/26, 1:00 PM', ''])(
    'does not take %j for a time',
    (text) => {
      expect(parseLocalInstant(text, 'month-first', 0)).toBeNull();
    },
  );
});

test.each([
  ['UTC', 0],
  ['GMT', 0],
  ['UTC+2', 120],
  ['UTC-05:30', -330],
  ['+0100', 60],
  ['Local Time', null],
  ['Eastern Standard Time', null],
  ['', null],
])('the zone %j is %j minutes east', (text, minutes) => {
  expect(parseZone(text)).toBe(minutes);
});
