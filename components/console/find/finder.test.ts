import { describe, expect, test } from 'vitest';
import { buildFinder, type Finder, search, usualQuery } from './finder';

function finderOf(change: Partial<typeof usualQuery>): Finder {
  const finder = buildFinder({ ...usualQuery, ...change });
  if (typeof finder !== 'function') throw new Error(finder.problem);
  return finder;
}

describe('finding', () => {
  test('takes plain words as they are, whatever the case', () => {
    expect(finderOf({ text: 'a.b(' })('A.B( axb( a.b(')).toEqual([
      { from: 0, to: 4 },
      { from: 10, to: 14 },
    ]);
    expect(finderOf({ text: 'Error', isCaseSensitive: true })('error Error')).toEqual([{ from: 6, to: 11 }]);
  });

  test('keeps its place after signs whose other case is longer', () => {
    expect(finderOf({ text: 'x' })('İİx')).toEqual([{ from: 2, to: 3 }]);
  });

  test('takes patterns on demand, and says what is wrong with one', () => {
    expect(finderOf({ text: '\\d+ ms', isPattern: true })('took 18 ms')).toEqual([{ from: 5, to: 10 }]);
    expect(buildFinder({ ...usualQuery, text: '(', isPattern: true })).toEqual({
      problem: '“(” is never closed, at sign 1.',
    });
  });

  test('finds at most two hundred in one line', () => {
    expect(finderOf({ text: 'a' })('a'.repeat(5000))).toHaveLength(200);
  });
});

describe('searching many lines', () => {
  const lines = Array.from({ length: 100 }, (_, place) => ({ key: `l${place}`, text: () => `line ${place}` }));

  /** A clock that goes on by a millisecond each time it is read. */
  function clock(): () => number {
    let atMs = 0;
    return () => atMs++;
  }

  test('goes on in slices, and tells how far it came', () => {
    const steps = [...search(lines, finderOf({ text: '7' }), { sliceMs: 10, totalMs: 1e6, now: clock() })];

    expect(steps.length).toBeGreaterThan(5);
    expect(steps.slice(0, -1).every(({ state }) => state === 'searching')).toBe(true);
    expect(steps.at(-1)).toMatchObject({ state: 'done', searched: 100, of: 100 });
    expect(steps.at(-1)?.hits[1]).toEqual({ key: 'l17', nth: 0 });
    expect(steps.at(-1)?.hits).toHaveLength(20);
  });

  test('stops in time and says so; what was found stands', () => {
    const last = [...search(lines, finderOf({ text: 'line' }), { sliceMs: 10, totalMs: 30, now: clock() })].at(-1);

    expect(last).toMatchObject({ state: 'stopped', of: 100 });
    expect(last?.hits.length).toBe(last?.searched);
    expect(last?.searched).toBeLessThan(100);
  });

  test('of no lines is done at once', () => {
    expect([...search([], finderOf({ text: 'x' }), { sliceMs: 1, totalMs: 1, now: clock() })]).toMatchObject([
      { state: 'done', searched: 0, of: 0 },
    ]);
  });
});
