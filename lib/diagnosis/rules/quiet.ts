import { isOvercomePull } from '@/lib/diagnosis/facts/overcome-pulls';
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
  // Lines of one container alone brought this case up: what else happened in the app is beside the point.
  if (incident.container !== null && incident.faults.length === 0) return false;
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
  if (event.kind === 'start-failed') return isOvercomePull(event, incident.events);
  if (event.kind !== 'probe-failed') return false;
  if (isOfStoppedReplica(incident, event)) return true;
  if (event.probe === 'liveness' || event.probe === 'readiness') return false;
  return (
    event.outcome.kind === 'refused' &&
    timesOf(ofKind(incident.faults, 'probe-failed').filter((other) => other.replica === event.replica)) < fewRefusals
  );
}

/** A replica that was taken away with its revision: whether it would ever have become ready does not matter any more. */
function isOfStoppedReplica(incident: Case, event: SystemEvent): boolean {
  const { revisions, lastStops } = departuresIn(incident);
  if (revisions.size === 0) return false;
  if (event.revision !== null && !revisions.has(event.revision) && !revisions.has(null)) return false;
  return (lastStops.get(event.replica) ?? Number.NEGATIVE_INFINITY) >= event.atMs;
}

interface Departures {
  /** Revisions whose end the platform announced; `null` when a row does not name its revision. */
  revisions: ReadonlySet<string | null>;
  /** Newest intended stop of each replica; `null`: of any. */
  lastStops: ReadonlyMap<string | null, number>;
}

/** Told once per case: a busy app has thousands of probe rows to hold against it. */
const departures = new WeakMap<Case, Departures>();

function departuresIn(incident: Case): Departures {
  const known = departures.get(incident);
  if (known !== undefined) return known;
  const lastStops = new Map<string | null, number>();
  for (const { replica, exit } of [...incident.runs, ...incident.otherRuns]) {
    if (exit?.intended !== true) continue;
    for (const key of [replica, null]) lastStops.set(key, Math.max(exit.atMs, lastStops.get(key) ?? exit.atMs));
  }
  const revisions = new Set(
    incident.events
      .filter((event) => /KEDAScalersStopped|FailedGetScale|ScaledObjectDeleted/i.test(event.row.reason ?? ''))
      .map((event) => event.revision),
  );
  const built = { revisions, lastStops };
  departures.set(incident, built);
  return built;
}
