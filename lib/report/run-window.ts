import { unnamed } from '@/lib/diagnosis/facts/containers';
import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import type { Place } from '@/lib/logs/questions';

/** Where in time a run's console lines stand. */
export interface RunWindow {
  fromMs: number;
  /** Half open. */
  toMs: number;
}

/** A line may be stamped before the row of the start; before the first start of all nothing else can have printed. */
const earlyMs = 5_000;
const earlyFirstMs = 30_000;
/** Standard error is flushed late, and the exit's row may be stamped early. */
const lateMs = 60_000;
/** How far back the lines of a run are looked for whose start no row tells. */
const unknownStartMs = 30 * 60_000;

/**
 * From just before its start to a minute after its exit, but never into its neighbours' lives. A run whose end no row
 * tells goes on as far as rows were asked for, not to this day: it may have ended after them.
 */
export function windowOf(run: Run, { runs, range, asOfMs }: Pick<Diagnosis, 'runs' | 'range' | 'asOfMs'>): RunWindow {
  const untilMs = Math.min(asOfMs, range.toMs);
  const lane = runs.filter((other) => isSamePlace(other, run));
  const at = lane.findIndex((other) => other.id === run.id);
  const before = lane[at - 1];
  const after = lane[at + 1];
  const endMs = endOf(run);
  const fromMs = before === undefined ? firstLineOf(run, untilMs) : border(before, run);
  const lastMs = endMs === null ? untilMs : endMs + lateMs;
  const toMs = after === undefined ? lastMs : Math.min(lastMs, border(run, after));
  return { fromMs, toMs: Math.max(toMs, (endMs ?? run.fromMs ?? fromMs) + 1) };
}

function endOf(run: Run): number | null {
  return run.exit?.atMs ?? run.toMs;
}

function firstLineOf(run: Run, untilMs: number): number {
  return run.fromMs === null ? (endOf(run) ?? untilMs) - unknownStartMs : run.fromMs - earlyFirstMs;
}

/** Where the lines of one run end and those of the next begin. */
function border(run: Run, next: Run): number {
  const endMs = endOf(run);
  if (next.fromMs === null) return (endMs ?? run.fromMs ?? Number.NEGATIVE_INFINITY) + earlyMs;
  if (endMs === null) return next.fromMs - earlyMs;
  return Math.max((endMs + next.fromMs) / 2, next.fromMs - earlyMs);
}

/** Runs of the same container in the same replica; where rows name none, of the same revision and execution. */
export function isSamePlace(a: Run, b: Run): boolean {
  return (
    a.container === b.container &&
    a.replica === b.replica &&
    (a.replica !== null || (a.revision === b.revision && a.execution === b.execution))
  );
}

export function placeOf(run: Run): Place {
  return {
    replica: run.replica,
    revision: run.revision,
    container: run.container === unnamed ? null : run.container,
  };
}

/** A line that does not name its replica, revision or container may be any's (exports often leave columns out). */
export function isAt(row: ConsoleRow, place: Place): boolean {
  return fits(row.replica, place.replica) && fits(row.revision, place.revision) && fits(row.container, place.container);
}

function fits(told: string | null, wanted: string | null): boolean {
  return told === null || wanted === null || told === wanted;
}
