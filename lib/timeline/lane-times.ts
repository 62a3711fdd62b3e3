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
  /** From 1, among the exits of its kind that are walked through. */
  number: number;
  total: number;
  previous: string | null;
  next: string | null;
}

/**
 * Where a run's end stands, and which ends of the same kind stand before and after it: in its lane; where most lanes
 * hold a single one, as those of a job's executions do, in all of them by time.
 */
export function placeOfRun(lanes: readonly Lane[], run: string): ExitPlace | null {
  for (const [laneIndex, lane] of lanes.entries()) {
    if (!run.startsWith(lane.bars.idPrefix)) continue;
    const place = lane.bars.ids.indexOf(run.slice(lane.bars.idPrefix.length));
    if (place === -1) continue;
    for (const kind of ['exit', 'stop'] as const) {
      const index = lane.marks[kind].run.indexOf(place);
      if (index === -1) continue;
      const walk = isSparse(lanes, kind) ? lanes.flatMap((one) => endsOf(one, kind)) : endsOf(lane, kind);
      walk.sort((a, b) => a.at - b.at);
      const step = walk.findIndex((end) => end.run === run);
      return {
        laneIndex,
        kind,
        index,
        number: step + 1,
        total: walk.length,
        previous: walk[step - 1]?.run ?? null,
        next: walk[step + 1]?.run ?? null,
      };
    }
  }
  return null;
}

function isSparse(lanes: readonly Lane[], kind: 'exit' | 'stop'): boolean {
  const counts = lanes.map((lane) => lane.marks[kind].at.length).filter((count) => count > 0);
  return counts.reduce((sum, count) => sum + count, 0) < 2 * counts.length;
}

function endsOf(lane: Lane, kind: 'exit' | 'stop'): { at: number; run: string | null }[] {
  return [...fromSteps(lane.marks[kind].at, 0)].map((at, index) => ({ at, run: runOfMark(lane, kind, index) }));
}
