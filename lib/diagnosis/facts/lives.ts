import type { AppIdentity } from '@/lib/domain/diagnosis';
import type { TimeRange } from '@/lib/domain/rows';
import type { ContainerExit, Run } from '@/lib/domain/run';
import { codeOf, detailOf, reasonOf } from './exits';
import { toRunId } from './run-id';
import { type DraftRun, endOf, type Lane, startOf } from './runs';
import { judgeStop, type StopRequests } from './stops';

export interface LaneOfRuns extends Lane {
  /** Whole lives, also where the range cuts them; oldest first. */
  runs: Run[];
}

interface Frame {
  app: AppIdentity;
  range: TimeRange;
  asOfMs: number;
  requests: StopRequests;
}

/** Every lane's drafts as runs, with the judgement on how each ended. */
export function toLives(lanes: readonly Lane[], frame: Frame): LaneOfRuns[] {
  const areStartsTold = lanes.some((lane) => lane.drafts.some((draft) => startOf(draft) !== null));
  return lanes.map((lane) => {
    const anchors = new Set<number>();
    const runs = lane.drafts.map((draft, place) => {
      const isFirst = place === 0;
      const run = toRun(lane, draft, {
        ...frame,
        isFirst: isFirst && areStartsTold,
        isLast: place === lane.drafts.length - 1,
      });
      // One batch can hold the end of one run and the start of the next: same anchor, two runs.
      let anchor = Math.floor(startOf(draft) ?? endOf(draft) ?? 0);
      while (anchors.has(anchor)) anchor += 1;
      anchors.add(anchor);
      return { ...run, id: toRunId(lane.container, placeName(lane, frame.app), anchor) };
    });
    return { ...lane, runs };
  });
}

function placeName(lane: Lane, app: AppIdentity): string {
  return lane.replica ?? lane.revision ?? lane.execution ?? app.name;
}

function toRun(lane: Lane, draft: DraftRun, frame: Frame & { isFirst: boolean; isLast: boolean }): Run {
  const fromMs = startOf(draft);
  const toMs = endOf(draft);
  const isOpen = toMs === null && frame.isLast;
  return {
    id: '',
    number: 0,
    container: lane.container,
    role: lane.role,
    replica: lane.replica,
    replicaInferred: lane.replicaInferred,
    revision: lane.revision,
    execution: lane.execution,
    fromMs,
    toMs,
    startKnown: fromMs !== null,
    endKnown: toMs !== null,
    cut: (fromMs === null && frame.isFirst) || (isOpen && frame.asOfMs > frame.range.toMs),
    // A start and an end with one batch's time tell nothing about the life between them.
    lifetimeSeconds: fromMs === null || toMs === null || fromMs === toMs ? null : (toMs - fromMs) / 1000,
    exit: toMs === null ? null : toExit(lane, draft, toMs, frame),
    events: draft.events,
  };
}

function toExit(lane: Lane, draft: DraftRun, atMs: number, frame: Frame): ContainerExit {
  return {
    atMs,
    exitCode: codeOf(draft.end),
    terminationReason: reasonOf(draft.end),
    detail: detailOf(draft.end),
    ...judgeStop(lane, draft, frame),
    events: draft.end,
  };
}

/** The run as the range shows it: outside, nothing; with its end beyond the range, no exit. */
export function withinRange(run: Run, { fromMs, toMs }: TimeRange): Run | null {
  const first = run.fromMs ?? run.toMs;
  const last = run.toMs ?? run.fromMs;
  if (first === null || last === null || first >= toMs || (run.toMs !== null && run.toMs < fromMs)) return null;
  const startsBefore = run.fromMs !== null && run.fromMs < fromMs;
  const endsAfter = run.toMs !== null && run.toMs >= toMs;
  if (!startsBefore && !endsAfter) return run;
  return { ...run, cut: true, exit: endsAfter ? null : run.exit };
}
