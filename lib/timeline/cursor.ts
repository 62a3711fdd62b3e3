import { firstAtOrAfter } from './columns';
import type { LaneTimes } from './lane-times';
import type { MarkKind } from './timeline-view';

/** The mark that the keyboard stands on. */
export interface Cursor {
  lane: number;
  kind: MarkKind;
  index: number;
}

type Kinds = readonly MarkKind[];

/** The next mark of the lane in time; marks of one moment follow each other in the order of `kinds`. */
export function stepCursor(
  lanes: readonly LaneTimes[],
  cursor: Cursor,
  direction: 1 | -1,
  kinds: Kinds,
): Cursor | null {
  const lane = lanes[cursor.lane];
  const here = lane?.marks[cursor.kind][cursor.index];
  if (!lane || here === undefined) return null;
  const own = kinds.indexOf(cursor.kind);
  let best: { cursor: Cursor; atMs: number } | null = null;
  const order = direction === 1 ? kinds : [...kinds].reverse();
  for (const kind of order) {
    const times = lane.marks[kind];
    const place = kinds.indexOf(kind);
    const index =
      kind === cursor.kind
        ? cursor.index + direction
        : direction === 1
          ? firstAtOrAfter(times, place > own ? here : here + 1)
          : firstAtOrAfter(times, place < own ? here + 1 : here) - 1;
    const atMs = times[index];
    if (atMs === undefined) continue;
    if (best === null || (atMs - best.atMs) * direction < 0)
      best = { cursor: { lane: cursor.lane, kind, index }, atMs };
  }
  return best?.cursor ?? null;
}

/** The mark of a lane nearest to a moment; of equals the most severe. */
export function nearestMark(lanes: readonly LaneTimes[], laneIndex: number, atMs: number, kinds: Kinds): Cursor | null {
  const lane = lanes[laneIndex];
  if (!lane) return null;
  let best: { cursor: Cursor; away: number } | null = null;
  for (const kind of kinds) {
    const times = lane.marks[kind];
    const after = firstAtOrAfter(times, atMs);
    for (const index of [after - 1, after]) {
      const time = times[index];
      if (time === undefined) continue;
      const away = Math.abs(time - atMs);
      if (best === null || away < best.away) best = { cursor: { lane: laneIndex, kind, index }, away };
    }
  }
  return best?.cursor ?? null;
}

/** The nearest mark of the next lane that has one. */
export function crossLanes(
  lanes: readonly LaneTimes[],
  cursor: Cursor,
  direction: 1 | -1,
  kinds: Kinds,
): Cursor | null {
  const atMs = lanes[cursor.lane]?.marks[cursor.kind][cursor.index];
  if (atMs === undefined) return null;
  for (let lane = cursor.lane + direction; lane >= 0 && lane < lanes.length; lane += direction) {
    const found = nearestMark(lanes, lane, atMs, kinds);
    if (found) return found;
  }
  return null;
}

export function laneEdge(
  lanes: readonly LaneTimes[],
  laneIndex: number,
  edge: 'first' | 'last',
  kinds: Kinds,
): Cursor | null {
  const far = edge === 'first' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const lane = lanes[laneIndex];
  if (!lane) return null;
  const ends = kinds.flatMap((kind) => {
    const times = lane.marks[kind];
    const index = edge === 'first' ? 0 : times.length - 1;
    const atMs = times[index];
    return atMs === undefined ? [] : [{ cursor: { lane: laneIndex, kind, index }, atMs }];
  });
  const sign = far < 0 ? 1 : -1;
  return ends.sort((a, b) => (a.atMs - b.atMs) * sign)[0]?.cursor ?? null;
}

/** `event 61 of 348` of its lane. */
export function rankInLane(
  lanes: readonly LaneTimes[],
  cursor: Cursor,
  kinds: Kinds,
): { number: number; total: number } {
  const lane = lanes[cursor.lane];
  const atMs = lane?.marks[cursor.kind][cursor.index];
  if (!lane || atMs === undefined) return { number: 0, total: 0 };
  const own = kinds.indexOf(cursor.kind);
  let number = 1;
  let total = 0;
  for (const [place, kind] of kinds.entries()) {
    const times = lane.marks[kind];
    total += times.length;
    number += kind === cursor.kind ? cursor.index : firstAtOrAfter(times, place < own ? atMs + 1 : atMs);
  }
  return { number, total };
}
