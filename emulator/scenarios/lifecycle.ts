import type { AppLog, Place } from './app-log';
import { normal, warning } from './dialect';
import { minute, second } from './time';

/** Seconds the platform waits before the next start; the last one repeats (gaps measured on Container Apps and documented by Kubernetes). */
const waits = [10, 20, 40, 80, 160, 300] as const;
/** A container that lived this long is no longer held back (Kubernetes documentation, restart policy). */
const forgivenAfterMs = 10 * minute;

/** Seconds to wait after the `failures`-th failure in a row, counted from 1. */
export function waitAfter(failures: number): number {
  return waits[Math.min(failures, waits.length) - 1] ?? 300;
}

/**
 * One container that starts, dies and is held back for longer each time. `live` writes one life (console lines, exit or
 * kill) and returns when the container was gone, or `null` when it stays up. Where the dialect has back-off rows they are
 * written too.
 */
export function crashLoop(
  log: AppLog,
  place: Place,
  span: {
    fromMs: number;
    untilMs: number;
    /** How the first start gets its image; later ones find it present. */
    image?: 'pulled' | 'present';
    /** Failures in a row before this loop begins. */
    failures?: number;
  },
  live: (startedAtMs: number) => number | null,
): void {
  const { random } = log;
  const { backOff } = log.environment.dialect;
  let failures = span.failures ?? 0;
  let image = span.image ?? 'pulled';
  let nextStartMs = span.fromMs;
  while (nextStartMs < span.untilMs) {
    const startedAtMs = log.start(place, nextStartMs, image);
    image = 'present';
    const goneAtMs = live(startedAtMs);
    if (goneAtMs === null) return;
    failures = goneAtMs - startedAtMs >= forgivenAfterMs ? 1 : failures + 1;
    const waitMs = waitAfter(failures) * second;
    if (backOff !== null && failures > 1) {
      for (let at = goneAtMs + 1_400; at < goneAtMs + waitMs; at += 145 * second) {
        log.say(place, Math.round(at + random.between(0, 900)), backOff);
      }
    }
    nextStartMs = Math.round(goneAtMs + waitMs + random.between(150, 1_900));
  }
}

/** Rows that every new revision brings. They praise it before anything of it has run. */
export function announceRevision(log: AppLog, revision: string, atMs: number): void {
  log.control(revision, atMs, normal('RevisionCreation', `Creating a new revision: ${revision}`));
  log.control(
    revision,
    atMs + 900,
    normal(
      'KEDAScalersStarted',
      `KEDA is starting a watch for revision '${revision}' to monitor scale operations for this revision`,
      'KEDA',
    ),
  );
  log.control(revision, atMs + 2_300, normal('RevisionReady', `Successfully provisioned revision '${revision}'`));
  log.control(null, atMs + 2_600, normal('ContainerAppReady', `Successfully updated containerApp: ${log.app}`));
}

/** Rows that follow when the new revision takes the traffic. */
export function handOver(log: AppLog, revision: string, old: string | null, atMs: number): void {
  log.control(revision, atMs, normal('RevisionUpdate', `Setting traffic weight of '100%' for revision '${revision}'`));
  log.control(
    null,
    atMs + 400,
    normal(
      'RollingRevisionCompleted',
      `Rolling Transition: Successfully completed rolling over existing to latest revision for containerApp: ${log.app}`,
    ),
  );
  log.control(
    null,
    atMs + 700,
    normal('ContainerAppReady', `Successfully updated running state to Running for containerApp: ${log.app}`),
  );
  // Logged many times, even when nothing is deactivated.
  for (let time = 0; time < 3; time++) {
    log.control(
      null,
      atMs + 900 + time * 1_700,
      normal('RevisionDeactivating', `Deactivating old revisions for ContainerApp '${log.app}'`),
    );
  }
  if (old === null) return;
  log.control(
    old,
    atMs + 5_200,
    normal(
      'KEDAScalersStopped',
      `KEDA is stopping the watch for revision '${old}' to monitor scale operations for this revision`,
      'KEDA',
    ),
  );
  log.control(
    old,
    atMs + 5_300,
    warning('ScaledObjectDeleted', 'ScaledObject was removed from KEDA watch and would not be auto-scaled.', 'KEDA'),
  );
}

/** A replica that comes up as it should. Returns when it was ready. */
export function comeUp(
  log: AppLog,
  place: Place,
  atMs: number,
  options: {
    refusals?: number;
    image?: 'pulled' | 'present';
    hello?: (place: Place, startedAtMs: number) => void;
  } = {},
): number {
  const { random } = log;
  log.assigned(place, atMs);
  const startedAtMs = log.start(place, Math.round(atMs + random.between(1_500, 4_000)), options.image ?? 'pulled');
  options.hello?.(place, startedAtMs);
  let at = startedAtMs;
  // Until the process listens, the start-up probe is refused once a second: a normal start.
  for (let refusal = 0; refusal < (options.refusals ?? 0); refusal++) {
    at += second;
    log.probeFailed(place, Math.round(at + random.between(0, 60)), 'StartUp', {
      kind: 'refused',
      address: '192.0.2.80:8080',
    });
  }
  return Math.round(at + second);
}

/** Replaces all replicas of a revision by those of the next one, as a zero-downtime update does. Returns when it was done. */
export function rollOver(
  log: AppLog,
  from: { revision: string; places: readonly Place[] },
  to: { revision: string; places: readonly Place[] },
  atMs: number,
  options: {
    refusals?: number;
    hello?: (place: Place, startedAtMs: number) => void;
    farewell?: (place: Place, stopMs: number) => void;
  } = {},
): number {
  const { random } = log;
  announceRevision(log, to.revision, atMs);
  let readyMs = atMs;
  for (const [index, place] of to.places.entries()) {
    readyMs = Math.max(
      readyMs,
      comeUp(log, place, Math.round(atMs + 3_000 + index * random.between(600, 2_500)), options),
    );
  }
  handOver(log, to.revision, from.revision, readyMs + 1_500);
  let doneMs = readyMs;
  for (const place of from.places) {
    const stopMs = Math.round(readyMs + random.between(24_000, 70_000));
    options.farewell?.(place, stopMs);
    // Readiness fails while a replica is being stopped: noise.
    log.probeFailed(place, stopMs - 300, 'Readiness', { kind: 'refused', address: '192.0.2.80:8080' });
    log.stop(place, stopMs);
    doneMs = Math.max(doneMs, stopMs);
  }
  return doneMs;
}
