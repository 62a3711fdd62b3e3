import { memo } from 'react';
import type { LaneTimes } from '@/lib/timeline/lane-times';
import { clipStretches, mergeIntoSlots, type Slot, type Window } from '@/lib/timeline/slots';
import { placeTags } from '@/lib/timeline/tags';
import type { BarEnd, Lane, MarkKind } from '@/lib/timeline/timeline-view';
import { markTone } from './glyph';
import { glyphPath, tagPath } from './glyph-path';

/** Which kinds share a row of the lane, most severe first, so that glyphs of different meaning never cover each other. */
export const rowKinds = {
  top: ['exit', 'start-failed', 'back-off', 'stop', 'other'],
  bar: ['probe', 'start'],
  below: ['stderr'],
} as const satisfies Record<string, readonly MarkKind[]>;

export interface LaneHeights {
  lane: number;
  top: number;
  bar: number;
  below: number;
}

export const tallLane: LaneHeights = { lane: 62, top: 16, bar: 36, below: 49 };
export const shortLane: LaneHeights = { lane: 38, top: 11, bar: 26, below: 33 };

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
}: {
  lane: Lane;
  times: LaneTimes;
  texts: readonly string[];
  hidden: ReadonlySet<MarkKind>;
  window: Window;
  heights: LaneHeights;
}) {
  const slots = slotsOfLane(times, hidden, window);
  const tags = placeTags(slots.top, (slot) => labelOf(lane, texts, slot));
  const tagged = new Set<Slot<MarkKind>>(tags.map((tag) => tag.slot));
  const bars = clipStretches(times.barFrom, times.barTo, window, 1.5);
  const isSure = (index: number) => sureEnds.has(lane.bars.ends[index] ?? '');
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
          <g className="fill-on-exit text-axis font-semibold" textAnchor="middle">
            {tags.map((tag) => (
              <text key={tag.slot.x} x={tag.slot.x} y={heights.top + 4}>
                {tag.label}
              </text>
            ))}
          </g>
        </>
      )}
    </>
  );
});

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
