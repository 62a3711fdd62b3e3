import { healthySeconds } from '@/lib/diagnosis/facts/back-off';
import type { Run } from '@/lib/domain/run';

/** Who was stopped on purpose, or still runs, has started well once it has lived that long. */
const settledSeconds = 60;

export interface Starts {
  good: Run;
  bad: Run;
}

/**
 * The first bad start among failed runs (oldest first) that has a good one before it, and the last such good one. `null`: no
 * failed run is known to have died in its first ten minutes, or none before any is known to have lived well. `untilMs`: until when rows can tell.
 */
export function startsToCompare(failed: readonly Run[], runs: readonly Run[], untilMs: number): Starts | null {
  const firstGood = firstGoodStarts(runs, untilMs);
  const bad = failed.find(
    (run) =>
      run.fromMs !== null &&
      run.toMs !== null &&
      livedMs(run, untilMs) < healthySeconds * 1000 &&
      run.fromMs > (firstGood.get(run.container) ?? Number.POSITIVE_INFINITY),
  );
  if (bad === undefined) return null;
  const good = lastGoodBefore(bad, runs, untilMs);
  return good === null ? null : { good, bad };
}

/** When the first run of each container began that lived well. */
function firstGoodStarts(runs: readonly Run[], untilMs: number): Map<string, number> {
  const first = new Map<string, number>();
  for (const run of runs) {
    const before = first.get(run.container) ?? Number.POSITIVE_INFINITY;
    if (run.fromMs !== null && run.fromMs < before && isGood(run, untilMs)) first.set(run.container, run.fromMs);
  }
  return first;
}

/**
 * The last run of the same container, in whatever replica, that started before this one and lived well: ten minutes, or
 * one minute when it was stopped on purpose, did its work (a job's run that ended with 0), or still runs. The newest
 * revision goes first.
 */
export function lastGoodBefore(bad: Run, runs: readonly Run[], untilMs: number): Run | null {
  const beforeMs = bad.fromMs ?? bad.toMs;
  if (beforeMs === null) return null;
  const born = new Map<string | null, number>();
  for (const { container, revision, fromMs } of runs) {
    if (container === bad.container && fromMs !== null && !born.has(revision)) born.set(revision, fromMs);
  }
  const ageOf = (run: Run) => born.get(run.revision) ?? 0;
  return runs.reduce<Run | null>((best, run) => {
    if (run.container !== bad.container || run.id === bad.id || run.fromMs === null || run.fromMs >= beforeMs)
      return best;
    if (!isGood(run, untilMs)) return best;
    if (best === null || ageOf(run) > ageOf(best)) return run;
    return ageOf(run) === ageOf(best) && run.fromMs > (best.fromMs ?? 0) ? run : best;
  }, null);
}

function isGood(run: Run, untilMs: number): boolean {
  const seconds = livedMs(run, untilMs) / 1000;
  if (seconds >= healthySeconds) return true;
  const isDone = run.execution !== null && run.exit?.exitCode === 0;
  if (isDone) return true;
  const isCalm = run.exit === null ? run.toMs === null : run.exit.intended === true;
  return isCalm && seconds >= settledSeconds;
}

function livedMs(run: Run, untilMs: number): number {
  return run.fromMs === null ? 0 : (run.toMs ?? untilMs) - run.fromMs;
}
