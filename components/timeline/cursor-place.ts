import { type Cursor, rankInLane } from '@/lib/timeline/cursor';
import type { LaneTimes } from '@/lib/timeline/lane-times';
import { toX, type Window } from '@/lib/timeline/slots';
import type { MarkKind, TimelineView } from '@/lib/timeline/timeline-view';
import type { LaneHeights, LaneLayout } from './lane-layout';
import { rowKinds } from './lane-plot';
import { clockOfText, textOfMark } from './mark-text';

/** A target of a keyboard, too, is at least this wide (WCAG 2.5.8). */
const leastPx = 24;
/** Of a tag's letters, and of the air around them. */
const letterPx = 6.7;
const airPx = 16;

/** Where the keyboard's mark stands, in pixels of the plot; `null`: its lane is folded away. */
export function placeOfCursor(
  { lane, kind, index }: Cursor,
  view: TimelineView,
  times: readonly LaneTimes[],
  layout: LaneLayout,
  window: Window,
): { x: number; y: number; width: number } | null {
  const atMs = times[lane]?.marks[kind][index];
  const row = layout.byLane.get(lane);
  if (atMs === undefined || !row?.drawing) return null;
  const label = kind === 'exit' ? view.texts[view.lanes[lane]?.marks.exit.label[index] ?? -1] : undefined;
  return {
    x: toX(atMs, window),
    y: row.top + row.drawing.top + heightOf(kind, row.drawing.heights),
    // Around an exit's code, not across it.
    width: Math.max(leastPx, (label?.length ?? 0) * letterPx + airPx),
  };
}

function heightOf(kind: MarkKind, heights: LaneHeights): number {
  if (kind === 'stderr') return heights.below;
  return rowKinds.bar.some((one) => one === kind) ? heights.bar : heights.top;
}

/** The mark in full: what, when, where, and which of how many. */
export function nameOfCursor(
  at: Cursor,
  view: TimelineView,
  times: readonly LaneTimes[],
  kinds: readonly MarkKind[],
): string {
  const lane = view.lanes[at.lane];
  const own = times[at.lane];
  if (!lane || !own) return '';
  const text = textOfMark(lane, own, view.texts, at.kind, at.index);
  const rank = rankInLane(times, at, kinds);
  const place = `event ${rank.number} of ${rank.total}`;
  return [text.title, ...text.details, clockOfText(text), lane.fullName, place].join(', ');
}
