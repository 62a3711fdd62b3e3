import { decisiveOf } from '@/lib/diagnosis/console/decisive';
import { failureOf } from '@/lib/diagnosis/console/failure';
import { isLoud } from '@/lib/diagnosis/console/loud';
import { findMatches } from '@/lib/diagnosis/console/match';
import type { ConsoleMatch } from '@/lib/diagnosis/rule';
import { rules } from '@/lib/diagnosis/rules';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import type { ConsoleLine, LineRole } from '@/lib/report/report';
import type { RunWindow } from '@/lib/report/run-window';

/**
 * A run's rows and those around it, oldest first, as lines with their part in its end. What stands outside `window` is
 * another run's failure, if any.
 */
export function toConsoleLines(rows: readonly ConsoleRow[], run: Run, window: RunWindow): ConsoleLine[] {
  const own = rows.filter((row) => beyondOf(row, window) === null);
  const matches = findMatches(rows, rules, () => run);
  const matched = new Set(matches.map(({ row }) => row.id));
  const roles = rolesOf(
    own,
    run,
    matches.filter(({ row }) => beyondOf(row, window) === null),
  );
  return rows.map((row) => ({
    row: row.id,
    atMs: row.atMs,
    stream: row.stream,
    container: row.container,
    text: row.text,
    role: roles.get(row.id) ?? null,
    failing: matched.has(row.id) || isLoud(row.text),
    beyond: beyondOf(row, window),
  }));
}

function beyondOf({ atMs }: ConsoleRow, { fromMs, toMs }: RunWindow): ConsoleLine['beyond'] {
  return atMs < fromMs ? 'before' : atMs >= toMs ? 'after' : null;
}

function rolesOf(rows: readonly ConsoleRow[], run: Run, matches: readonly ConsoleMatch[]): Map<string, LineRole> {
  const roles = new Map<string, LineRole>();
  const exitMs = run.exit?.atMs ?? null;
  if (exitMs !== null) {
    for (const row of rows) if (row.atMs > exitMs) roles.set(row.id, 'after-exit');
  }
  const [first, ...trace] = failureOf(rows, run, decisiveOf(matches, rows))?.trace ?? [];
  for (const row of trace) roles.set(row.id, 'trace');
  if (first !== undefined) roles.set(first.id, 'first-failure');
  return roles;
}
