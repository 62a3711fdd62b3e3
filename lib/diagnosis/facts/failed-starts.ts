import type { EventOf, SystemEvent } from '@/lib/domain/event';
import type { ContainerRole, FailedStart } from '@/lib/domain/run';
import type { ContainerNames } from './containers';
import { placeOf } from './runs';

type StartFailed = EventOf<'start-failed'>;

/** Rows that only repeat that an attempt failed, or that the platform waits before the next: never an attempt of their own. */
const echo =
  /\bErrImagePull\b|\bImagePullBackOff\b|\bback-?off pulling image\b|\bpersistent image pull errors?\b|\bfailed with unauthorized error\b|\bCreateContainer(?:Config)?Error\b|\bRunContainerError\b/i;
/** An echo is told again while the platform waits, at most five minutes at a time. */
const echoMs = 15 * 60_000;
/** Different sentences about one attempt. */
const oneAttemptMs = 45_000;
/** The same sentence, written twice. */
const duplicateMs = 8_000;

/** Attempts to start that failed, each counted once however many rows tell of it. Events come oldest first. */
export function readFailedStarts(
  events: readonly SystemEvent[],
  names: ContainerNames,
  roles: ReadonlyMap<string, ContainerRole>,
): FailedStart[] {
  const attempts: FailedStart[] = [];
  const last = new Map<string, FailedStart>();
  const begun = new Map<string, number>();
  for (const event of events) {
    const place = placeOf(event);
    if (event.kind === 'image-pulling' || event.kind === 'container-created') begun.set(place, event.atMs);
    if (event.kind !== 'start-failed') continue;
    const key = `${place}\n${event.stage}`;
    const before = last.get(key);
    if (before !== undefined && isSameAttempt(before, event, begun.get(place))) {
      before.events.push(event);
      // The row that names the container, and the one that says most, speak for the attempt.
      before.container ??= event.container;
      if (event.detail.length > before.detail.length) before.detail = event.detail;
      continue;
    }
    const attempt: FailedStart = {
      atMs: event.atMs,
      stage: event.stage,
      container: event.container,
      role: null,
      replica: event.replica,
      revision: event.revision,
      execution: event.execution,
      detail: event.detail,
      events: [event],
    };
    attempts.push(attempt);
    last.set(key, attempt);
  }
  for (const attempt of attempts) {
    attempt.container ??= names.onlyOne(attempt.replica, attempt.revision);
    attempt.role = attempt.container === null ? null : (roles.get(attempt.container) ?? null);
  }
  return attempts;
}

function isSameAttempt(before: FailedStart, event: StartFailed, begunMs: number | undefined): boolean {
  if (event.container !== null && before.container !== null && event.container !== before.container) return false;
  if (begunMs !== undefined && begunMs > before.atMs) return false;
  const newest = before.events.at(-1)?.atMs ?? before.atMs;
  if (isEcho(event)) return event.atMs - newest <= echoMs;
  if (before.events.every((each) => isEcho(each))) return event.atMs - before.atMs <= oneAttemptMs;
  const same = before.events.some(
    (each) => each.row.message === event.row.message && each.row.reason === event.row.reason,
  );
  return event.atMs - (same ? newest : before.atMs) <= (same ? duplicateMs : oneAttemptMs);
}

function isEcho(event: SystemEvent): boolean {
  return (
    echo.test(event.row.message) ||
    /^(?:ErrImagePull|ImagePullBackOff|ImagePullUnauthorized)$/i.test(event.row.reason ?? '')
  );
}
