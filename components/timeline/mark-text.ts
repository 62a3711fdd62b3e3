import { toDuration } from '@/lib/format/duration';
import { toClock } from '@/lib/format/time';
import { tickMs } from '@/lib/timeline/columns';
import type { LaneTimes } from '@/lib/timeline/lane-times';
import type { Lane, MarkKind } from '@/lib/timeline/timeline-view';
import { markName } from './glyph';

export interface MarkText {
  title: string;
  clock: string;
  details: string[];
}

/** What a mark says, for its tooltip and for a screen reader alike. */
export function textOfMark(
  lane: Lane,
  times: LaneTimes,
  texts: readonly string[],
  kind: MarkKind,
  first: number,
  count = 1,
): MarkText {
  const isEnd = kind === 'exit' || kind === 'stop';
  const places = Array.from({ length: Math.min(count, 6) }, (_, step) => first + step);
  const said = new Set(
    places.flatMap((place) => [...(isEnd ? [codeOf(lane, texts, kind, place)] : []), ...saidOf(place)]),
  );
  const lived = count === 1 && isEnd ? lifetime(lane, kind, first) : null;
  const lastMs = times.marks[kind][first + count - 1] ?? 0;
  const firstMs = times.marks[kind][first] ?? 0;
  return {
    title: count > 1 ? `${count} × ${markName[kind]}` : markName[kind],
    clock: count > 1 ? `${toClock(firstMs)} – ${toClock(lastMs)} UTC` : `${toClock(firstMs)} UTC`,
    details: [...said, ...(lived === null ? [] : [lived])],
  };

  function saidOf(place: number): string[] {
    const text = texts[lane.marks[kind].text[place] ?? -1];
    return text === undefined ? [] : [text];
  }
}

function codeOf(lane: Lane, texts: readonly string[], kind: MarkKind, place: number): string {
  const code = texts[lane.marks[kind].label[place] ?? -1];
  return code === undefined ? 'no exit code' : `exit code ${code}`;
}

function lifetime(lane: Lane, kind: 'exit' | 'stop', index: number): string | null {
  const place = lane.marks[kind].run[index] ?? -1;
  const end = lane.bars.ends[place];
  const length = lane.bars.length[place];
  return end === 'k' && length !== undefined ? `ran ${toDuration(length * tickMs)}` : null;
}
