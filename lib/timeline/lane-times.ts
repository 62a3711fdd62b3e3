import { fromSteps, tickMs } from './columns';
import { runIdsOf } from './run-ids';
import { type Lane, type MarkKind, mapKinds } from './timeline-view';
import { toUsageTimes, type UsageTimes } from './usage';

/** A lane's columns as moments again, ready for binary search. */
export interface LaneTimes {
  marks: Record<MarkKind, Float64Array>;
  barFrom: Float64Array;
  barTo: Float64Array;
  waitFrom: Float64Array;
  waitTo: Float64Array;
  usage: UsageTimes | null;
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
    usage: toUsageTimes(lane.usage, originMs),
  };
}

/** Lane and place of a run's bar. */
export function findBar(lanes: readonly Lane[], run: string): { laneIndex: number; place: number } | null {
  for (const [laneIndex, lane] of lanes.entries()) {
    if (!run.startsWith(lane.bars.idPrefix)) continue;
    const place = runIdsOf(lane.bars).indexOf(run);
    if (place !== -1) return { laneIndex, place };
  }
  return null;
}

export function runOfBar(lane: Lane, place: number): string | null {
  return runIdsOf(lane.bars)[place] ?? null;
}

export function runOfMark(lane: Lane, kind: MarkKind, index: number): string | null {
  return runOfBar(lane, lane.marks[kind].run[index] ?? -1);
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
  const bar = findBar(lanes, run);
  const lane = bar && lanes[bar.laneIndex];
  if (!bar || !lane) return null;
  for (const kind of ['exit', 'stop'] as const) {
    const index = lane.marks[kind].run.indexOf(bar.place);
    if (index === -1) continue;
    const walk = isSparse(lanes, kind) ? lanes.flatMap((one) => endsOf(one, kind)) : endsOf(lane, kind);
    walk.sort((a, b) => a.at - b.at);
    const step = walk.findIndex((end) => end.run === run);
    return {
      laneIndex: bar.laneIndex,
      kind,
      index,
      number: step + 1,
      total: walk.length,
      previous: walk[step - 1]?.run ?? null,
      next: walk[step + 1]?.run ?? null,
    };
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
