import type { ConsoleRow } from '@/lib/domain/rows';

/** Where a line was printed: what the lines of one container in one replica have in common. */
export type Place = Pick<ConsoleRow, 'replica' | 'container' | 'revision' | 'execution'>;

/**
 * Console lines in true order, each with the number of its place. Lines are many and places few: what holds of a place is
 * found out once, and no key is built per line.
 */
export class OrderedLines {
  /** Oldest first, each once; lines of one moment stay in the order in which they came. */
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
 * By time; within one moment as they came, or the other way round when they came newest first, as queries return them.
 * Sorts positions by times that stand apart, so that no row is touched more often than needed.
 */
function inOrder(rows: readonly ConsoleRow[]): ConsoleRow[] {
  const times = new Float64Array(rows.length);
  const order: number[] = [];
  rows.forEach(({ atMs }, position) => {
    times[position] = atMs;
    if (!Number.isNaN(atMs)) order.push(position);
  });
  const first = order[0] ?? -1;
  order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  const distinct = withoutRepeats(order, times, rows);
  const last = distinct.reduce((most, position) => Math.max(most, position), -1);
  if ((times[first] ?? 0) > (times[last] ?? 0)) reverseMoments(distinct, times);
  return distinct.flatMap((position) => rows[position] ?? []);
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

function reverseMoments(positions: number[], times: Float64Array): void {
  let from = 0;
  for (let to = 1; to <= positions.length; to++) {
    if (to < positions.length && times[positions[to] ?? -1] === times[positions[from] ?? -1]) continue;
    for (let low = from, high = to - 1; low < high; low++, high--) {
      const position = positions[low] ?? -1;
      positions[low] = positions[high] ?? -1;
      positions[high] = position;
    }
    from = to;
  }
}
