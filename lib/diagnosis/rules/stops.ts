import type { Case } from '@/lib/diagnosis/rule';
import { graceOf } from '@/lib/diagnosis/rules/probe-arithmetic';
import { concerns } from '@/lib/diagnosis/rules/probes';
import { eventsBetween } from '@/lib/diagnosis/rules/said';
import type { SystemEvent } from '@/lib/domain/event';
import type { Run } from '@/lib/domain/run';

/** The longest grace period that the template takes is 600 s (Container Apps docs, “Application lifecycle”). */
const longestGraceMs = 660_000;
/** What a stop takes besides the grace period; a default of 30 s was once seen to end after 60 to 80 s. */
const besidesMs = 60_000;
const unknownGraceMs = 150_000;
/** From the deadline's row to the kill, with what a batch of rows adds; the row may come after it. */
const deadlineReachMs = 90_000;

/**
 * The row that asked this run to stop, newest first: scale-in, scale to zero, a stop, its revision going away. Rows that
 * speak of the app as a whole (`Deactivating old revisions`) are written even when nothing is deactivated: not counted.
 * A row about this very container may be as old as the longest grace period. One about its revision asks some replica: it is
 * no older than the grace period set, and asked no replica in which the container was started again.
 */
export function askedToStop(incident: Case, run: Run): SystemEvent | null {
  const endMs = run.exit?.atMs;
  if (endMs === undefined) return null;
  const fromMs = Math.max(endMs - longestGraceMs, run.fromMs ?? Number.NEGATIVE_INFINITY);
  const { seconds, isKnown } = graceOf(incident, run);
  const widestMs = isKnown ? seconds * 1000 + besidesMs : unknownGraceMs;
  const asked = eventsBetween(incident, fromMs, endMs).filter(
    (event) =>
      asks(event) &&
      concerns(event, run) &&
      (event.replica !== null || (event.atMs >= endMs - widestMs && !wasRestarted(incident, run))),
  );
  return asked.at(-1) ?? null;
}

function wasRestarted(incident: Case, run: Run): boolean {
  const endMs = run.exit?.atMs ?? 0;
  return (
    run.replica !== null &&
    incident.runs.some(
      (other) =>
        other.replica === run.replica && other.container === run.container && (other.fromMs ?? other.toMs ?? 0) > endMs,
    )
  );
}

/**
 * The execution was over its replicaTimeout when this run was killed: Kubernetes asks the container to stop at the
 * deadline and ends it by force 30 s later (jobs have no other grace period).
 */
export function endedByDeadline(incident: Case, run: Run): boolean {
  const endMs = run.exit?.atMs;
  if (endMs === undefined) return false;
  return eventsBetween(incident, endMs - deadlineReachMs, endMs + deadlineReachMs).some(
    (event) =>
      event.kind === 'job-execution' &&
      event.step === 'deadline' &&
      (event.execution === null || run.execution === null || event.execution === run.execution),
  );
}

function asks(event: SystemEvent): boolean {
  switch (event.kind) {
    case 'scaled':
      return event.direction === 'in' || event.direction === 'to-zero';
    case 'stopping':
      return true;
    case 'container-terminated':
      return /^ManuallyStopped$/i.test(event.terminationReason ?? '');
    case 'revision':
      return event.step === 'deactivating' && event.revision !== null;
    default:
      return false;
  }
}
