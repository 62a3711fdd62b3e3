import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import { unnamed } from './containers';
import type { LaneOfRuns } from './lives';
import type { OrderedLines, Place } from './ordered-lines';
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
  lines: ConsoleRow[];
}

/** Console lines in true order, and which run each belongs to: by replica and container, then by time. */
export class ConsoleLines {
  readonly #ordered: OrderedLines;
  /** By the number of a place. */
  readonly #candidates: readonly (readonly Slices[])[];
  readonly #ofRun: ReadonlyMap<string, readonly ConsoleRow[]>;

  constructor(ordered: OrderedLines, lanes: readonly LaneOfRuns[]) {
    this.#ordered = ordered;
    const index = new LaneIndex(lanes);
    this.#candidates = ordered.places.map((place) => index.candidatesFor(place));
    ordered.all.forEach((row, position) => {
      this.#sliceAt(ordered.placeAt(position), row.atMs)?.lines.push(row);
    });
    this.#ofRun = index.linesByRun();
  }

  /** Oldest first; lines of one moment stay in the order in which they came. */
  get all(): readonly ConsoleRow[] {
    return this.#ordered.all;
  }

  /** The lines of all places of which this holds, oldest first. */
  where(isWanted: (place: Place) => boolean): readonly ConsoleRow[] {
    return this.#ordered.where(isWanted);
  }

  linesOf(run: Run): readonly ConsoleRow[] {
    return this.#ofRun.get(run.id) ?? [];
  }

  runOf(row: ConsoleRow): Run | null {
    return this.#sliceAt(this.#ordered.placeOf(row), row.atMs)?.run ?? null;
  }

  /** `null` also when two replicas lived then and the line does not say whose it is. */
  #sliceAt(place: number, atMs: number): Slice | null {
    let found: Slice | null = null;
    for (const slices of this.#candidates[place] ?? []) {
      const slice = sliceIn(slices, atMs);
      if (slice === null) continue;
      if (found !== null) return null;
      found = slice;
    }
    return found;
  }
}

/** One lane's runs as stretches of time, in order and without overlap. */
type Slices = readonly Slice[];

class LaneIndex {
  readonly #lanes: readonly LaneOfRuns[];
  readonly #slices: ReadonlyMap<string, Slices>;

  constructor(lanes: readonly LaneOfRuns[]) {
    this.#lanes = lanes;
    this.#slices = new Map(lanes.map((lane) => [lane.key, slicesOf(lane.runs)]));
  }

  /** The lanes that a line of this place can belong to. */
  candidatesFor(place: Place): readonly Slices[] {
    return this.#search(place).flatMap((lane) => {
      const slices = this.#slices.get(lane.key);
      return slices === undefined ? [] : [slices];
    });
  }

  linesByRun(): Map<string, readonly ConsoleRow[]> {
    const found = new Map<string, readonly ConsoleRow[]>();
    for (const { run, lines } of [...this.#slices.values()].flat()) {
      if (lines.length > 0) found.set(run.id, lines);
    }
    return found;
  }

  #search(row: Place): readonly LaneOfRuns[] {
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
    const toMs = Math.min(untilMs, (run.toMs ?? Number.POSITIVE_INFINITY) + afterExitMs);
    return { fromMs, toMs, run, lines: [] };
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

/** The slice that holds a moment. */
function sliceIn(slices: Slices, atMs: number): Slice | null {
  let low = 0;
  let high = slices.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((slices[middle]?.fromMs ?? Number.POSITIVE_INFINITY) <= atMs) low = middle + 1;
    else high = middle;
  }
  const slice = slices[low - 1];
  return slice !== undefined && atMs < slice.toMs ? slice : null;
}
