import type { Case } from '@/lib/diagnosis/rule';
import { timesOf } from '@/lib/diagnosis/rules/probes';
import { ofKind, wordsOf } from '@/lib/diagnosis/rules/said';
import type { SystemEvent } from '@/lib/domain/event';
import type { Run } from '@/lib/domain/run';

/** Refused start-up probes that often in a row are what every start looks like for its first seconds. */
const fewRefusals = 3;

/**
 * Nothing in the case needs a reader: no unexpected exit, no failed start, no fault but noise. The quiet causes speak only
 * then; beside a real failure they would distract.
 */
export function isQuietCase(incident: Case): boolean {
  if (incident.exits.length > 0 || incident.failedStarts.length > 0 || incident.backOff !== null) return false;
  return incident.faults.every((event) => isNoise(incident, event));
}

/** It did its work and ended: not stopped, although nobody minds. */
export function isCompletion(run: Run): boolean {
  const { exit } = run;
  return (
    exit !== null && exit.exitCode === 0 && !/^ManuallyStopped$/i.test(exit.terminationReason ?? '') && !exit.forced
  );
}

/** Rows that alarm and are known to be harmless (domain: downstream noise). */
const harmless =
  /FailedGetContainerResourceMetric|no metrics returned from resource metrics API|ScaledObjectDeleted|FailedGetScale|ScaledObjectCheckFailed|correct triggers specification|Waiting for infrastructure to be ready|Deactivating old revisions|no configured limit to the number of allowed active connections/i;

export function isNoise(incident: Case, event: SystemEvent): boolean {
  if (event.kind === 'noise' || harmless.test(wordsOf(event))) return true;
  if (event.kind !== 'probe-failed') return false;
  if (isOfStoppedReplica(incident, event)) return true;
  if (event.probe === 'liveness') return false;
  return (
    event.outcome.kind === 'refused' &&
    timesOf(ofKind(incident.faults, 'probe-failed').filter((other) => other.replica === event.replica)) < fewRefusals
  );
}

/** A replica that was taken away with its revision: whether it would ever have become ready does not matter any more. */
function isOfStoppedReplica(incident: Case, event: SystemEvent): boolean {
  const goes = incident.events.some(
    (other) =>
      /KEDAScalersStopped|FailedGetScale|ScaledObjectDeleted/i.test(other.row.reason ?? '') &&
      (other.revision === null || event.revision === null || other.revision === event.revision),
  );
  if (!goes) return false;
  return [...incident.runs, ...incident.otherRuns].some(
    (run) =>
      run.exit?.intended === true &&
      (run.replica === event.replica || event.replica === null) &&
      run.exit.atMs >= event.atMs,
  );
}
