import type { ContainerState } from '@/lib/domain/diagnosis';
import type { BackOff, BackOffGap, Run } from '@/lib/domain/run';
import { counted } from '@/lib/format/count';
import { toDuration } from '@/lib/format/duration';
import { toMoment } from '@/lib/format/time';
import { healthySeconds, type LaneBackOff, type Stage, waitOf } from './back-off';
import { phaseOf } from './container-states';
import type { LaneOfRuns } from './lives';

/**
 * The wait of one lane by its rows and gaps, and by the word of the management API (azure-monitor: replicas, `runningState`
 * with its details and `restartCount`). Whichever is newer is believed, and where the two disagree it is said.
 */
export function withState(
  found: LaneBackOff,
  lane: LaneOfRuns,
  state: ContainerState | null,
  endMs: number,
): LaneBackOff {
  if (state === null) return found;
  const last = lane.runs.at(-1);
  switch (phaseOf(state)) {
    case 'waiting':
      return waiting(found, lane, state, endMs);
    case 'running':
      return found.backOff === null ? found : running(found, found.backOff, last, state);
    default:
      return found;
  }
}

function waiting(found: LaneBackOff, lane: LaneOfRuns, state: ContainerState, endMs: number): LaneBackOff {
  const last = lane.runs.at(-1);
  const told = quote(state);
  const startedMs = last?.exit === null ? last.fromMs : null;
  if (startedMs !== null && startedMs > state.atMs) {
    const newer = `The rows are newer: it was started at ${toMoment(startedMs)} UTC.`;
    const backOff = found.backOff ?? statedBackOff(lane, state, endMs);
    return {
      ...found,
      backOff: { ...backOff, ...seenInApi(backOff), nextAttemptMs: null, remark: `${told} ${newer}` },
    };
  }
  if (startedMs !== null) {
    // By the rows it still runs. The word is newer, so the row of its end is on its way or lost.
    const late = 'By the rows it still runs: the row of its end is not here yet.';
    const backOff = found.backOff ?? statedBackOff(lane, state, endMs);
    return { ...found, backOff: { ...backOff, ...seenInApi(backOff), nextAttemptMs: null, remark: `${told} ${late}` } };
  }
  if (found.backOff !== null) {
    const agreed = isWithin(last, found.backOff, state) ? ' The rows agree.' : '';
    return { ...found, backOff: { ...found.backOff, ...seenInApi(found.backOff), remark: `${told}${agreed}` } };
  }
  const backOff = { ...statedBackOff(lane, state, endMs), remark: told };
  return { gaps: [...found.gaps, ...openGap(lane, backOff)], backOff };
}

/** By the rows, too, the container waited when the API spoke: it had ended, and its next attempt was still to come. */
function isWithin(last: Run | undefined, { nextAttemptMs }: BackOff, { atMs }: ContainerState): boolean {
  const exitMs = last?.exit?.atMs ?? null;
  return exitMs !== null && nextAttemptMs !== null && exitMs <= atMs && atMs <= nextAttemptMs;
}

/** The wait that is going on, for drawing; its beginning is the last end in the rows. */
function openGap({ container, replica, revision }: LaneOfRuns, backOff: BackOff): BackOffGap[] {
  const { sinceMs, nextAttemptMs, stage } = backOff;
  if (sinceMs === null || nextAttemptMs === null) return [];
  return [{ container, replica, revision, fromMs: sinceMs, toMs: null, predictedToMs: nextAttemptMs, stage }];
}

/** A container that runs waits for nothing; what was waited for stays told. */
function running(found: LaneBackOff, backOff: BackOff, last: Run | undefined, state: ContainerState): LaneBackOff {
  const exitMs = last?.exit?.atMs ?? null;
  const told = quote(state);
  if (exitMs === null) return { ...found, backOff: { ...backOff, remark: told } };
  if (exitMs > state.atMs) {
    const newer = `The rows are newer: it ended at ${toMoment(exitMs)} UTC.`;
    return { ...found, backOff: { ...backOff, remark: `${told} ${newer}` } };
  }
  return {
    gaps: found.gaps.filter((gap) => gap.toMs !== null),
    backOff: { ...backOff, nextAttemptMs: null, remark: `${told} The row of its start is not here yet.` },
  };
}

/** Known from the API alone: the stage by its count of restarts, the next attempt by the last end in the rows. */
export function statedBackOff(lane: Pick<LaneOfRuns, 'runs'> | null, state: ContainerState, endMs: number): BackOff {
  const last = lane?.runs.at(-1);
  const exit = last?.exit !== null && last?.exit?.intended !== true ? (last?.exit ?? null) : null;
  const isReset = (last?.lifetimeSeconds ?? 0) >= healthySeconds;
  const stage = isReset ? 1 : stageOfCount(state.restartCount);
  const predictedMs = exit === null ? null : exit.atMs + waitOf(stage) * 1000;
  return {
    stage,
    seenIn: ['api'],
    sinceMs: exit?.atMs ?? null,
    nextAttemptMs: predictedMs !== null && predictedMs >= endMs - 60_000 ? predictedMs : null,
  };
}

/** Of a container of which no row tells: the API’s word alone, the newest of several. */
export function backOffOfStates(states: readonly ContainerState[], endMs: number): BackOff | null {
  const waits = states.filter((state) => phaseOf(state) === 'waiting');
  const newest = waits.reduce<ContainerState | undefined>(
    (best, state) => (best === undefined || state.atMs > best.atMs ? state : best),
    undefined,
  );
  return newest === undefined ? null : { ...statedBackOff(null, newest, endMs), remark: quote(newest) };
}

/** The count begins with the replica and forgets nothing, so it may only stand in where no gap tells. `null`: at least one. */
function stageOfCount(count: number | null): Stage {
  const stages: readonly Stage[] = [1, 2, 3, 4, 5, 6];
  return stages[Math.min(6, Math.max(1, count ?? 1)) - 1] ?? 6;
}

function seenInApi({ seenIn }: BackOff): Pick<BackOff, 'seenIn'> {
  return { seenIn: seenIn.includes('api') ? seenIn : [...seenIn, 'api'] };
}

/** `The management API said at 20 Jun 12:04:00 UTC: “Container is waiting …” (7 restarts).` */
export function quote({ atMs, details, runningState, restartCount }: ContainerState): string {
  const words = (details ?? '').trim() || (runningState ?? '');
  const restarts = restartCount === null ? '' : ` (${counted(restartCount, 'restart')})`;
  return `The management API said at ${toMoment(atMs)} UTC: “${words.slice(0, 200)}”${restarts}.`;
}

/**
 * Since when a container that the API calls running has lived, by the rows: from its last start, else from the latest moment
 * at which the platform can have started it after its last end. `null`: not ten minutes yet, or the rows are newer.
 */
export function healthySinceMs(lane: LaneOfRuns, backOff: BackOff | null, state: ContainerState): number | null {
  if (phaseOf(state) !== 'running') return null;
  const last = lane.runs.at(-1);
  const exitMs = last?.exit?.atMs ?? null;
  const sinceMs = exitMs === null ? (last?.fromMs ?? null) : exitMs + waitOf(backOff?.stage ?? 6) * 1350;
  return sinceMs !== null && state.atMs - sinceMs >= healthySeconds * 1000 ? sinceMs : null;
}

/** Why an incident is over by the word of the API. */
export function explainHealthy(state: ContainerState, sinceMs: number): string {
  const { atMs } = state;
  return `The management API said at ${toMoment(atMs)} UTC that the container runs; by the rows it has for ${toDuration(atMs - sinceMs)} at least.`;
}
