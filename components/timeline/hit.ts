import type { LaneTimes } from '@/lib/timeline/lane-times';
import { runOfBar, runOfMark } from '@/lib/timeline/lane-times';
import { type Slot, toTime, toX, type Window } from '@/lib/timeline/slots';
import type { Band, Lane, MarkKind } from '@/lib/timeline/timeline-view';
import { slotsOfApp } from './app-plot';
import type { LaneHeights } from './lane-layout';
import { slotsOfLane } from './lane-plot';
import { type MarkText, textOfBar, textOfMark, textOfWait } from './mark-text';

/** What a pointer is on. */
export interface Hit {
  text: MarkText;
  behind: number;
  /** Where its tooltip belongs, from the left of the plot. */
  x: number;
  /** `null`: it belongs to none. */
  run: string | null;
  /** Set for a mark: what a click chooses. */
  mark: { kind: MarkKind; index: number } | null;
}

export interface Ground {
  lane: Lane;
  times: LaneTimes;
  texts: readonly string[];
  hidden: ReadonlySet<MarkKind>;
  window: Window;
  heights: LaneHeights;
  bands: readonly Band[];
}

const mouseReachPx = 11;
/** A finger is wide: half of what a target should be (WCAG 2.5.8 asks for 24). */
export const fingerReachPx = 22;

/**
 * What lies under a point, by arithmetic on what is drawn: a mark (a nearer row wins over a nearer mark), else a wait, a
 * run's bar, a band.
 */
export function findHit(ground: Ground, point: { x: number; y: number }, reachPx = mouseReachPx): Hit | null {
  return markAt(ground, point, reachPx) ?? waitAt(ground, point) ?? barAt(ground, point) ?? bandAt(ground, point.x);
}

function markAt(ground: Ground, point: { x: number; y: number }, reachPx: number): Hit | null {
  const { lane, times, texts } = ground;
  const slot = nearestRow(ground, point, reachPx);
  if (!slot) return null;
  return {
    text: textOfMark(lane, times, texts, slot.kind, slot.first, slot.count),
    behind: slot.behind,
    x: slot.x,
    run: runOfMark(lane, slot.kind, slot.first),
    mark: { kind: slot.kind, index: slot.first },
  };
}

function nearestRow(ground: Ground, point: { x: number; y: number }, reachPx: number): Slot<MarkKind> | null {
  const { lane, times, hidden, window, heights } = ground;
  if (lane.state === 'app') return nearestSlot(slotsOfApp(times, hidden, window), point.x, reachPx);
  if (heights.usage !== null && point.y > heights.usage.top) return null;
  const slots = slotsOfLane(times, hidden, window);
  const rows = [
    { slots: slots.top, away: Math.abs(point.y - heights.top) },
    { slots: slots.bar, away: Math.abs(point.y - heights.bar) },
    { slots: slots.below, away: Math.abs(point.y - heights.below) },
  ].sort((a, b) => a.away - b.away);
  for (const row of rows) {
    const near = nearestSlot<MarkKind>(row.slots, point.x, reachPx);
    if (near) return near;
  }
  return null;
}

function nearestSlot<Kind extends string>(slots: readonly Slot<Kind>[], x: number, reachPx: number): Slot<Kind> | null {
  let best: Slot<Kind> | null = null;
  for (const slot of slots) {
    const away = Math.abs(slot.x - x);
    if (away <= reachPx && (best === null || away < Math.abs(best.x - x))) best = slot;
  }
  return best;
}

function isNearBar({ heights }: Ground, y: number): boolean {
  return Math.abs(y - heights.bar) < 12;
}

function waitAt(ground: Ground, { x, y }: { x: number; y: number }): Hit | null {
  const { lane, times, window, hidden } = ground;
  if (hidden.has('back-off') || !isNearBar(ground, y)) return null;
  const place = stretchAt(times.waitFrom, times.waitTo, toTime(x, window));
  return place === -1 ? null : { text: textOfWait(lane, times, place), behind: 0, x, run: null, mark: null };
}

function barAt(ground: Ground, { x, y }: { x: number; y: number }): Hit | null {
  const { lane, times, window } = ground;
  if (!isNearBar(ground, y)) return null;
  const place = stretchAt(times.barFrom, times.barTo, toTime(x, window));
  if (place === -1) return null;
  return { text: textOfBar(lane, times, place), behind: 0, x, run: runOfBar(lane, place), mark: null };
}

function bandAt({ bands, window }: Ground, x: number): Hit | null {
  const atMs = toTime(x, window);
  const band = bands.find((one) => atMs >= one.fromMs && atMs < one.toMs);
  if (!band) return null;
  const title = `${band.title.charAt(0).toUpperCase()}${band.title.slice(1)}`;
  const left = Math.max(0, toX(band.fromMs, window));
  const text = { title, atMs: band.fromMs, toMs: band.toMs, details: [band.text] };
  return { text, behind: 0, x: Math.max(x, left), run: null, mark: null };
}

/** The stretch that holds a moment; -1: none. */
function stretchAt(from: Float64Array, to: Float64Array, atMs: number): number {
  return from.findLastIndex((fromMs, place) => fromMs <= atMs && atMs < (to[place] ?? 0));
}
