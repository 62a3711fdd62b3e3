import type { Facts } from '@/lib/diagnosis/facts/facts';
import { happensToReplica } from '@/lib/diagnosis/facts/places';
import type { BlindSpot } from '@/lib/domain/diagnosis';
import { counted, listed } from '@/lib/format/count';

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
function consoleRows({ input, runs, console }: Facts): BlindSpot[] {
  const failed = runs.filter((run) => run.exit !== null && run.exit.intended !== true);
  const silent = failed.filter((run) => console.linesOf(run).length === 0);
  if (silent.length === 0) return [];
  const which =
    silent.length === failed.length
      ? failed.length === 1
        ? 'the run that failed'
        : `any of the ${failed.length} runs that failed`
      : `${silent.length} of ${failed.length} runs that failed`;
  const advice =
    input.consoleRows.length === 0
      ? 'None of this app is here at all: the table may not exist yet, the rows may not have been asked for, or the log destination may drop them.'
      : 'A short crash can outrun the log pipeline; silence in the log is no proof that it printed nothing.';
  return [{ kind: 'no-console-rows', message: `There is no console line of ${which}. ${advice}` }];
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
