import type { LaneTimes } from '@/lib/timeline/lane-times';
import type { Slot, Window } from '@/lib/timeline/slots';
import type { MarkKind } from '@/lib/timeline/timeline-view';
import { type LaneHeights, slotsOfLane } from './lane-plot';

const reachPx = 11;

/** The mark under a pointer, by arithmetic on what is drawn; a nearer row wins over a nearer mark. */
export function hitMark(
  times: LaneTimes,
  hidden: ReadonlySet<MarkKind>,
  window: Window,
  heights: LaneHeights,
  point: { x: number; y: number },
): Slot<MarkKind> | null {
  const slots = slotsOfLane(times, hidden, window);
  const rows = [
    { slots: slots.top, away: Math.abs(point.y - heights.top) },
    { slots: slots.bar, away: Math.abs(point.y - heights.bar) },
    { slots: slots.below, away: Math.abs(point.y - heights.below) },
  ].sort((a, b) => a.away - b.away);
  for (const row of rows) {
    const near = nearestSlot<MarkKind>(row.slots, point.x);
    if (near) return near;
  }
  return null;
}

function nearestSlot<Kind extends string>(slots: readonly Slot<Kind>[], x: number): Slot<Kind> | null {
  let best: Slot<Kind> | null = null;
  for (const slot of slots) {
    const away = Math.abs(slot.x - x);
    if (away <= reachPx && (best === null || away < Math.abs(best.x - x))) best = slot;
  }
  return best;
}
