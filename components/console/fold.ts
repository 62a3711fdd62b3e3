import { isForeignFrame, isFrame } from '@/lib/diagnosis/console/trace';
import type { ShownLine } from './console-view';
import type { ConsoleItem } from './layout';

/** Fewer frames than these are shorter than the words that would stand for them. */
const leastFolded = 3;
/** A trace of the application's own frames alone folds in its middle, when it is long. */
const longTrace = 24;
const head = 8;
const tail = 5;

/** Traces folded to their head and the application's own frames; the folds whose keys are `opened` stay open. */
export function foldTraces(items: readonly ConsoleItem[], opened: ReadonlySet<string>): ConsoleItem[] {
  const folded: ConsoleItem[] = [];
  for (let at = 0; at < items.length; ) {
    const trace = traceFrom(items, at);
    const item = items[at];
    if (trace.length > leastFolded) {
      folded.push(...foldTrace(trace, opened));
      at += trace.length;
    } else {
      if (item) folded.push(item);
      at += 1;
    }
  }
  return folded;
}

function traceFrom(items: readonly ConsoleItem[], from: number): ShownLine[] {
  const lines: ShownLine[] = [];
  for (let at = from; at < items.length; at++) {
    const item = items[at];
    if (item?.kind !== 'line') break;
    const isPart = item.line.role === 'trace' || isFrameLine(item.line.text) || isSourceOf(lines.at(-1));
    if (!isPart) break;
    lines.push(item.line);
  }
  return lines;
}

/** A JSON line holds its trace in itself; to look into each would take long. */
function isFrameLine(text: string): boolean {
  return !text.startsWith('{') && isFrame(text);
}

/** Under a frame of Python stands its source, which looks like any text where leading blanks are lost. */
function isSourceOf(line: ShownLine | undefined): boolean {
  return line !== undefined && /^(?:[FP] )?\s*File "/.test(line.text);
}

function foldTrace(lines: readonly ShownLine[], opened: ReadonlySet<string>): ConsoleItem[] {
  const foreign = foreignIn(lines);
  const hidden = foreign.some(Boolean)
    ? foreign
    : lines.map((_, place) => lines.length > longTrace && place >= head && place < lines.length - tail);
  const items: ConsoleItem[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (hidden[end] === true) end += 1;
    const some = lines.slice(at, end);
    const key = `fold ${some[0]?.key ?? ''}`;
    if (some.length >= leastFolded && !opened.has(key)) {
      items.push({ kind: 'fold', key, lines: some });
      at = end;
    } else {
      const shown = lines.slice(at, Math.max(end, at + 1));
      items.push(...shown.map((line): ConsoleItem => ({ kind: 'line', key: line.key, line })));
      at += shown.length;
    }
  }
  return items;
}

/** Which lines are of foreign frames: the frames themselves, and the source and the marks under them. */
function foreignIn(lines: readonly ShownLine[]): boolean[] {
  const foreign: boolean[] = [];
  for (const [place, line] of lines.entries()) {
    const before = lines[place - 1];
    const wasForeign = foreign[place - 1] === true;
    const isUnder = isSourceOf(before) || /^(?:[FP] )?[\s~^]+$/.test(line.text);
    // A trace ends in the line that tells what went wrong.
    const isLast = place === lines.length - 1 && !isFrame(line.text);
    foreign.push(!isLast && line.role !== 'first-failure' && (isForeignFrame(line.text) || (wasForeign && isUnder)));
  }
  return foreign;
}
