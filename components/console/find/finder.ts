import type { Stretch } from '../text/part';
import { compilePattern } from './pattern';
import { PatternProblem } from './pattern-syntax';

export interface FindQuery {
  text: string;
  isPattern: boolean;
  isCaseSensitive: boolean;
}

export const usualQuery: FindQuery = { text: '', isPattern: false, isCaseSensitive: false };

/** What is found in one line, in order, without overlaps. */
export type Finder = (line: string) => Stretch[];

/** More in one line nobody steps through. */
const mostPerLine = 200;
/** The runtime cuts lines at 16 KiB; what is longer was joined on the way. */
const longestLine = 64 * 1024;

/** `problem`: the pattern is none, and why. */
export function buildFinder({ text, isPattern, isCaseSensitive }: FindQuery): Finder | { problem: string } {
  if (!isPattern) return plainFinder(text, isCaseSensitive);
  try {
    const pattern = compilePattern(text, isCaseSensitive);
    return (line) => pattern.find(line.slice(0, longestLine), mostPerLine);
  } catch (error) {
    if (error instanceof PatternProblem) return { problem: error.message };
    throw error;
  }
}

function plainFinder(text: string, isCaseSensitive: boolean): Finder {
  // The browser's own folds case sign by sign, so that what is found keeps its place; lower case can change the length.
  const literal = new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), isCaseSensitive ? 'gu' : 'giu');
  return (line) => {
    const found: Stretch[] = [];
    for (const match of line.matchAll(literal)) {
      found.push({ from: match.index, to: match.index + match[0].length });
      if (found.length === mostPerLine) break;
    }
    return found;
  };
}

export interface Found {
  /** By the line's key. */
  byLine: ReadonlyMap<string, Stretch[]>;
  /** In order; `nth` counts within the line. */
  hits: readonly { key: string; nth: number }[];
  /** Lines searched so far, of how many. */
  searched: number;
  of: number;
  /** `stopped`: it took too long, or found more than anybody steps through; what was found until then stands. */
  state: 'searching' | 'done' | 'stopped';
}

export interface SearchedLine {
  key: string;
  text: () => string;
}

const mostHits = 20_000;

/** Searches lines in short stretches of time; each step of the generator is one, and tells how far it came. */
export function* search(
  lines: readonly SearchedLine[],
  finder: Finder,
  limits: { sliceMs: number; totalMs: number; now: () => number },
): Generator<Found, void> {
  const byLine = new Map<string, Stretch[]>();
  const hits: { key: string; nth: number }[] = [];
  const found = (searched: number, state: Found['state']): Found => ({
    byLine,
    hits,
    searched,
    of: lines.length,
    state,
  });
  let spentMs = 0;
  let sliceFromMs = limits.now();
  for (const [place, { key, text }] of lines.entries()) {
    const stretches = finder(text());
    if (stretches.length > 0) {
      byLine.set(key, stretches);
      for (let nth = 0; nth < stretches.length; nth++) hits.push({ key, nth });
    }
    const sliceMs = limits.now() - sliceFromMs;
    if (hits.length >= mostHits || spentMs + sliceMs >= limits.totalMs) {
      yield found(place + 1, place + 1 === lines.length ? 'done' : 'stopped');
      return;
    }
    if (sliceMs >= limits.sliceMs) {
      spentMs += sliceMs;
      yield found(place + 1, 'searching');
      sliceFromMs = limits.now();
    }
  }
  yield found(lines.length, 'done');
}
