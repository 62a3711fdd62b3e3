import type { SystemEvent } from '@/lib/domain/event';
import type { BackOff, BackOffGap, Run } from '@/lib/domain/run';
import { goneMs, isManualStop } from './exits';
import type { LaneOfRuns } from './lives';

export type Stage = BackOff['stage'];

/** Seconds that the platform waits before the next run (Kubernetes' crash-loop ladder; seen in real gaps between runs). */
const ladder: readonly [Stage, number][] = [
  [1, 10],
  [2, 20],
  [3, 40],
  [4, 80],
  [5, 160],
  [6, 300],
];

/** Kubernetes forgets the failures of a container that has lived this long. */
export const healthySeconds = 600;

export function waitOf(stage: Stage): number {
  return ladder[stage - 1]?.[1] ?? 300;
}

/** The stage whose wait fits: never much shorter, and longer by what scheduling, a pull and the batch add. */
export function stageOfWait(seconds: number, slack = 5): Stage | null {
  const fitting = ladder.filter(([, wait]) => seconds >= wait * 0.85 && seconds <= wait * 1.35 + slack);
  const nearest = fitting.sort((a, b) => Math.abs(Math.log(seconds / a[1])) - Math.abs(Math.log(seconds / b[1])))[0];
  return nearest?.[0] ?? null;
}

/** How one lane waited for its next run. */
export interface LaneBackOff {
  gaps: BackOffGap[];
  /** `null`: nothing shows that the platform waits. */
  backOff: BackOff | null;
}

interface Chain {
  sinceMs: number;
  stage: Stage | null;
  waits: number;
}

/** Waits of one lane, told from the gaps between its runs and from its rows. `endMs`: until when the rows can tell. */
export function readBackOff(lane: LaneOfRuns, endMs: number): LaneBackOff {
  const gaps: BackOffGap[] = [];
  let chain: Chain | null = null;
  let known: Chain | null = null;
  for (const [place, run] of lane.runs.entries()) {
    const exit = run.exit;
    if (exit === null || exit.intended === true) {
      chain = null;
      continue;
    }
    if (chain === null || (run.lifetimeSeconds ?? 0) >= healthySeconds)
      chain = { sinceMs: exit.atMs, stage: null, waits: 0 };
    const next = lane.runs[place + 1];
    if (next === undefined) break;
    const stage = stageBetween(goneMs(exit), next);
    if (stage === null) {
      // An immediate restart is the first step of the legacy dialect; a long silence is no wait of the platform's.
      const restartMs = (next.fromMs ?? next.toMs ?? 0) - goneMs(exit);
      if (restartMs > waitOf(6) * 1350 + 5000) chain = null;
      continue;
    }
    if (chain.stage !== null && stage < chain.stage) chain = { sinceMs: exit.atMs, stage: null, waits: 0 };
    chain.stage = stage;
    chain.waits += 1;
    if (next.fromMs !== null) gaps.push(toGap(lane, goneMs(exit), next.fromMs, stage));
    if (isEvident(chain)) known = chain;
  }
  const rows = backOffRows(lane.events);
  const last = lane.runs.at(-1);
  const waiting = last?.exit ?? null;
  const isWaiting = waiting !== null && waiting.intended !== true && !waiting.events.some(isStopRow);
  const stage = known?.stage ?? stageOfRows(rows, lane.runs);
  if (stage === null || (known === null && rows.length === 0))
    return { gaps: known === null ? [] : gaps, backOff: null };

  const isReset = (last?.lifetimeSeconds ?? 0) >= healthySeconds;
  const nextStage = isReset ? 1 : toStage(known === null ? stage : Math.min(stage + 1, 6));
  const fromMs = isWaiting ? goneMs(waiting) : null;
  const predictedMs = fromMs === null ? null : fromMs + waitOf(nextStage) * 1000;
  // Rows arrive minutes late, so an attempt that is due may already have been made.
  const isPending = predictedMs !== null && predictedMs >= endMs - 60_000;
  if (fromMs !== null && isPending) gaps.push({ ...toGap(lane, fromMs, null, nextStage), predictedToMs: predictedMs });
  return {
    gaps,
    backOff: {
      stage: isWaiting && isPending ? nextStage : stage,
      seenIn: [...(rows.length > 0 ? (['rows'] as const) : []), ...(known !== null ? (['gaps'] as const) : [])],
      sinceMs: isReset && isWaiting ? fromMs : (known?.sinceMs ?? rows[0]?.atMs ?? null),
      nextAttemptMs: isPending ? predictedMs : null,
    },
  };
}

/** Rows alone, of a container of which no run is known. */
export function backOffOfRows(rows: readonly SystemEvent[], endMs: number): BackOff | null {
  const told = rows.filter((event) => event.kind === 'back-off');
  const stage = stageOfRows(told, []);
  const last = told.at(-1);
  if (stage === null || last === undefined) return null;
  const predictedMs = last.atMs + waitOf(stage) * 1000;
  return {
    stage,
    seenIn: ['rows'],
    sinceMs: told[0]?.atMs ?? null,
    nextAttemptMs: predictedMs >= endMs ? predictedMs : null,
  };
}

function stageBetween(exitMs: number, next: Run): Stage | null {
  if (next.fromMs !== null) return stageOfWait((next.fromMs - exitMs) / 1000);
  // Without a start row the gap holds the next run's life as well.
  return next.toMs === null ? null : stageOfWait((next.toMs - exitMs) / 1000, 15);
}

/** Two waits, or one that no ordinary restart takes. */
function isEvident(chain: Chain): boolean {
  return chain.waits >= 2 || (chain.stage ?? 0) >= 3;
}

function toGap(lane: LaneOfRuns, fromMs: number, toMs: number | null, stage: Stage): BackOffGap {
  const { container, replica, revision } = lane;
  return { container, replica, revision, fromMs, toMs, predictedToMs: fromMs + waitOf(stage) * 1000, stage };
}

function backOffRows(events: readonly SystemEvent[]): SystemEvent[] {
  return events.filter((event) => event.kind === 'back-off');
}

/**
 * From rows alone the stage is an estimate: from the pace at which they come, else from the time that passed since the
 * first failure, else from their cumulative count.
 */
function stageOfRows(rows: readonly SystemEvent[], runs: readonly Run[]): Stage | null {
  const last = rows.at(-1);
  const first = rows[0];
  if (last === undefined || first === undefined) return null;
  const before = rows.findLast((event) => last.atMs - event.atMs > 5_000);
  const pace = before === undefined ? null : (last.atMs - before.atMs) / 1000;
  if (pace !== null && pace >= waitOf(6) * 0.85 && pace <= waitOf(6) * 1.35) return 6;
  const beganMs = runs.find((run) => run.exit !== null && run.exit.intended !== true)?.exit?.atMs ?? first.atMs;
  const elapsed = (last.atMs - beganMs) / 1000;
  const passed = [10, 30, 70, 150, 310].filter((seconds) => elapsed >= seconds).length;
  return toStage(Math.max(1 + passed, Math.min(6, last.row.count ?? 1)));
}

function toStage(number: number): Stage {
  return ladder[Math.max(1, Math.min(6, Math.round(number))) - 1]?.[0] ?? 6;
}

function isStopRow(event: SystemEvent): boolean {
  return event.kind === 'container-terminated' && isManualStop(event.terminationReason);
}
