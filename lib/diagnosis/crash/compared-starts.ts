import { goneMs } from '@/lib/diagnosis/crash/gone';
import { mayBeOnTheirWay } from '@/lib/diagnosis/crash/missing-lines';
import { toNormalLine } from '@/lib/diagnosis/crash/normal-line';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

/** What a start prints is told by its first lines. */
export const mostStartLines = 200;
/** A good start may have been slower than the bad one died: so much longer it may take to print the same. */
const slackMs = 60_000;

/** One run's lines at hand, oldest first: all of them, or at least the first that are compared. */
export interface StartOf {
  run: Run;
  lines: readonly ConsoleRow[];
  /** It printed more than its first 200 lines, and what followed is not at hand as a whole. */
  isCut: boolean;
}

/**
 * How much of a run's output was looked through for a line: `whole`, what had come `so-far` (lines may be on their way), or
 * its `first-lines` only.
 */
export type Extent = 'whole' | 'so-far' | 'first-lines';

/** A line with what it says but for times, numbers, ids and names; lines of the same text are the same line. */
export interface NormalLine {
  row: ConsoleRow;
  text: string;
}

/** Both starts, cut to what can be compared, and what each is known to have printed, then or later. */
export interface ComparedStarts {
  good: NormalLine[];
  bad: NormalLine[];
  /** The bad one is longer than is compared. */
  isLong: boolean;
  extent: { good: Extent; bad: Extent };
  inGood: ReadonlySet<string>;
  inBad: ReadonlySet<string>;
}

/**
 * The lines that are compared: blank ones left out, at most 200 each, of the good run not much longer than the bad one lived.
 * That a line is of one run alone is tested against all that is at hand of the other. `asOfMs`: when the rows were read.
 */
export function toComparedStarts(good: StartOf, bad: StartOf, asOfMs: number): ComparedStarts {
  const allOfBad = normalLines(bad, bad.lines);
  const allOfGood = normalLines(good, good.lines);
  const badEndMs = endOf(bad.run);
  const livedMs = badEndMs - zeroOf(bad);
  const untilMs = zeroOf(good) + Math.max(2 * livedMs, livedMs + slackMs);
  const firstOfGood = new Set(good.lines.slice(0, mostStartLines));
  const firstOfBad = new Set(bad.lines.slice(0, mostStartLines));
  return {
    good: allOfGood.filter(({ row }) => row.atMs <= untilMs && firstOfGood.has(row)),
    bad: allOfBad.filter(({ row }) => firstOfBad.has(row)),
    isLong: bad.isCut || bad.lines.length > mostStartLines,
    extent: {
      good: extentOf(good, Math.min(untilMs, endOf(good.run)), asOfMs),
      bad: extentOf(bad, badEndMs, asOfMs),
    },
    inGood: new Set(allOfGood.map(({ text }) => text)),
    inBad: new Set(allOfBad.map(({ text }) => text)),
  };
}

function endOf(run: Run): number {
  return goneMs(run) ?? run.toMs ?? Number.POSITIVE_INFINITY;
}

function extentOf({ isCut }: StartOf, untilMs: number, asOfMs: number): Extent {
  if (isCut) return 'first-lines';
  return mayBeOnTheirWay(untilMs, asOfMs) ? 'so-far' : 'whole';
}

/** The last line of the bad start that stands in the good one too; `null`: there is none. */
export function lastCommonOf({ good, bad }: Pick<ComparedStarts, 'good' | 'bad'>): NormalLine | null {
  const inBoth = new Set(good.map(({ text }) => text));
  return bad.findLast(({ text }) => inBoth.has(text)) ?? null;
}

/** When a run began, as far as its row or else its first line tells. */
export function zeroOf({ run, lines }: Pick<StartOf, 'run' | 'lines'>): number {
  return run.fromMs ?? lines[0]?.atMs ?? 0;
}

function normalLines({ run }: Pick<StartOf, 'run'>, rows: readonly ConsoleRow[]): NormalLine[] {
  const own = [run.replica, run.execution, run.revision].filter((name) => name !== null);
  return rows.map((row) => ({ row, text: toNormalLine(row.text, own) })).filter(({ text }) => text !== '');
}
