import { deliveryOf } from '@/lib/diagnosis/crash/delivery';
import type { Hearing } from '@/lib/diagnosis/crash/hearing';
import { noneAtHand, whyNoLine } from '@/lib/diagnosis/crash/missing-lines';
import type { Facts } from '@/lib/diagnosis/facts/facts';
import { happensToReplica } from '@/lib/diagnosis/facts/places';
import type { BlindSpot } from '@/lib/domain/diagnosis';
import type { Run } from '@/lib/domain/run';
import { counted, listed } from '@/lib/format/count';
import { toMoment } from '@/lib/format/time';

/** What the rows at hand could not show. What could not be asked for is told by those who ask. */
export function blindSpotsIn(facts: Facts, hearing: Hearing): BlindSpot[] {
  return [
    ...systemRows(facts),
    ...replicas(facts),
    ...consoleRows(facts, hearing),
    ...missingRows(facts),
    ...missingEnds(facts),
  ];
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

/** Reasons repeat: so many runs tell them all. */
const mostAsked = 20;

/** Why lines of a crash may be missing although it printed: known gaps of the log pipeline (docs and issues). */
function consoleRows(facts: Facts, hearing: Hearing): BlindSpot[] {
  const { input, runs, console } = facts;
  const failed = runs.filter((run) => run.exit !== null && run.exit.intended !== true);
  const silent = failed.filter((run) => console.linesOf(run).length === 0 && hearing.reachesEnd(run));
  if (silent.length === 0) return [];
  if (input.consoleRows.length === 0) {
    return [{ kind: 'no-console-rows', message: `There is no console line of ${told(silent, failed)}. ${noneAtHand}` }];
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
    const why = [...new Set(mute.slice(-mostAsked).flatMap((run) => whyNoLine(run, deliveryOf(run, facts, hearing))))];
    const message = [
      `There is no console line of ${told(mute, failed)}.`,
      ...why,
      'Silence in the log is no proof that it printed nothing.',
    ].join(' ');
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

/**
 * The management API counts the restarts of a container since its replica was made: more of them than ends in the rows, in a
 * replica whose beginning is here, tells of ends whose rows are not.
 */
function missingEnds({ states, lanes }: Facts): BlindSpot[] {
  return lanes.flatMap(({ container, replica, events, runs }) => {
    const state = states.of(replica, container);
    const isWhole = events.some((event) => event.kind === 'replica-assigned');
    if (state?.restartCount == null || !isWhole) return [];
    const ends = runs.filter((run) => run.exit !== null).length;
    if (state.restartCount <= ends) return [];
    return [
      {
        kind: 'rows-missing',
        message: `The management API counts ${counted(state.restartCount, 'restart')} of container ${container} in ${replica}, and the rows at hand tell of ${ends === 0 ? 'no end' : `only ${counted(ends, 'end')}`}.`,
      },
    ];
  });
}
