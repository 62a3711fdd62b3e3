import { describe, expect, test } from 'vitest';
import { counted, grouped, listed } from './count';
import { toDuration, toOffset } from './duration';
import { editDistance } from './edit-distance';
import { toPlainLine } from './line';
import { shortReplica, shortRevision, toLogName } from './name';
import { isSameDay, parseMoment, toClock, toIso, toMoment, toPreciseClock, toRangeLabel } from './time';

const at = Date.UTC(2026, 5, 20, 14, 21, 7, 304);

describe('time', () => {
  test('is told in UTC wherever the server stands', () => {
    expect(toClock(at)).toBe('14:21:07');
    expect(toPreciseClock(at)).toBe('14:21:07.304');
    expect(toMoment(at)).toBe('20 Jun 14:21:07');
    expect(toIso(at)).toBe('2026-06-20T14:21:07.304Z');
  });

  test('names both days of a range only when they differ', () => {
    expect(toRangeLabel(at - 40 * 60_000, at)).toBe('20 Jun, 13:41 – 14:21 UTC');
    expect(toRangeLabel(at - 86_400_000, at)).toBe('19 Jun 14:21 – 20 Jun 14:21 UTC');
  });

  test('names the years of a range when it is not all of one year with the page', () => {
    expect(toRangeLabel(at - 365 * 86_400_000, at)).toBe('20 Jun 2025 14:21 – 20 Jun 2026 14:21 UTC');
    expect(toRangeLabel(at - 60_000, at, at + 365 * 86_400_000)).toBe('20 Jun 2026, 14:20 – 14:21 UTC');
  });

  test('compares days at the UTC midnight', () => {
    const midnight = Date.UTC(2026, 5, 21);
    expect(isSameDay(midnight - 1, midnight)).toBe(false);
    expect(isSameDay(midnight, midnight + 86_399_999)).toBe(true);
  });
});

describe('a moment that people wrote', () => {
  const noon = Date.UTC(2026, 5, 20, 12);

  test.each([
    ['2026-06-20', noon - 43_200_000, false],
    ['2026-06-20T12:00', noon, false],
    [' 2026-06-20 12:00:00 ', noon, false],
    ['2026-06-20T12:00:00Z', noon, true],
    ['2026-06-20T14:00:00+02:00', noon, true],
    ['2026-06-20T08:30-0330', noon, true],
    ['2026-06-20T12:00:00.1239999Z', noon + 123, true],
    ['2028-02-29', Date.UTC(2028, 1, 29), false],
  ])('%s is read, in UTC when it names no zone', (text, atMs, isZoned) => {
    expect(parseMoment(text)).toEqual({ atMs, isZoned });
  });

  test.each([
    '',
    '20.6.2026',
    '1781960400000',
    '2026-06-31',
    '2026-02-29T00:00:00Z',
    '2026-13-01',
    '2026-06-00',
    '2026-06-20T24:00',
    '2026-06-20T12:60',
    '2026-06-20T12:00:60Z',
    '2026-06-20T12:00:00+24:00',
    '1999-12-31T23:59:59Z',
    '2100-01-01',
    '0001-01-01',
    '2026-06-20T12:00:00Z; drop',
  ])('“%s” is none', (text) => {
    expect(parseMoment(text)).toBeNull();
  });
});

test('the edit distance counts letters inserted, dropped and changed', () => {
  expect(editDistance('orders', 'orders')).toBe(0);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('kitten', 'sitting')).toBe(3);
});

describe('duration', () => {
  test.each([
    [400, '0.4 s'],
    [1000, '1 s'],
    [9_940, '9.9 s'],
    [37_000, '37 s'],
    [59_700, '1 min'],
    [397_000, '6 min 37 s'],
    [47 * 60_000 + 24_000, '47 min'],
    [59.7 * 60_000, '1 h'],
    [185 * 60_000, '3 h 5 min'],
    [52 * 3_600_000, '2 d 4 h'],
    [-5, '0 s'],
  ])('%i ms reads %s', (ms, text) => {
    expect(toDuration(ms)).toBe(text);
  });

  test.each([
    [-4000, '−4.0 s'],
    [0, '0.0 s'],
    [-20, '0.0 s'],
    [1234, '+1.2 s'],
    [-130_000, '−2:10'],
    [59_990, '+1:00'],
    [-3_723_000, '−1:02:03'],
  ])('an offset of %i ms reads %s', (ms, text) => {
    expect(toOffset(ms)).toBe(text);
  });
});

describe('counts', () => {
  test('agree with their noun', () => {
    expect(counted(1, 'exit')).toBe('1 exit');
    expect(counted(0, 'exit')).toBe('0 exits');
    expect(counted(2, 'retry', 'retries')).toBe('2 retries');
  });

  test('group thousands without a comma or a dot', () => {
    expect(grouped(999)).toBe('999');
    expect(grouped(1234567)).toBe('1\u202f234\u202f567');
  });

  test('list with one "and"', () => {
    expect(listed([])).toBe('');
    expect(listed(['a'])).toBe('a');
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  });
});

describe('names', () => {
  test('a replica keeps what tells it from its neighbours', () => {
    expect(shortReplica('ca-labrevprov-e2upm2--badpath2-779b85697c-2bckf')).toBe('…2bckf');
    expect(shortReplica('web-1')).toBe('web-1');
    expect(shortReplica('averyverylongnamewithoutanydashes')).toBe('…outanydashes');
  });

  test('a revision keeps its suffix', () => {
    expect(shortRevision('shop--badpath2')).toBe('badpath2');
    expect(shortRevision('shop')).toBe('shop');
  });

  test('a table is called by its log', () => {
    expect(toLogName('ContainerAppSystemLogs_CL')).toBe('System log');
    expect(toLogName('ContainerAppConsoleLogs')).toBe('Console log');
  });
});

describe('a log line', () => {
  test('loses colours, titles and direction overrides, not its text', () => {
    expect(toPlainLine('\u001b[31mfail\u001b[0m: \u001b]0;owned\u0007boom \u202etxt')).toBe('fail: boom txt');
  });

  test('keeps tabs and every ordinary letter', () => {
    expect(toPlainLine('\tat größe [31m] → 日本')).toBe('\tat größe [31m] → 日本');
  });
});
