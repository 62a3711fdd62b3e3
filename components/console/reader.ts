import type { ShownLine } from './console-view';
import { type Part, textOf } from './text/part';
import { rawLine, readLine } from './text/read-line';

/** How lines are read; each line once. */
export interface Reader {
  partsOf: (line: ShownLine) => readonly Part[];
  /** What is seen of the line, as plain text. */
  textOf: (line: ShownLine) => string;
}

/** `isRaw`: as the rows have them. */
export function readerOf(isRaw: boolean): Reader {
  const known = new WeakMap<ShownLine, readonly Part[]>();
  const read = (line: ShownLine): readonly Part[] => {
    const before = known.get(line);
    if (before !== undefined) return before;
    const now = isRaw ? rawLine(line.text) : readLine(line.text, line.atMs);
    known.set(line, now);
    return now;
  };
  return {
    partsOf: read,
    textOf: (line) => textOf(read(line)),
  };
}
