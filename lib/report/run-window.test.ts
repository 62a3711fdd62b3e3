import { describe, expect, test } from 'vitest';
import { noonMs, run } from '@/lib/timeline/testing/diagnosis';
import { windowOf } from './run-window';

const asOfMs = noonMs + 60 * 60_000;
const minutes = (ms: number) => (ms - noonMs) / 60_000;

function windowIn(runs: ReturnType<typeof run>[], place: number, rangeEndMs = asOfMs) {
  const one = runs[place];
  if (one === undefined) throw new Error('no such run');
  const { fromMs, toMs } = windowOf(one, { runs, range: { fromMs: noonMs, toMs: rangeEndMs }, asOfMs });
  return [minutes(fromMs), minutes(toMs)];
}

describe('a run’s lines', () => {
  test('begin before its start row and go on for a minute after its exit', () => {
    expect(windowIn([run({ from: 0, to: 10 })], 0)).toEqual([-0.5, 11]);
  });

  test('begin five seconds before its start when something ran before', () => {
    expect(windowIn([run({ from: 0, to: 5 }), run({ from: 10, to: 20 })], 1)[0]).toBeCloseTo(10 - 5 / 60, 6);
  });

  test('are parted from those of the next life of the container', () => {
    const runs = [run({ from: 0, to: 10 }), run({ from: 10.1, to: 20 })];

    expect(windowIn(runs, 0)[1]).toBeCloseTo(10.05, 6);
    expect(windowIn(runs, 1)[0]).toBeCloseTo(10.05, 6);
  });

  test('are not cut by another replica or container', () => {
    const others = [
      run({ from: 10.1, to: 12, replica: 'shop--r7-5d9c-bbbbb' }),
      run({ from: 10.1, to: 12, container: 'web' }),
    ];

    expect(windowIn([run({ from: 0, to: 10 }), ...others], 0)).toEqual([-0.5, 11]);
  });

  test('of a life that goes on reach up to now', () => {
    expect(windowIn([run({ from: 0, to: null })], 0)).toEqual([-0.5, 60]);
  });

  test('of a life without an end reach no further than the rows that were asked for', () => {
    expect(windowIn([run({ from: 0, to: null })], 0, noonMs + 20 * 60_000)).toEqual([-0.5, 20]);
  });

  test('of a life whose start nobody saw reach back to the exit before it, else half an hour', () => {
    expect(windowIn([run({ from: null, to: 10 })], 0)).toEqual([-20, 11]);
    expect(windowIn([run({ from: 0, to: 5 }), run({ from: null, to: 10 })], 1)[0]).toBeCloseTo(5 + 5 / 60, 6);
  });
});
