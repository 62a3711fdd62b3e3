import { memo } from 'react';
import { toClock } from '@/lib/format/time';
import type { LaneTimes } from '@/lib/timeline/lane-times';
import { clipStretches, mergeIntoSlots, type Slot, toX, type Window } from '@/lib/timeline/slots';
import { placeTags, type Tagged } from '@/lib/timeline/tags';
import type { BarEnd, Lane, MarkKind } from '@/lib/timeline/timeline-view';
import { markTone } from './glyph';
import { glyphPath, tagPath } from './glyph-path';
import type { LaneHeights } from './lane-layout';
import { UsagePlot } from './usage-plot';

/** Which kinds share a row of the lane, most severe first, so that glyphs of different meaning never cover each other. */
export const rowKinds = {
  top: ['exit', 'start-failed', 'back-off', 'fault', 'stop', 'change', 'other'],
  bar: ['probe', 'start'],
  below: ['stderr'],
} as const satisfies Record<string, readonly MarkKind[]>;

const barHalf = 3.5;

/** The slots of each row, in the window: what is drawn is also what a pointer can hit. */
export function slotsOfLane(times: LaneTimes, hidden: ReadonlySet<MarkKind>, window: Window) {
  const shown = (kinds: readonly MarkKind[]) =>
    kinds.filter((kind) => !hidden.has(kind)).map((kind) => ({ kind, times: times.marks[kind] }));
  return {
    top: mergeIntoSlots(shown(rowKinds.top), window),
    bar: mergeIntoSlots(shown(rowKinds.bar), window),
    below: mergeIntoSlots(shown(rowKinds.below), window, 4),
  };
}

/** One lane's drawing: at most one path per kind, whatever the number of events. */
export const LanePlot = memo(function LanePlot({
  lane,
  times,
  texts,
  hidden,
  window,
  heights,
  offsetMs,
}: {
  lane: Lane;
  times: LaneTimes;
  texts: readonly string[];
  hidden: ReadonlySet<MarkKind>;
  window: Window;
  heights: LaneHeights;
  /** Of the clock that is shown. */
  offsetMs: number;
}) {
  const slots = slotsOfLane(times, hidden, window);
  const tags = placeTags(slots.top, (slot) => labelOf(lane, texts, slot));
  const tagged = new Set<Slot<MarkKind>>(tags.map((tag) => tag.slot));
  const bars = clipStretches(times.barFrom, times.barTo, window, 1.5);
  const isSure = (index: number) => sureEnds.has(lane.bars.ends[index] ?? '');
  const expected = hidden.has('back-off') ? null : expectedAttempt(lane, times, window, slots, heights, offsetMs);
  const waits = hidden.has('back-off') ? [] : clipStretches(times.waitFrom, times.waitTo, window, 1);

  return (
    <>
      <path
        d={boxes(
          bars.filter((bar) => isSure(bar.index)),
          heights.bar,
        )}
        className="fill-bar"
      />
      <path
        d={boxes(
          bars.filter((bar) => !isSure(bar.index)),
          heights.bar,
        )}
        className="fill-bar-unsure"
      />
      {waits.length > 0 && <path d={boxes(waits.filter(isOver(lane, 'k')), heights.bar)} fill="url(#wait-hatch)" />}
      {waits.some(isOver(lane, 'p')) && (
        <path
          d={boxes(waits.filter(isOver(lane, 'p')), heights.bar)}
          fill="url(#wait-hatch)"
          strokeDasharray="3 2"
          className="stroke-back-off"
        />
      )}
      <path
        d={slots.top
          .filter((slot) => slot.kind === 'exit')
          .map((slot) => stem(slot.x, heights))
          .join('')}
        className="fill-exit"
      />
      {rowKinds.below.map((kind) => (
        <Glyphs key={kind} kind={kind} slots={slots.below} y={heights.below} />
      ))}
      {[...rowKinds.bar].reverse().map((kind) => (
        <Glyphs key={kind} kind={kind} slots={slots.bar} y={heights.bar} />
      ))}
      {[...rowKinds.top].reverse().map((kind) => (
        <Glyphs key={kind} kind={kind} slots={slots.top.filter((slot) => !tagged.has(slot))} y={heights.top} />
      ))}
      {tags.length > 0 && (
        <>
          <path d={tags.map((tag) => tagPath(tag.slot.x, heights.top, tag.width)).join('')} className="fill-exit" />
          <text
            x={tags.flatMap(letterPlaces).join(' ')}
            y={heights.top + 4}
            textAnchor="middle"
            className="fill-on-exit font-semibold text-axis"
          >
            {tags.map((tag) => tag.label).join('')}
          </text>
        </>
      )}
      {expected && (
        <>
          {expected.isInside && <path d={expectedPath(expected.x, heights)} fill="none" className="stroke-back-off" />}
          {expected.label !== null && (
            <text
              x={expected.x - 6}
              y={expected.y}
              textAnchor="end"
              className="fill-back-off-text stroke-panel text-axis"
              strokeWidth="3"
              paintOrder="stroke"
            >
              {expected.label}
            </text>
          )}
        </>
      )}
      {times.usage && heights.usage && <UsagePlot times={times.usage} window={window} {...heights.usage} />}
    </>
  );
});

