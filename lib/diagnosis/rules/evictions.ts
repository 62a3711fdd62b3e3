import type { Case } from '@/lib/diagnosis/rule';
import { ownEvents, wordsOf } from '@/lib/diagnosis/rules/said';
import type { SystemEvent } from '@/lib/domain/event';
import type { Run } from '@/lib/domain/run';

const storage =
  /ephemeral[ -](?:local )?storage|local ephemeral|ephemeral-storage|low on resource: ephemeral|disk ?pressure|emptyDir.{0,60}exceed/i;

/** The replica was evicted for the disk space that it used. */
export function isEviction(event: SystemEvent): boolean {
  const words = wordsOf(event);
  if (event.kind === 'evicted') return storage.test(words) || !/memory|inode|pid|preempt|taint|drain|node/i.test(words);
  return /ephemeral[ -](?:local )?storage/i.test(words) && /exceed|limit|evict/i.test(words);
}

/** From the eviction's row to the end: the longest grace period (600 s), and what rows lag behind. */
const beforeMs = 660_000;
const afterMs = 120_000;

/** Read once per case: each of its exits asks. */
const evictions = new WeakMap<Case, readonly SystemEvent[]>();

/** The run’s own replica was evicted about when it ended; another eviction of the incident explains nothing. */
export function wasEvicted(incident: Case, run: Run): boolean {
  if (/^Evicted$/i.test(run.exit?.terminationReason ?? '')) return true;
  const known = evictions.get(incident) ?? ownEvents(incident).filter(isEviction);
  evictions.set(incident, known);
  const endMs = run.exit?.atMs;
  if (endMs === undefined) return false;
  return known.some(
    (event) => event.atMs >= endMs - beforeMs && event.atMs <= endMs + afterMs && isOfReplica(event, run),
  );
}

function isOfReplica({ replica, revision }: SystemEvent, run: Run): boolean {
  if (replica !== null && run.replica !== null) return replica === run.replica;
  return revision === null || run.revision === null || revision === run.revision;
}
