import type { Facts } from '@/lib/diagnosis/facts/facts';
import { happensToReplica } from '@/lib/diagnosis/facts/places';
import type { BlindSpot, ConsoleReach } from '@/lib/domain/diagnosis';
import type { Run } from '@/lib/domain/run';
import { counted, listed } from '@/lib/format/count';
import { toMoment } from '@/lib/format/time';

/** What the rows at hand could not show. What could not be asked for is told by those who ask. */
export function blindSpotsIn(facts: Facts): BlindSpot[] {
  return [...systemRows(facts), ...replicas(facts), ...consoleRows(facts), ...missingRows(facts)];
}

function systemRows({ input, events }: Facts): BlindSpot[] {
  if (events.length > 0 || input.consoleRows.length === 0) return [];
  return [
    {
      kind: 'no-system-rows',
      message: 'No system row of this range is here, only console lines: exits, restarts and back-offs cannot be seen.',
    },
  ];
}

function replicas({ events, input }: Facts): BlindSpot[] {
  if (input.app.kind === 'job') return [];
  const nowhere = events.filter((event) => event.replica === null && happensToReplica(event));
  if (nowhere.length === 0) return [];
  const revisions = [...new Set(nowhere.flatMap((event) => event.revision ?? []))];
  const where = revisions.length === 0 ? '' : ` of ${listed(revisions)}`;
  return [
    {
      kind: 'replica-unknown',
      message: `${counted(nowhere.length, 'row')}${where} ${nowhere.length === 1 ? 'names' : 'name'} no replica: replicas that ended at the same time cannot be told apart.`,
    },
  ];
}

/** Why lines of a crash may be missing although it printed: known gaps of the log pipeline (docs and issues). */
function consoleRows(facts: Facts): BlindSpot[] {
  const { input, runs, console } = facts;
  const failed = runs.filter((run) => run.exit !== null && run.exit.intended !== true);
  const silent = failed.filter((run) => console.linesOf(run).length === 0 && isAskedFor(run, input.consoleReach ?? []));
  if (silent.length === 0) return [];
  if (input.consoleRows.length === 0) {
    const advice =
      'None of this app is here at all: the table may not exist yet, the rows may not have been asked for, or the log destination may drop them.';
    return [{ kind: 'no-console-rows', message: `There is no console line of ${told(silent, failed)}. ${advice}` }];
  }
  const beginsAtMs = input.consoleRows.reduce((first, row) => Math.min(first, row.atMs), Number.POSITIVE_INFINITY);
  const early = silent.filter((run) => endOf(run) < beginsAtMs);
  const mute = silent.filter((run) => endOf(run) >= beginsAtMs);
  const spots: BlindSpot[] = [];
  if (early.length > 0) {
    const message = `The console lines at hand begin at ${toMoment(beginsAtMs)} UTC: what ${told(early, failed)} printed before is not here.`;
    spots.push({ kind: 'no-console-rows', message });
  }
  if (mute.length > 0) {
    const message = `There is no console line of ${told(mute, failed)}. A short crash can outrun the log pipeline; silence in the log is no proof that it printed nothing.`;
    spots.push({ kind: 'no-console-rows', message });
  }
  return spots;
}

function told(some: readonly Run[], all: readonly Run[]): string {
  if (some.length < all.length) return `${some.length} of ${all.length} runs that failed`;
  return all.length === 1 ? 'the run that failed' : `any of the ${all.length} runs that failed`;
}

function endOf(run: Run): number {
  return run.exit?.atMs ?? run.toMs ?? Number.POSITIVE_INFINITY;
}

/** A run before the reach of what was asked for is not silent: nobody listened. A `null` on either side may be anyone. */
function isAskedFor(run: Run, reach: readonly ConsoleReach[]): boolean {
  return !reach.some(
    (place) =>
      endOf(run) < place.fromMs &&
      isMaybe(place.container, run.container) &&
      isMaybe(place.replica, run.replica) &&
      isMaybe(place.revision, run.revision),
  );
}

function isMaybe(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}

/** `Count` is cumulative per reason, message and replica: a jump tells of rows that never arrived (seen in an issue). */
function missingRows({ events }: Facts): BlindSpot[] {
  const newest = new Map<string, number>();
  let missing = 0;
  for (const event of events) {
    if (event.kind !== 'container-terminated' || event.row.count === null) continue;
    const key = `${event.replica ?? ''}\n${event.row.reason ?? ''}\n${event.row.message}`;
    const before = newest.get(key);
    if (before !== undefined && event.row.count > before + 1) missing += event.row.count - before - 1;
    newest.set(key, Math.max(before ?? 0, event.row.count));
  }
  if (missing === 0) return [];
  return [
    {
      kind: 'rows-missing',
      message: `By the platform’s own count ${counted(missing, 'further row')} about ended containers ${missing === 1 ? 'was' : 'were'} never delivered.`,
    },
  ];
}
