import type { Case } from '@/lib/diagnosis/rule';
import { ownEvents, wordsOf } from '@/lib/diagnosis/rules/said';
import type { SystemEvent } from '@/lib/domain/event';

const storage =
  /ephemeral[ -](?:local )?storage|local ephemeral|ephemeral-storage|low on resource: ephemeral|disk ?pressure|emptyDir.{0,60}exceed/i;

/** The replica was evicted for the disk space that it used. */
export function isEviction(event: SystemEvent): boolean {
  const words = wordsOf(event);
  if (event.kind === 'evicted') return storage.test(words) || !/memory|inode|pid|preempt|taint|drain|node/i.test(words);
  return /ephemeral[ -](?:local )?storage/i.test(words) && /exceed|limit|evict/i.test(words);
}

/** Read once per case: each of its exits asks. */
const evictions = new WeakMap<Case, boolean>();

export function hasEviction(incident: Case): boolean {
  const known = evictions.get(incident) ?? ownEvents(incident).some(isEviction);
  evictions.set(incident, known);
  return known;
}
