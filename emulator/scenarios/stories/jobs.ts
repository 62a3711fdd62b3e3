import type { AppLog, Place } from '../app-log';
import type { Saying } from '../dialect';
import { normal, warning } from '../dialect';

/** The execution of a cron job is named by the minute it was due, counted from 1970. */
export function executionOf(log: AppLog, dueMs: number): string {
  return `${log.app}-${Math.floor(dueMs / 60_000)}`;
}

/** Schedules one attempt of an execution. Returns the place and when its container started. */
export function attemptStarts(
  log: AppLog,
  execution: string,
  image: string,
  atMs: number,
): { place: Place; startedAtMs: number } {
  const place = log.attempt(execution, image);
  log.executionSays(
    execution,
    atMs,
    normal('SuccessfulCreate', `Successfully created pod for Job Execution '${execution}'`),
  );
  log.assigned(place, atMs + 700);
  return { place, startedAtMs: log.start(place, atMs + 2_100, 'pulled') };
}

/** One execution that does its work. `work` prints and returns when the process ended. */
export function executionSucceeds(
  log: AppLog,
  dueMs: number,
  image: string,
  work: (place: Place, startedAtMs: number) => number,
): void {
  const execution = executionOf(log, dueMs);
  const { place, startedAtMs } = attemptStarts(log, execution, image, dueMs + log.random.whole(200, 1_500));
  const doneMs = Math.round(work(place, startedAtMs));
  log.finish(place, doneMs);
  // A success is a Warning here, and the pod's deletion is not.
  log.executionSays(execution, doneMs + 900, warning('Completed', 'Execution has successfully completed'));
  log.executionSays(execution, doneMs + 1_400, normal('PodDeletion', 'Pod exited with status Succeeded'));
}

/** An execution all of whose attempts fail; each is a new pod, held back for longer. */
export function executionFails(
  log: AppLog,
  dueMs: number,
  image: string,
  attempts: number,
  work: (place: Place, startedAtMs: number) => { diesAtMs: number; exitCode: number },
): void {
  const execution = executionOf(log, dueMs);
  let atMs = dueMs + log.random.whole(200, 1_500);
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const { place, startedAtMs } = attemptStarts(log, execution, image, atMs);
    const { diesAtMs, exitCode } = work(place, startedAtMs);
    log.exit(place, Math.round(diesAtMs), exitCode);
    log.executionSays(
      execution,
      Math.round(diesAtMs) + 1_100,
      normal('PodDeletion', `Pod - ${place.replica} has exited with status Failed`),
    );
    atMs = Math.round(diesAtMs + 10_000 * 2 ** (attempt - 1) + log.random.between(300, 1_500));
  }
  log.executionSays(execution, atMs, backoffLimit);
}

export const backoffLimit: Saying = warning('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
export const deadline: Saying = warning('DeadlineExceeded', 'Job was active longer than specified deadline');
