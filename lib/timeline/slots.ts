import { firstAtOrAfter } from './columns';

/** A glyph's width: two marks nearer than this would cover each other. */
export const slotPx = 12;

export interface Window {
  fromMs: number;
  toMs: number;
  widthPx: number;
}

export interface SlottedKind<Kind extends string> {
  kind: Kind;
  times: ArrayLike<number>;
}

/** One glyph that stands for what happened within its width. */
export interface Slot<Kind extends string> {
  kind: Kind;
  x: number;
  /** Place of the first event in its kind's column. */
  first: number;
  /** Events of this kind that the glyph stands for. */
  count: number;
  /** Events of milder kinds hidden behind it. */
  behind: number;
}

export function toX(atMs: number, window: Window): number {
  return ((atMs - window.fromMs) / (window.toMs - window.fromMs)) * window.widthPx;
}

export function toTime(x: number, window: Window): number {
  return window.fromMs + (x / window.widthPx) * (window.toMs - window.fromMs);
}

/**
 * Merges the events of one row of a lane. `kinds` come most severe first: a severe mark keeps its true place, a milder
 * one that would cover it is counted behind it. The work is bounded by the pixels drawn plus one pass over the window.
 */
export function mergeIntoSlots<Kind extends string>(
  kinds: readonly SlottedKind<Kind>[],
  window: Window,
  widthPx: number = slotPx,
): Slot<Kind>[] {
  const placed: Slot<Kind>[] = [];
  for (const { kind, times } of kinds) {
    const standing = [...placed].sort((a, b) => a.x - b.x);
    let neighbour = 0;
    let open: Slot<Kind> | null = null;
    const end = firstAtOrAfter(times, window.toMs);
    for (let index = firstAtOrAfter(times, window.fromMs); index < end; index++) {
      const x = toX(times[index] ?? 0, window);
      if (open && x - open.x < widthPx) {
        open.count++;
        continue;
      }
      while ((standing[neighbour + 1]?.x ?? Number.POSITIVE_INFINITY) <= x) neighbour++;
      const cover = [standing[neighbour], standing[neighbour + 1]].find(
        (slot) => slot && Math.abs(slot.x - x) < widthPx,
      );
      if (cover) {
        cover.behind++;
        open = null;
        continue;
      }
      open = { kind, x, first: index, count: 1, behind: 0 };
      placed.push(open);
    }
  }
  return placed.sort((a, b) => a.x - b.x);
}

/** A bar or a wait inside the window, in pixels. */
export interface Stretch {
  x: number;
  width: number;
  index: number;
}

/** Stretches that touch the window, at least `minimumPx` wide; neighbours closer than half a pixel become one. */
export function clipStretches(
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  window: Window,
  minimumPx = 1,
): Stretch[] {
  const stretches: Stretch[] = [];
  for (let index = 0; index < from.length; index++) {
    const start = from[index] ?? 0;
    const end = to[index] ?? 0;
    if (start >= window.toMs) break;
    if (end <= window.fromMs && !(start === end && start >= window.fromMs)) continue;
    const x = Math.max(0, toX(start, window));
    const width = Math.max(minimumPx, Math.min(window.widthPx, toX(end, window)) - x);
    const last = stretches.at(-1);
    if (last && x + width - (last.x + last.width) < 0.5 && x - (last.x + last.width) < 0.5) continue;
    stretches.push({ x, width, index });
  }
  return stretches;
}
