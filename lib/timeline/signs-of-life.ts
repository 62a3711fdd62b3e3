import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { Run } from '@/lib/domain/run';

interface Placed {
  atMs: number;
  replica: string | null;
  revision: string | null;
}

/** A replica whose newest row is older than this may as well be gone. */
const freshMs = 15 * 60_000;

/**
 * The ids of the runs that may be called running: the last of their container in their place, without an end, where
 * the rows in view showed life shortly before the time of the page. Of others without an end nobody knows.
 * `lines`: console lines, as far as they are at hand.
 */
export function runningRuns(diagnosis: Diagnosis, lines: readonly Placed[]): ReadonlySet<string> {
  const newest = new Map<string, number>();
  const see = (at: Omit<Placed, 'atMs'> & { execution?: string | null }, atMs: number | null) => {
    const place = placeOf(at);
    if (place !== null && atMs !== null) newest.set(place, Math.max(newest.get(place) ?? atMs, atMs));
  };
  for (const event of diagnosis.events) {
    see(event, event.atMs);
    for (const row of event.repeats) see(event, row.atMs);
  }
  for (const run of diagnosis.runs) see(run, run.toMs ?? run.fromMs);
  for (const line of lines) see(line, line.atMs);

  const last = new Map<string, Run>();
  for (const run of diagnosis.runs) last.set(JSON.stringify([run.container, placeOf(run)]), run);
  const open = [...last.values()].filter((run) => {
    if (run.exit !== null || run.endKnown || run.toMs !== null) return false;
    const place = placeOf(run);
    const seenMs = place === null ? undefined : newest.get(place);
    return seenMs !== undefined && diagnosis.asOfMs - seenMs < freshMs;
  });
  return new Set(open.map((run) => run.id));
}

function placeOf(at: {
  replica: string | null;
  revision: string | null;
  execution?: string | null | undefined;
}): string | null {
  return at.replica ?? at.revision ?? at.execution ?? null;
}
