import { fewLanes, type LaneRow } from '@/lib/timeline/lane-rows';
import type { Lane } from '@/lib/timeline/timeline-view';

/** Where the rows of a lane's drawing stand, in pixels from its top. */
export interface LaneHeights {
  lane: number;
  top: number;
  bar: number;
  below: number;
  /** The strip of memory and CPU; `null`: none. */
  usage: { top: number; height: number } | null;
}

export const tallLane: LaneHeights = { lane: 62, top: 16, bar: 36, below: 49, usage: null };
const shortLane: LaneHeights = { lane: 38, top: 11, bar: 26, below: 33, usage: null };
const measuredLane: LaneHeights = { ...tallLane, lane: 104, usage: { top: 58, height: 38 } };
const shortMeasuredLane: LaneHeights = { ...shortLane, lane: 62, usage: { top: 39, height: 18 } };
/** Only flags and what bands are called. */
const appLane: LaneHeights = { lane: 34, top: 17, bar: 17, below: 17, usage: null };

/** A heading, and what is folded. */
const headingPx = 32;
/** On a narrow screen each lane's label stands above it; `h-6` in the styles. */
const labelPx = 24;

export interface PlacedRow {
  row: LaneRow;
  top: number;
  height: number;
  /** Of a lane, and where its drawing begins in the row. */
  drawing: { heights: LaneHeights; top: number } | null;
}

export interface LaneLayout {
  rows: readonly PlacedRow[];
  totalPx: number;
  /** The row of each lane that is not folded away. */
  byLane: ReadonlyMap<number, PlacedRow>;
}

export function layoutLanes(rows: readonly LaneRow[], lanes: readonly Lane[], isNarrow: boolean): LaneLayout {
  const isShort = rows.filter((row) => row.kind === 'lane').length > fewLanes;
  const label = isNarrow ? labelPx : 0;
  const byLane = new Map<number, PlacedRow>();
  let top = 0;
  const placed = rows.map((row): PlacedRow => {
    const lane = row.kind === 'lane' ? lanes[row.laneIndex] : undefined;
    const heights = lane && heightsOf(lane, isShort);
    const place = {
      row,
      top,
      height: heights ? heights.lane + label : headingPx,
      drawing: heights ? { heights, top: label } : null,
    };
    if (row.kind === 'lane') byLane.set(row.laneIndex, place);
    top += place.height;
    return place;
  });
  return { rows: placed, totalPx: top, byLane };
}

function heightsOf(lane: Lane, isShort: boolean): LaneHeights {
  if (lane.state === 'app') return appLane;
  if (lane.usage !== null) return isShort ? shortMeasuredLane : measuredLane;
  return isShort ? shortLane : tallLane;
}

/** Rows that touch the box, and a few around it so that none comes late. */
export function visibleRows({ rows }: LaneLayout, scrollTop: number, boxPx: number): readonly PlacedRow[] {
  const airPx = 200;
  return rows.filter((row) => row.top + row.height > scrollTop - airPx && row.top < scrollTop + boxPx + airPx);
}
