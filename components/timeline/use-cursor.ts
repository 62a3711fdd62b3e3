'use client';

import { type KeyboardEvent, useState } from 'react';
import { type Cursor, crossLanes, laneEdge, stepCursor } from '@/lib/timeline/cursor';
import type { LaneTimes } from '@/lib/timeline/lane-times';
import type { MarkKind } from '@/lib/timeline/timeline-view';
import { panned, type Span, zoomed } from './span';

/** Everything about the keyboard's mark: where it stands, and what each key does with it. */
export function useCursor({
  lanes,
  visible,
  landing,
  kinds,
  span,
  range,
  selected,
  onZoom,
  onMove,
}: {
  lanes: readonly LaneTimes[];
  /** Lanes that are not folded away, from top to bottom. */
  visible: readonly number[];
  /** The lanes to begin in, best first. */
  landing: readonly number[];
  kinds: readonly MarkKind[];
  span: Span;
  range: Span;
  /** Where the keyboard stands until it is moved. */
  selected: Cursor | null;
  onZoom: (span: Span) => void;
  /** The mark may lie outside of what is seen: whoever draws brings it into view. */
  onMove: (cursor: Cursor) => void;
}) {
  const [kept, setKept] = useState<Cursor | null>(null);
  const cursor = keptOrDefault();

  function keptOrDefault(): Cursor | null {
    if (kept && isThere(kept)) return kept;
    if (selected && isThere(selected)) return selected;
    for (const laneIndex of landing) {
      const edge = laneEdge(lanes, laneIndex, 'last', kinds);
      if (edge) return edge;
    }
    return null;
  }

  function isThere({ lane, kind, index }: Cursor): boolean {
    return kinds.includes(kind) && lanes[lane]?.marks[kind][index] !== undefined && visible.includes(lane);
  }

  function moveTo(next: Cursor | null) {
    if (!next) return;
    setKept(next);
    const atMs = lanes[next.lane]?.marks[next.kind][next.index] ?? span.fromMs;
    if (atMs < span.fromMs || atMs >= span.toMs) {
      const half = (span.toMs - span.fromMs) / 2;
      onZoom(panned({ fromMs: atMs - half, toMs: atMs + half }, range, 0));
    }
    onMove(next);
  }

  function acrossVisible(from: Cursor, direction: 1 | -1): Cursor | null {
    const shown = visible.flatMap((laneIndex) => lanes[laneIndex] ?? []);
    const found = crossLanes(shown, { ...from, lane: visible.indexOf(from.lane) }, direction, kinds);
    return found && { ...found, lane: visible[found.lane] ?? from.lane };
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!cursor || event.altKey || event.ctrlKey || event.metaKey) return;
    const pan = (by: number) => onZoom(panned(span, range, by));
    const zoom = (factor: number) => onZoom(zoomed(span, range, factor, placeInSpan(cursor)));
    const moves: Record<string, () => void> = {
      ArrowRight: () => (event.shiftKey ? pan(0.2) : moveTo(stepCursor(lanes, cursor, 1, kinds))),
      ArrowLeft: () => (event.shiftKey ? pan(-0.2) : moveTo(stepCursor(lanes, cursor, -1, kinds))),
      ArrowDown: () => moveTo(acrossVisible(cursor, 1)),
      ArrowUp: () => moveTo(acrossVisible(cursor, -1)),
      Home: () => moveTo(laneEdge(lanes, cursor.lane, 'first', kinds)),
      End: () => moveTo(laneEdge(lanes, cursor.lane, 'last', kinds)),
      '+': () => zoom(0.5),
      '=': () => zoom(0.5),
      '-': () => zoom(2),
      '0': () => onZoom({ fromMs: range.fromMs, toMs: range.toMs }),
      '[': () => pan(-0.2),
      ']': () => pan(0.2),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }

  /** Zooming keeps the current mark where it stands, when it is in sight. */
  function placeInSpan({ lane, kind, index }: Cursor): number {
    const atMs = lanes[lane]?.marks[kind][index];
    if (atMs === undefined || atMs < span.fromMs || atMs >= span.toMs) return 0.5;
    return (atMs - span.fromMs) / (span.toMs - span.fromMs);
  }

  return { cursor, onKeyDown, stand: setKept };
}
