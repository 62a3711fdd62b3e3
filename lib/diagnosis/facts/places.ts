import type { EventKind, SystemEvent } from '@/lib/domain/event';
import type { ConsoleRow } from '@/lib/domain/rows';

/** Kinds that always happen to one replica, whether or not their row names it. */
const replicaKinds: ReadonlySet<EventKind> = new Set([
  'container-terminated',
  'container-created',
  'container-started',
  'back-off',
  'probe-failed',
  'probe-kill',
  'probe-started',
  'stopping',
  'image-pulling',
  'image-pulled',
  'start-failed',
  'evicted',
]);

export function happensToReplica(event: SystemEvent): boolean {
  return replicaKinds.has(event.kind);
}

/** The second row of one exit follows within this span (a SIGKILL after the default grace period of 30 s included). */
const twinMs = 45_000;

/**
 * Fills in the replica where a row lacks it and only one can be meant: the revision has one replica in all these rows, or
 * the same container of exactly one replica ended just then. Otherwise it stays `null`.
 */
export function inferReplicas(events: readonly SystemEvent[], consoleRows: readonly ConsoleRow[]): SystemEvent[] {
  if (events.every((event) => event.replica !== null || !happensToReplica(event))) return [...events];
  const named = namedReplicas(events, consoleRows);
  const ends = endsByGroup(events);
  return events.map((event) => {
    if (event.replica !== null || !happensToReplica(event)) return event;
    const replica = onlyReplica(named.get(groupOf(event))) ?? replicaOfTwin(event, ends.get(groupOf(event)));
    return replica === null ? event : { ...event, replica, replicaInferred: true };
  });
}

/** Revision, else execution; rows that name neither belong to the app as a whole. */
export function groupOf(place: { revision: string | null; execution: string | null }): string {
  return place.revision ?? place.execution ?? '';
}

function namedReplicas(events: readonly SystemEvent[], consoleRows: readonly ConsoleRow[]): Map<string, Set<string>> {
  const named = new Map<string, Set<string>>();
  const learn = (group: string, replica: string | null) => {
    if (replica === null) return;
    for (const key of group === '' ? [''] : [group, '']) {
      const set = named.get(key);
      if (set === undefined) named.set(key, new Set([replica]));
      else set.add(replica);
    }
  };
  for (const event of events) learn(groupOf(event), event.replica);
  for (const row of consoleRows) learn(groupOf(row), row.replica);
  return named;
}

function onlyReplica(replicas: ReadonlySet<string> | undefined): string | null {
  if (replicas?.size !== 1) return null;
  const [only] = replicas;
  return only ?? null;
}

/** Ends of named replicas, oldest first, as the events are. */
function endsByGroup(events: readonly SystemEvent[]): Map<string, SystemEvent[]> {
  const ends = new Map<string, SystemEvent[]>();
  for (const event of events) {
    if (event.kind !== 'container-terminated' || event.replica === null) continue;
    const list = ends.get(groupOf(event));
    if (list === undefined) ends.set(groupOf(event), [event]);
    else list.push(event);
  }
  return ends;
}

function replicaOfTwin(event: SystemEvent, ends: readonly SystemEvent[] | undefined): string | null {
  if (event.kind !== 'container-terminated' || ends === undefined) return null;
  const near = new Set<string>();
  for (let at = firstAtOrAfter(ends, event.atMs - twinMs); at < ends.length; at += 1) {
    const other = ends[at];
    if (other === undefined || other.atMs > event.atMs + twinMs || near.size > 1) break;
    if (other.container === event.container && other.replica !== null) near.add(other.replica);
  }
  return onlyReplica(near);
}

/** Index of the first thing at or after a time, in a list ordered by time. */
export function firstAtOrAfter(list: readonly { atMs: number }[], atMs: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.atMs ?? Number.POSITIVE_INFINITY) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
