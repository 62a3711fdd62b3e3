import { fromSteps, tickMs } from './columns';
import { type Lane, type MarkKind, mapKinds } from './timeline-view';

/** A lane's columns as moments again, ready for binary search. */
export interface LaneTimes {
  marks: Record<MarkKind, Float64Array>;
  barFrom: Float64Array;
  barTo: Float64Array;
  waitFrom: Float64Array;
  waitTo: Float64Array;
}

export function toLaneTimes(lane: Lane, originMs: number): LaneTimes {
  const barFrom = fromSteps(lane.bars.from, originMs);
  const waitFrom = fromSteps(lane.waits.from, originMs);
  return {
    marks: mapKinds((kind) => fromSteps(lane.marks[kind].at, originMs)),
    barFrom,
    barTo: barFrom.map((from, place) => from + (lane.bars.length[place] ?? 0) * tickMs),
    waitFrom,
    waitTo: waitFrom.map((from, place) => from + (lane.waits.length[place] ?? 0) * tickMs),
  };
}

export function runOfMark(lane: Lane, kind: MarkKind, index: number): string | null {
  const place = lane.marks[kind].run[index] ?? -1;
  const rest = lane.bars.ids[place];
  return rest === undefined ? null : lane.bars.idPrefix + rest;
}

export interface ExitPlace {
  laneIndex: number;
  kind: 'exit' | 'stop';
  index: number;
  /** From 1, among the exits of its kind in the lane. */
  number: number;
  total: number;
  previous: string | null;
  next: string | null;
}

/** Where a run's end stands, and which ends of the same kind stand beside it in the lane. */
export function placeOfRun(lanes: readonly Lane[], run: string): ExitPlace | null {
  for (const [laneIndex, lane] of lanes.entries()) {
    if (!run.startsWith(lane.bars.idPrefix)) continue;
    const place = lane.bars.ids.indexOf(run.slice(lane.bars.idPrefix.length));
    if (place === -1) continue;
    for (const kind of ['exit', 'stop'] as const) {
      const index = lane.marks[kind].run.indexOf(place);
      if (index === -1) continue;
      const total = lane.marks[kind].run.length;
      return {
        laneIndex,
        kind,
        index,
        number: index + 1,
        total,
        previous: index > 0 ? runOfMark(lane, kind, index - 1) : null,
        next: index + 1 < total ? runOfMark(lane, kind, index + 1) : null,
      };
    }
  }
  return null;
}
