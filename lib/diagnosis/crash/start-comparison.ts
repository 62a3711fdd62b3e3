import { raisedIn } from '@/lib/diagnosis/console/trace';
import { startsToCompare } from '@/lib/diagnosis/crash/good-start';
import type { Hearing } from '@/lib/diagnosis/crash/hearing';
import { toNormalLine, toWords } from '@/lib/diagnosis/crash/normal-line';
import type { Facts } from '@/lib/diagnosis/facts/facts';
import type { StartComparison, StartLine } from '@/lib/domain/incident';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

/** What a start prints is told by its first lines. */
export const mostStartLines = 200;
/** A good start may have been slower than the bad one died: so much longer it may take to print the same. */
const slackMs = 60_000;

/** One run's first lines, oldest first. */
export interface StartOf {
  run: Run;
  lines: readonly ConsoleRow[];
}

/** A line with what it says but for times, numbers, ids and names; lines of the same text are the same line. */
export interface NormalLine {
  row: ConsoleRow;
  text: string;
}

/** Both starts, cut to what can be compared, and which of their lines the other printed too. */
export interface ComparedStarts {
  good: NormalLine[];
  bad: NormalLine[];
  inGood: ReadonlySet<string>;
  inBad: ReadonlySet<string>;
}

/** The lines that are compared: blank ones left out, at most 200 each, of the good run not much longer than the bad one lived. */
export function toComparedStarts(good: StartOf, bad: StartOf): ComparedStarts {
  const badLines = normalLines(bad, bad.lines.slice(0, mostStartLines));
  const livedMs = (bad.run.exit?.atMs ?? bad.run.toMs ?? Number.POSITIVE_INFINITY) - zeroOf(bad);
  const untilMs = zeroOf(good) + Math.max(2 * livedMs, livedMs + slackMs);
  const goodLines = normalLines(
    good,
    good.lines.slice(0, mostStartLines).filter(({ atMs }) => atMs <= untilMs),
  );
  return {
    good: goodLines,
    bad: badLines,
    inGood: new Set(goodLines.map(({ text }) => text)),
    inBad: new Set(badLines.map(({ text }) => text)),
  };
}

/** Which lines each of two starts printed alone. Pure; n log n at most. `null`: one of them printed nothing to compare. */
export function compareStarts(good: StartOf, bad: StartOf): StartComparison | null {
  const compared = toComparedStarts(good, bad);
  if (compared.good.length === 0 || compared.bad.length === 0) return null;
  const missing = compared.good.filter(({ text }) => !compared.inBad.has(text));
  const added = compared.bad.filter(({ text }) => !compared.inGood.has(text));
  const lastCommon = compared.bad.findLast(({ text }) => compared.inGood.has(text)) ?? null;
  return {
    good: good.run.id,
    bad: bad.run.id,
    missing: once(missing).map(({ row }) => toStartLine(row, zeroOf(good))),
    added: once(added).map(({ row }) => toStartLine(row, zeroOf(bad))),
    lastCommon: lastCommon === null ? null : toStartLine(lastCommon.row, zeroOf(bad)),
    sentence: toSentence(compared),
  };
}

/** The incident's starts, when the consoles of both are at hand in full. */
export function startsOf(failed: readonly Run[], facts: Facts, hearing: Hearing): StartComparison | null {
  const starts = startsToCompare(failed, facts.runs, facts.endMs);
  if (starts === null) return null;
  const [good, bad] = [starts.good, starts.bad].map((run) => ({ run, lines: facts.console.linesOf(run) }));
  if (good === undefined || bad === undefined) return null;
  const isHeard = [good, bad].every(
    ({ run, lines }) => lines.length > 0 && hearing.reachesStart(run) && !hearing.isAmbiguous(run),
  );
  return isHeard ? compareStarts(good, bad) : null;
}

/** Where both go apart: what came next in each. */
export function toSentence({ good, bad, inGood, inBad }: ComparedStarts): string {
  const common = bad.findLast(({ text }) => inGood.has(text));
  const afterInBad = common === undefined ? 0 : bad.indexOf(common) + 1;
  const afterInGood = common === undefined ? 0 : good.findLastIndex(({ text }) => text === common.text) + 1;
  const added = firstAlone(bad, afterInBad, inGood);
  const missing = firstAlone(good, afterInGood, inBad);
  if (missing === undefined && added === undefined) return 'Both starts printed the same lines.';
  const upTo =
    common === undefined
      ? 'The two starts have no line in common'
      : `Both starts get as far as ${quoted(common.row.text)}`;
  const parts = [
    ...(missing === undefined
      ? []
      : [`the good one goes on with ${quoted(missing.row.text)}, which the bad one never printed`]),
    ...(added === undefined ? [] : [`only the bad one printed ${quoted(raised(bad, added))}`]),
  ];
  return `${upTo}: ${parts.join('; ')}.`;
}

function firstAlone(lines: readonly NormalLine[], from: number, other: ReadonlySet<string>): NormalLine | undefined {
  const isAlone = ({ text }: NormalLine) => !other.has(text);
  return lines.slice(from).find(isAlone) ?? lines.find(isAlone);
}

/** Of a trace the line that says what was raised. */
function raised(lines: readonly NormalLine[], { row }: NormalLine): string {
  return (
    raisedIn(
      lines.map((line) => line.row),
      row,
    ) ?? row.text
  );
}

/** When a run began, as far as its row or else its first line tells. */
export function zeroOf({ run, lines }: StartOf): number {
  return run.fromMs ?? lines[0]?.atMs ?? 0;
}

function normalLines({ run }: StartOf, rows: readonly ConsoleRow[]): NormalLine[] {
  const own = [run.replica, run.execution, run.revision].filter((name) => name !== null);
  return rows.map((row) => ({ row, text: toNormalLine(row.text, own) })).filter(({ text }) => text !== '');
}

/** A line that was printed again and again says it once. */
function once(lines: readonly NormalLine[]): NormalLine[] {
  const seen = new Set<string>();
  return lines.filter(({ text }) => {
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

function toStartLine(row: ConsoleRow, zeroMs: number): StartLine {
  return { row: row.id, afterStartMs: row.atMs - zeroMs, text: row.text };
}

const longestQuote = 120;

function quoted(text: string): string {
  const plain = toWords(text).trim().replace(/\s+/g, ' ');
  return `“${plain.length <= longestQuote ? plain : `${plain.slice(0, longestQuote - 1)}…`}”`;
}
