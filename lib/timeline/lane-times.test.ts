import { describe, expect, test } from 'vitest';
import { buildTimeline } from './build-timeline';
import { placeOfRun } from './lane-times';
import { diagnosis, run } from './testing/diagnosis';

describe('the way from exit to exit', () => {
  test('goes through all lanes by time where each holds one, and over no intended end', () => {
    const runs = [
      run({ from: 0, to: 30, replica: 'b' }),
      run({ from: 0, to: 10, replica: 'a' }),
      run({ from: 0, to: 20, replica: 'c' }),
      run({ from: 0, to: 15, replica: 'd', intended: true }),
    ];
    const { lanes } = buildTimeline(diagnosis({ runs }), []);

    expect(placeOfRun(lanes, runs[2]?.id ?? '')).toMatchObject({
      number: 2,
      total: 3,
      previous: runs[1]?.id,
      next: runs[0]?.id,
    });
    expect(placeOfRun(lanes, runs[3]?.id ?? '')).toMatchObject({ kind: 'stop', total: 1, previous: null, next: null });
  });

  test('stays in its lane where lanes hold many', () => {
    const runs = ['a', 'b'].flatMap((replica) => [
      run({ from: 0, to: 10, replica }),
      run({ from: 11, to: 20, replica }),
      run({ from: 21, to: 30, replica }),
    ]);
    const { lanes } = buildTimeline(diagnosis({ runs }), []);

    expect(placeOfRun(lanes, runs[1]?.id ?? '')).toMatchObject({
      number: 2,
      total: 3,
      previous: runs[0]?.id,
      next: runs[2]?.id,
    });
  });
});
