import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import { unnamed } from './containers';
import type { LaneOfRuns } from './lives';
import { groupOf } from './places';

/** Lines up to this long after an exit are still about it. */
const afterExitMs = 60_000;
/** A start row may be written a little after the process has begun to print. */
const beforeStartMs = 5_000;
/** The same for a first start, before which nothing else of the lane can have printed. */
const beforeFirstStartMs = 30_000;

interface Slice {
  fromMs: number;
  toMs: number;
  run: Run;
}

/** Console lines in true order, and which run each belongs to: by replica and container, then by time. */
export class ConsoleLines {
  /** Oldest first; lines of one moment stay in the order in which they came. */
  readonly all: readonly ConsoleRow[];
  readonly #ofRun = new Map<string, ConsoleRow[]>();
  readonly #runOf = new Map<ConsoleRow, Run>();

  constructor(rows: readonly ConsoleRow[], lanes: readonly LaneOfRuns[]) {
    this.all = inOrder(rows);
    const index = new LaneIndex(lanes);
    for (const row of this.all) {
      const run = index.find(row);
      if (run === null) continue;
      this.#runOf.set(row, run);
      const lines = this.#ofRun.get(run.id);
      if (lines === undefined) this.#ofRun.set(run.id, [row]);
      else lines.push(row);
    }
  }

  linesOf(run: Run): readonly ConsoleRow[] {
    return this.#ofRun.get(run.id) ?? [];
  }

  runOf(row: ConsoleRow): Run | null {
    return this.#runOf.get(row) ?? null;
  }
}

/** Queries return the newest first; within one moment their order is then the reverse of what was printed. */
function inOrder(rows: readonly ConsoleRow[]): ConsoleRow[] {
  const seen = new Set<string>();
  const distinct = rows.filter((row) => {
    if (seen.has(row.id) || Number.isNaN(row.atMs)) return false;
    seen.add(row.id);
    return true;
  });
  const isNewestFirst = (distinct[0]?.atMs ?? 0) > (distinct.at(-1)?.atMs ?? 0);
  if (isNewestFirst) distinct.reverse();
  const isOrdered = distinct.every((row, place) => place === 0 || (distinct[place - 1]?.atMs ?? 0) <= row.atMs);
  return isOrdered ? distinct : distinct.sort((a, b) => a.atMs - b.atMs);
}

class LaneIndex {
  readonly #lanes: readonly LaneOfRuns[];
  readonly #slices = new Map<string, Slice[]>();
  /** By replica, container and revision: no key is built per line, there are too many of them. */
  readonly #candidates = new Map<string | null, Map<string | null, Map<string | null, readonly LaneOfRuns[]>>>();

  constructor(lanes: readonly LaneOfRuns[]) {
    this.#lanes = lanes;
    for (const lane of lanes) this.#slices.set(lane.key, slicesOf(lane.runs));
  }

  find(row: ConsoleRow): Run | null {
    let found: Run | null = null;
    for (const lane of this.#candidatesFor(row)) {
      const run = runAt(this.#slices.get(lane.key) ?? [], row.atMs);
      if (run === null) continue;
      // Two replicas lived then, and the line does not say whose it is.
      if (found !== null) return null;
      found = run;
    }
    return found;
  }

  #candidatesFor(row: ConsoleRow): readonly LaneOfRuns[] {
    const known = this.#candidates
      .get(row.replica)
      ?.get(row.container)
      ?.get(row.revision ?? row.execution);
    if (known !== undefined) return known;
    const found = this.#search(row);
    const inReplica =
      this.#candidates.get(row.replica) ?? new Map<string | null, Map<string | null, readonly LaneOfRuns[]>>();
    const ofContainer = inReplica.get(row.container) ?? new Map<string | null, readonly LaneOfRuns[]>();
    this.#candidates.set(
      row.replica,
      inReplica.set(row.container, ofContainer.set(row.revision ?? row.execution, found)),
    );
    return found;
  }

  #search(row: ConsoleRow): readonly LaneOfRuns[] {
    const group = groupOf(row);
    const inReplica = row.replica === null ? [] : this.#lanes.filter((lane) => lane.replica === row.replica);
    const places =
      inReplica.length > 0
        ? inReplica
        : this.#lanes.filter(
            (lane) => (row.replica === null || lane.replica === null) && (group === '' || groupOf(lane) === group),
          );
    if (row.container !== null) {
      const named = places.filter((lane) => lane.container === row.container);
      return named.length > 0 ? named : places.filter((lane) => lane.container === unnamed);
    }
    const own = places.filter((lane) => lane.role === 'app' || lane.role === null);
    return own.length > 0 ? own : places;
  }
}

function slicesOf(runs: readonly Run[]): Slice[] {
  return runs.map((run, place) => {
    const before = runs[place - 1];
    const after = runs[place + 1];
    const fromMs = before === undefined ? firstLine(run) : border(before, run);
    const untilMs = after === undefined ? Number.POSITIVE_INFINITY : border(run, after);
    return { fromMs, toMs: Math.min(untilMs, (run.toMs ?? Number.POSITIVE_INFINITY) + afterExitMs), run };
  });
}

function firstLine(run: Run): number {
  return run.fromMs === null ? Number.NEGATIVE_INFINITY : run.fromMs - beforeFirstStartMs;
}

/** Where the lines of one run end and those of the next begin. */
function border(run: Run, next: Run): number {
  if (next.fromMs === null) return (run.toMs ?? run.fromMs ?? Number.NEGATIVE_INFINITY) + beforeStartMs;
  if (run.toMs === null) return next.fromMs - beforeStartMs;
  return Math.max((run.toMs + next.fromMs) / 2, next.fromMs - beforeStartMs);
}

/** The slice that holds a moment; slices are ordered and do not overlap. */
function runAt(slices: readonly Slice[], atMs: number): Run | null {
  let low = 0;
  let high = slices.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((slices[middle]?.fromMs ?? Number.POSITIVE_INFINITY) <= atMs) low = middle + 1;
    else high = middle;
  }
  const slice = slices[low - 1];
  return slice !== undefined && atMs < slice.toMs ? slice.run : null;
}
