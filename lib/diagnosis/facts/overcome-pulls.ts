import type { SystemEvent } from '@/lib/domain/event';
import type { FailedStart } from '@/lib/domain/run';
import { firstAtOrAfter } from './places';

/** The next attempts come within seconds and minutes; what is pulled later was mended by somebody. */
const soonMs = 5 * 60_000;
/** A registry that fails more often than this is a trouble, however each attempt ends. */
const fewAttempts = 2;

/**
 * Failed pulls that the next attempt overcame: the same image was pulled, or the same container started, in the same place soon
 * after, and the range knows no more of them. Nobody has to do anything about a registry’s single hiccup. Events come oldest first.
 */
export function overcomePulls(failedStarts: readonly FailedStart[], events: readonly SystemEvent[]): Set<FailedStart> {
  const pulls = failedStarts.filter((start) => start.stage === 'pull');
  return new Set(
    pulls.filter((start) => {
      const alike = pulls.filter((other) => other.container === start.container);
      return alike.length <= fewAttempts && isOvercome(start, start.events, events);
    }),
  );
}

/** Whether this row of a failed pull is of an attempt that the next one overcame. */
export function isOvercomePull(event: SystemEvent, events: readonly SystemEvent[]): boolean {
  return event.kind === 'start-failed' && event.stage === 'pull' && isOvercome(event, [event], events);
}

type Attempt = Pick<FailedStart, 'atMs' | 'replica' | 'revision' | 'execution' | 'container'>;

function isOvercome(start: Attempt, rows: readonly SystemEvent[], events: readonly SystemEvent[]): boolean {
  const lastMs = rows.at(-1)?.atMs ?? start.atMs;
  const words = rows.map((event) => event.row.message).join('\n');
  for (let at = firstAtOrAfter(events, lastMs); at < events.length; at += 1) {
    const event = events[at];
    if (event === undefined || event.atMs - start.atMs > soonMs) break;
    if (event.atMs > lastMs && isSuccessOf(start, words, event))
      return start.replica !== null || replicasIn(start, events).size <= 1;
  }
  return false;
}

function isSuccessOf(start: Attempt, words: string, event: SystemEvent): boolean {
  if (!isSame(start.replica, event.replica) || !isSame(start.revision, event.revision)) return false;
  if (!isSame(start.execution, event.execution)) return false;
  return event.kind === 'image-pulled'
    ? event.image !== null && names(words, event.image)
    : event.kind === 'container-started' && event.container !== null && event.container === start.container;
}

/** `shop:1` is not named by `shop:12`. */
function names(words: string, image: string): boolean {
  return words.split(/[\s"'“”,]+/).some((part) => part === image || part === `${image}:`);
}

function isSame(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}

/** A row without its replica may be of any of them. */
function replicasIn(start: Attempt, events: readonly SystemEvent[]): Set<string> {
  return new Set(
    events.flatMap(({ replica, revision }) => (replica !== null && isSame(revision, start.revision) ? [replica] : [])),
  );
}