/** All tags of a lane are one text, each of its letters placed by itself: a lane costs one node, not one per exit. */
function letterPlaces({ slot, label }: Tagged<MarkKind>): number[] {
  const first = slot.x - ((label.length - 1) * letterPx) / 2;
  return Array.from(label, (_, place) => round(first + place * letterPx));
}

const letterPx = 6.6;

/**
 * The next attempt of a wait that is not over, where it is expected, and its time in words where there is room: below the
 * hatching, else above it. Beyond the window's end only the words.
 */
function expectedAttempt(
  lane: Lane,
  times: LaneTimes,
  window: Window,
  slots: ReturnType<typeof slotsOfLane>,
  heights: LaneHeights,
  offsetMs: number,
): { x: number; isInside: boolean; label: string | null; y: number } | null {
  const place = lane.waits.ends.lastIndexOf('p');
  const atMs = times.waitTo[place];
  if (atMs === undefined || atMs < window.fromMs || (times.waitFrom[place] ?? 0) > window.toMs) return null;
  const isInside = atMs <= window.toMs;
  const x = isInside ? toX(atMs, window) : window.widthPx;
  const label = `next ≈ ${toClock(atMs + offsetMs)}${isInside ? '' : ' ›'}`;
  const left = x - 6 - label.length * 6.2;
  const isFree = (row: readonly Slot<MarkKind>[]) =>
    left > 0 && !row.some((slot) => slot.x + 18 > left && slot.x - 18 < x);
  const y = isFree(slots.below) ? heights.below + 6 : isFree(slots.top) ? heights.top + 4 : null;
  return { x, isInside, label: y === null ? null : label, y: y ?? 0 };
}

/** A start's outline: it has not happened. */
function expectedPath(x: number, { bar }: LaneHeights): string {
  return `M${round(x)} ${bar - 4.5}l5 9h-10z`;
}

const sureEnds: ReadonlySet<string> = new Set<BarEnd>(['k', 'r']);

function isOver(lane: Lane, letter: 'k' | 'p') {
  return (wait: { index: number }) => lane.waits.ends[wait.index] === letter;
}

/** Exits alone carry text: their code, or how many they stand for. */
function labelOf(lane: Lane, texts: readonly string[], slot: Slot<MarkKind>): string | null {
  if (slot.kind !== 'exit') return null;
  if (slot.count > 1) return `×${slot.count}`;
  return texts[lane.marks.exit.label[slot.first] ?? -1] ?? null;
}

function Glyphs({ kind, slots, y }: { kind: MarkKind; slots: readonly Slot<MarkKind>[]; y: number }) {
  const own = slots.filter((slot) => slot.kind === kind);
  if (own.length === 0) return null;
  return (
    <path d={own.map((slot) => glyphPath(kind, slot.x, y)).join('')} fillRule="evenodd" className={markTone[kind]} />
  );
}

function boxes(stretches: readonly { x: number; width: number }[], y: number): string {
  return stretches
    .map(({ x, width }) => `M${round(x)} ${y - barHalf}h${round(width)}v${barHalf * 2}h-${round(width)}z`)
    .join('');
}

function stem(x: number, heights: LaneHeights): string {
  return `M${round(x - 0.75)} ${heights.top + 5}h1.5v${heights.bar - heights.top}h-1.5z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
