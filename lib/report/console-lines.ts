import { decisiveOf } from '@/lib/diagnosis/console/decisive';
import { findMatches } from '@/lib/diagnosis/console/match';
import { traceAround } from '@/lib/diagnosis/console/trace';
import { rules } from '@/lib/diagnosis/rules';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import { isLoud } from '@/lib/report/failure-terms';
import type { ConsoleLine, LineRole } from '@/lib/report/report';

/** A run's rows, oldest first, as lines with their part in its end. */
export function toConsoleLines(rows: readonly ConsoleRow[], run: Run): ConsoleLine[] {
  const roles = rolesOf(rows, run);
  return rows.map(({ id, atMs, stream, container, text }) => ({
    row: id,
    atMs,
    stream,
    container,
    text,
    role: roles.get(id) ?? null,
  }));
}

function rolesOf(rows: readonly ConsoleRow[], run: Run): Map<string, LineRole> {
  const roles = new Map<string, LineRole>();
  const exitMs = run.exit?.atMs ?? null;
  if (exitMs !== null) {
    for (const row of rows) if (row.atMs > exitMs) roles.set(row.id, 'after-exit');
  }
  const [first, ...trace] = failureIn(rows, run);
  for (const row of trace) roles.set(row.id, 'trace');
  if (first !== undefined) roles.set(first.id, 'first-failure');
  return roles;
}

/**
 * The failure that ended the run: the line that tells why, with the trace around it; where no rule knows a line, the
 * first of the last burst of complaints. Nothing when the stop was asked for.
 */
function failureIn(rows: readonly ConsoleRow[], run: Run): ConsoleRow[] {
  if (run.exit?.intended === true) return [];
  const decisive = decisiveOf(
    findMatches(rows, rules, () => run),
    rows,
  );
  if (decisive !== null) return traceAround(rows, decisive.row);
  return lastComplaint(rows, run).slice(0, 1);
}

/** Complaints that far apart are about the same thing. */
const burstMs = 10_000;
/** What a run complained of longer before its exit it may have survived. */
const lastWordsMs = 60_000;

function lastComplaint(rows: readonly ConsoleRow[], run: Run): ConsoleRow[] {
  const exitMs = run.exit?.atMs ?? null;
  if (exitMs === null) return [];
  const burst: ConsoleRow[] = [];
  for (const row of rows.filter(({ text }) => isLoud(text)).reverse()) {
    const next = burst[0];
    if (next === undefined ? exitMs - row.atMs > lastWordsMs : next.atMs - row.atMs > burstMs) break;
    burst.unshift(row);
  }
  return burst;
}
