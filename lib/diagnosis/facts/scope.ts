import { counted } from '@/lib/format/count';
import type { Facts } from './facts';
import type { Trouble } from './trouble';

/** Where it happens, against where it could: `all 3 replicas of revision x`, `1 of 4 executions`. */
export function scopeOf(trouble: Trouble, facts: Facts): string {
  if (facts.input.app.kind === 'job') return executionScope(trouble, facts);
  const replicas = replicasOf(trouble);
  const revisions = revisionsOf(trouble);
  const [revision] = revisions;
  const where =
    revisions.length === 1
      ? ` of revision ${revision}`
      : revisions.length > 1
        ? ` of ${revisions.length} revisions`
        : '';
  if (replicas.length === 0)
    return revision === undefined
      ? 'the app'
      : `${revisions.length === 1 ? 'revision' : 'revisions'} ${revisions.join(', ')}`;
  const own = new Set<string | null>(revisions);
  const known = new Set(replicas);
  for (const { replica, revision: of } of facts.events) if (replica !== null && own.has(of)) known.add(replica);
  if (known.size === 1) return `1 replica${where}`;
  if (known.size === replicas.length) return `${known.size === 2 ? 'both' : `all ${known.size}`} replicas${where}`;
  return `${replicas.length} of ${known.size} replicas${where}`;
}

function executionScope(trouble: Trouble, facts: Facts): string {
  const hit = distinct(placesOf(trouble).map((each) => each.execution));
  const known = new Set([...facts.events.flatMap((event) => event.execution ?? []), ...hit]);
  const [only] = hit;
  if (hit.length === 0) return 'the job';
  if (known.size === 1) return `execution ${only}`;
  return `${hit.length} of ${counted(known.size, 'execution')}`;
}

export function replicasOf(trouble: Trouble): string[] {
  return distinct(placesOf(trouble).map((each) => each.replica));
}

export function revisionsOf(trouble: Trouble): string[] {
  return distinct(placesOf(trouble).map((each) => each.revision));
}

function placesOf({ exits, failedStarts, faults, backOffRows, lines, states }: Trouble) {
  // The API names no execution.
  const stated = states.map(({ replica, revision }) => ({ replica, revision, execution: null }));
  return [...exits, ...failedStarts, ...faults, ...backOffRows, ...lines, ...stated];
}

function distinct(names: readonly (string | null)[]): string[] {
  return [...new Set(names.flatMap((name) => name ?? []))];
}
