import { memo } from 'react';
import type { LaneTimes } from '@/lib/timeline/lane-times';
import { mergeIntoSlots, type Slot, toX, type Window } from '@/lib/timeline/slots';
import type { Band, Change, MarkKind } from '@/lib/timeline/timeline-view';
import { bandShortName, drawnBands } from './bands';
import { markTone } from './glyph';
import { glyphPath } from './glyph-path';

const kinds = [
  'fault',
  'change',
  'other',
  'stderr',
  'back-off',
  'probe',
  'start-failed',
  'exit',
  'start',
  'stop',
] as const;

/** The slots of the app's own lane: what a pointer can hit there. */
export function slotsOfApp(times: LaneTimes, hidden: ReadonlySet<MarkKind>, window: Window): Slot<MarkKind>[] {
  return mergeIntoSlots<MarkKind>(
    kinds.filter((kind) => !hidden.has(kind)).map((kind) => ({ kind, times: times.marks[kind] })),
    window,
  );
}

/** The lane of the app itself: a flag per change with its name where there is room, and the names of the bands. */
export const AppPlot = memo(function AppPlot({
  times,
  changes,
  bands,
  hidden,
  window,
  y,
}: {
  times: LaneTimes;
  changes: readonly Change[];
  bands: readonly Band[];
  hidden: ReadonlySet<MarkKind>;
  window: Window;
  y: number;
}) {
  const slots = slotsOfApp(times, hidden, window);
  const names = placeNames(
    slots.map((slot) => slot.x),
    hidden.has('change') ? [] : namesOf(changes, slots, window),
    drawnBands(bands, window).map(({ band, x, width }) => ({
      texts: [band.title, bandShortName[band.kind]],
      x,
      width,
    })),
    window.widthPx,
  );
  return (
    <>
      {kinds.map((kind) => {
        const own = slots.filter((slot) => slot.kind === kind);
        if (own.length === 0) return null;
        const d = own.map((slot) => glyphPath(kind, slot.x, y)).join('');
        return <path key={kind} d={d} fillRule="evenodd" className={markTone[kind]} />;
      })}
      <g className="text-axis">
        {names.map((name) => (
          <text
            key={`${name.text} ${name.x}`}
            x={name.x}
            y={y + 4}
            textAnchor={name.anchor}
            className={name.isBand ? 'fill-text-soft italic' : 'fill-text-soft'}
          >
            {name.text}
          </text>
        ))}
      </g>
    </>
  );
});

/** What a flag stands for: one change by its name, several by their number. */
function namesOf(changes: readonly Change[], slots: readonly Slot<MarkKind>[], window: Window) {
  const flags = slots.filter((slot) => slot.kind === 'change');
  return flags.map((slot, place) => {
    const nextX = flags[place + 1]?.x ?? Number.POSITIVE_INFINITY;
    const own = changes.filter(({ atMs }) => {
      const x = toX(atMs, window);
      return x >= slot.x - 1 && x < nextX - 1;
    });
    const label = own[0]?.label ?? '';
    return { x: slot.x, text: slot.count > 1 ? `${label} +${slot.count - 1}` : label };
  });
}

interface Name {
  text: string;
  x: number;
  anchor: 'start' | 'end' | 'middle';
  isBand: boolean;
}

/** Of the axis' small letters, rather too much than too little. */
const letterPx = 6;
const gapPx = 9;

/** Names that cover neither a glyph nor each other: right of their flag, else left of it, else not at all. */
export function placeNames(
  glyphs: readonly number[],
  flags: readonly { x: number; text: string }[],
  bands: readonly { x: number; width: number; texts: readonly string[] }[],
  widthPx: number,
): Name[] {
  const taken = glyphs.map((x) => ({ left: x - 7, right: x + 7 }));
  const isFree = (left: number, right: number) =>
    left >= 0 && right <= widthPx && !taken.some((other) => left < other.right && right > other.left);
  const names: Name[] = [];
  const claim = (name: Name, left: number, right: number) => {
    taken.push({ left, right });
    names.push(name);
  };
  for (const { x, text } of flags) {
    const length = text.length * letterPx;
    if (text === '') continue;
    if (isFree(x + gapPx - 2, x + gapPx + length))
      claim({ text, x: x + gapPx, anchor: 'start', isBand: false }, x + gapPx - 2, x + gapPx + length + 4);
    else if (isFree(x - gapPx - length, x - gapPx + 2))
      claim({ text, x: x - gapPx, anchor: 'end', isBand: false }, x - gapPx - length - 4, x - gapPx + 2);
  }
  for (const { x, width, texts } of bands) {
    const middle = x + width / 2;
    for (const text of texts) {
      const half = (text.length * letterPx) / 2;
      if (half * 2 + 8 > width || !isFree(middle - half, middle + half)) continue;
      claim({ text, x: middle, anchor: 'middle', isBand: true }, middle - half, middle + half);
      break;
    }
  }
  return names;
}
