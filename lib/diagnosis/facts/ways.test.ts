import { describe, expect, test } from 'vitest';
import { inputOf, rowsOf } from '@/lib/diagnosis/testing/rows';
import { gatherFacts } from './facts';
import { exitTroubles, waysOf } from './ways';

const web = rowsOf();

/** One loop: runs that end with these codes, one after the other. */
function loopOf(codes: readonly number[]) {
  const rows = codes.flatMap((code, place) => [...web.started(place * 20), ...web.exited(place * 20 + 5, code)]);
  return exitTroubles(gatherFacts(inputOf(web.app, rows)));
}

function partsOf(codes: readonly number[]) {
  return loopOf(codes)
    .flatMap(waysOf)
    .map(({ exits }) => exits.map((run) => run.exit?.exitCode ?? null));
}

describe('the ways of one loop', () => {
  test('are parts in order of time', () => {
    expect(partsOf([3, 4, 3, 5])).toEqual([[3, 3], [4], [5]]);
  });

  test('are no parts where there is one', () => {
    const [trouble, ...others] = loopOf([3, 3]);

    expect(others).toEqual([]);
    expect(trouble && waysOf(trouble)).toEqual([trouble]);
  });

  test('are each a part up to eight, and beyond that the rarest are one', () => {
    const eight = [3, 4, 5, 6, 7, 8, 9, 10];
    const codes = [40, 41, 42, ...eight, ...eight];

    expect(partsOf([...eight, ...eight])).toEqual(eight.map((code) => [code, code]));
    expect(partsOf(codes)).toEqual([[40, 41, 42], ...eight.map((code) => [code, code])]);
  });
});
