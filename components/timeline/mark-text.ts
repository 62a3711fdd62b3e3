import { toDuration } from '@/lib/format/duration';
import { toClock } from '@/lib/format/time';
import { tickMs } from '@/lib/timeline/columns';
import type { LaneTimes } from '@/lib/timeline/lane-times';
import type { Lane, MarkKind } from '@/lib/timeline/timeline-view';
import { markName } from './glyph';

/** What a tooltip says, and a screen reader in one sentence. */
export interface MarkText {
  title: string;
  atMs: number;
  /** The last of several; `null`: a single moment. */
  toMs: number | null;
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
  return {
    title: count > 1 ? `${count} × ${markName[kind]}` : markName[kind],
    atMs: times.marks[kind][first] ?? 0,
    toMs: count > 1 ? (times.marks[kind][first + count - 1] ?? null) : null,
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

const endText: Record<string, string> = {
  r: 'still running',
  e: 'end not seen',
  s: 'start not seen',
  b: 'neither start nor end seen',
};

/** What a bar says where no mark stands on it. */
export function textOfBar(lane: Lane, times: LaneTimes, place: number): MarkText {
  const atMs = times.barFrom[place] ?? 0;
  const end = lane.bars.ends[place] ?? '';
  const length = `${toDuration((lane.bars.length[place] ?? 0) * tickMs)}`;
  return {
    title: lane.container === null ? 'Run' : `Run of ${lane.container}`,
    atMs,
    toMs: times.barTo[place] ?? null,
    details: [end === 'k' ? `ran ${length}` : (endText[end] ?? '')].filter((part) => part !== ''),
  };
}

/** What the hatching says. */
export function textOfWait(lane: Lane, times: LaneTimes, place: number): MarkText {
  const fromMs = times.waitFrom[place] ?? 0;
  const toMs = times.waitTo[place] ?? 0;
  const isPredicted = lane.waits.ends[place] === 'p';
  return {
    title: `Back-off, stage ${lane.waits.stage[place] ?? 1} of 6`,
    atMs: fromMs,
    toMs,
    details: [
      isPredicted
        ? `next attempt expected about ${toClock(toMs)} UTC`
        : `next attempt after ${toDuration(toMs - fromMs)}`,
    ],
  };
}

/** `14:21:07 UTC`, `14:21:07 – 14:22:00 UTC`. */
export function clockOfText({ atMs, toMs }: MarkText): string {
  return toMs === null ? `${toClock(atMs)} UTC` : `${toClock(atMs)} – ${toClock(toMs)} UTC`;
}
