import type { ConsoleRow } from '@/lib/domain/rows';

/** Where a line was printed: what the lines of one container in one replica have in common. */
export type Place = Pick<ConsoleRow, 'replica' | 'container' | 'revision' | 'execution'>;

/**
 * Console lines in true order, each with the number of its place. Lines are many and places few: what holds of a place is
 * found out once, and no key is built per line.
 */
export class OrderedLines {
  /** Oldest first, each once; lines of one moment in an order of their own (`byWords`). */
  readonly all: readonly ConsoleRow[];
  /** The oldest line of each place, by the place's number. */
  readonly places: readonly ConsoleRow[];
  readonly #numbers: Int32Array;
  readonly #known: PlaceNumbers = new Map();

  constructor(rows: readonly ConsoleRow[]) {
    this.all = inOrder(rows);
    this.#numbers = new Int32Array(this.all.length);
    const places: ConsoleRow[] = [];
    this.all.forEach((row, position) => {
      const groups = groupsIn(this.#known, row);
      const group = row.revision ?? row.execution;
      let number = groups.get(group);
      if (number === undefined) {
        number = places.push(row) - 1;
        groups.set(group, number);
      }
      this.#numbers[position] = number;
    });
    this.places = places;
  }

  /** The number of the place where the line at this position of `all` was printed. */
  placeAt(position: number): number {
    return this.#numbers[position] ?? -1;
  }

  /** The number of the place where this line was printed; -1 when no line of `all` comes from there. */
  placeOf({ replica, container, revision, execution }: Place): number {
    return (
      this.#known
        .get(replica)
        ?.get(container)
        ?.get(revision ?? execution) ?? -1
    );
  }

  /** The lines of all places of which this holds. */
  where(isWanted: (place: Place) => boolean): readonly ConsoleRow[] {
    const wanted = this.places.map(isWanted);
    if (!wanted.includes(false)) return this.all;
    if (!wanted.includes(true)) return [];
    return this.all.filter((_, position) => wanted[this.placeAt(position)] === true);
  }
}

/** By replica, container and group. */
type PlaceNumbers = Map<string | null, Map<string | null, Map<string | null, number>>>;

function groupsIn(known: PlaceNumbers, { replica, container }: Place): Map<string | null, number> {
  let containers = known.get(replica);
  if (containers === undefined) {
    containers = new Map();
    known.set(replica, containers);
  }
  let groups = containers.get(container);
  if (groups === undefined) {
    groups = new Map();
    containers.set(container, groups);
  }
  return groups;
}

/**
 * By time, then by words. Sorts positions by times that stand apart, so that no row is touched more often than needed.
 */
function inOrder(rows: readonly ConsoleRow[]): ConsoleRow[] {
  const times = new Float64Array(rows.length);
  const order: number[] = [];
  rows.forEach(({ atMs }, position) => {
    times[position] = atMs;
    if (!Number.isNaN(atMs)) order.push(position);
  });
  order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || byWords(rows[a], rows[b]));
  return withoutRepeats(order, times, rows).flatMap((position) => rows[position] ?? []);
}

/**
 * Within one moment no order is known: an answer may return equal times in any order, and a batch has lost its own
 * (TimeGenerated of the `_CL` tables). By words the same crash reads the same in each run, and lines that begin with a time
 * of their own come in its order; what is set in, as the frames of a trace, follows the messages.
 */
function byWords(a: ConsoleRow | undefined, b: ConsoleRow | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return Number(isFrame(a)) - Number(isFrame(b)) || compare(a.text, b.text) || compare(a.id, b.id);
}

function isFrame({ text }: ConsoleRow): boolean {
  return text.startsWith(' ') || text.startsWith('\t');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A row's id is made of all that it holds: where the same row stands twice, it does so within one moment. */
function withoutRepeats(order: readonly number[], times: Float64Array, rows: readonly ConsoleRow[]): number[] {
  const distinct: number[] = [];
  let before = -1;
  let seen: Set<string | undefined> | null = null;
  for (const position of order) {
    if (before === -1 || times[position] !== times[before]) {
      seen = null;
    } else {
      seen ??= new Set([rows[before]?.id]);
      const id = rows[position]?.id;
      if (seen.has(id)) continue;
      seen.add(id);
    }
    distinct.push(position);
    before = position;
  }
  return distinct;
}
