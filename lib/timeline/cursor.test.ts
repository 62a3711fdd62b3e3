import { describe, expect, test } from 'vitest';
import { crossLanes, laneEdge, nearestMark, rankInLane, stepCursor } from './cursor';
import type { LaneTimes } from './lane-times';
import { type MarkKind, mapKinds, markKinds } from './timeline-view';

const none = new Float64Array();

function lane(times: Partial<Record<MarkKind, number[]>>): LaneTimes {
  const marks = mapKinds((kind) => Float64Array.from(times[kind] ?? []));
  return { marks, barFrom: none, barTo: none, waitFrom: none, waitTo: none, usage: null };
}

const lanes = [lane({ exit: [10, 50], start: [0, 20], probe: [10] }), lane({}), lane({ exit: [12, 48] })];

describe('right and left', () => {
  test('walk every mark of the lane in time, each once, and back the same way', () => {
    const there = [laneEdge(lanes, 0, 'first', markKinds)];
    for (;;) {
      const last = there.at(-1);
      const next = last ? stepCursor(lanes, last, 1, markKinds) : null;
      if (!next) break;
      there.push(next);
    }
    const back = [laneEdge(lanes, 0, 'last', markKinds)];
    for (;;) {
      const last = back.at(-1);
      const next = last ? stepCursor(lanes, last, -1, markKinds) : null;
      if (!next) break;
      back.push(next);
    }

    expect(there.map((cursor) => `${cursor?.kind} ${cursor?.index}`)).toEqual([
      'start 0',
      'exit 0',
      'probe 0',
      'start 1',
      'exit 1',
    ]);
    expect(back.reverse()).toEqual(there);
  });

  test('pass over kinds that are hidden', () => {
    expect(stepCursor(lanes, { lane: 0, kind: 'exit', index: 0 }, 1, ['exit'])).toEqual({
      lane: 0,
      kind: 'exit',
      index: 1,
    });
  });
});

describe('up and down', () => {
  test('go to the nearest mark, past a lane without any', () => {
    expect(crossLanes(lanes, { lane: 0, kind: 'exit', index: 1 }, 1, markKinds)).toEqual({
      lane: 2,
      kind: 'exit',
      index: 1,
    });
  });

  test('stay when there is no further lane', () => {
    expect(crossLanes(lanes, { lane: 0, kind: 'exit', index: 1 }, -1, markKinds)).toBeNull();
  });
});

test('of two marks at one moment the severe one is nearest', () => {
  expect(nearestMark(lanes, 0, 11, markKinds)).toEqual({ lane: 0, kind: 'exit', index: 0 });
});

test('a mark knows its place in the lane', () => {
  expect(rankInLane(lanes, { lane: 0, kind: 'probe', index: 0 }, markKinds)).toEqual({ number: 3, total: 5 });
});
