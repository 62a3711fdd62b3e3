import { isLoud } from '@/lib/diagnosis/console/loud';
import { traceAround } from '@/lib/diagnosis/console/trace';
import type { ConsoleMatch } from '@/lib/diagnosis/rule';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

/** The failure that ended a run, in its lines. */
export interface RunFailure {
  /** The line that tells why. */
  row: ConsoleRow;
  /** With its trace, in true order. */
  trace: [ConsoleRow, ...ConsoleRow[]];
  /** `null`: no rule knows the line. */
  match: ConsoleMatch | null;
}

/**
 * What the console, the crash's fingerprint and its last words all take for the failure that ended the run: the decisive
 * match with the trace around it; where no rule knows a line, the first of the last burst of complaints. `null` when the
 * stop was asked for, or nothing was said. `rows` come oldest first.
 */
export function failureOf(rows: readonly ConsoleRow[], run: Run, decisive: ConsoleMatch | null): RunFailure | null {
  if (run.exit?.intended === true) return null;
  if (decisive !== null) {
    const [first = decisive.row, ...others] = traceAround(rows, decisive.row);
    return { row: decisive.row, trace: [first, ...others], match: decisive };
  }
  const complaint = lastComplaint(rows, run);
  return complaint === null ? null : { row: complaint, trace: [complaint], match: null };
}

/** Complaints that far apart are about the same thing. */
const burstMs = 10_000;
/** What a run said longer before its exit is not its last word: it may have survived it. */
export const lastWordsMs = 60_000;

function lastComplaint(rows: readonly ConsoleRow[], run: Run): ConsoleRow | null {
  const exitMs = run.exit?.atMs ?? null;
  if (exitMs === null) return null;
  let first: ConsoleRow | null = null;
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const row = rows[at];
    if (row === undefined || (first === null ? exitMs - row.atMs > lastWordsMs : first.atMs - row.atMs > burstMs))
      break;
    if (isLoud(row.text)) first = row;
  }
  return first;
}
