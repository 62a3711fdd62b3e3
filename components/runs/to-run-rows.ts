import type { Run } from '@/lib/domain/run';
import { firstLines, type TimedLine } from './first-lines';
import type { RunRow } from './run-row';

function toRunRow(run: Run, isRunning: boolean, line: string | null): RunRow {
  return {
    id: run.id,
    number: run.number,
    container: run.container,
    role: run.role,
    replica: run.replica,
    group: run.execution ?? run.revision,
    fromMs: run.fromMs,
    toMs: run.exit?.atMs ?? run.toMs,
    lifetimeMs: run.lifetimeSeconds === null ? null : run.lifetimeSeconds * 1000,
    end: endOf(run, isRunning),
    exitCode: run.exit?.exitCode ?? null,
    reason: run.exit?.terminationReason ?? null,
    line,
  };
}

function endOf(run: Run, isRunning: boolean): RunRow['end'] {
  if (run.exit) return run.exit.intended === true ? 'stop' : 'exit';
  return isRunning ? 'running' : 'not-seen';
}

/**
 * Newest first. `running`: the ids of the runs of which the rows let one say so. `lines`: those that a rule knows or that
 * are worded as failures, of all runs.
 */
export function toRunRows(
  runs: readonly Run[],
  running: ReadonlySet<string>,
  lines: readonly TimedLine[] = [],
): RunRow[] {
  const first = firstLines(runs, lines);
  return runs.map((run) => toRunRow(run, running.has(run.id), first.get(run.id) ?? null)).reverse();
}
