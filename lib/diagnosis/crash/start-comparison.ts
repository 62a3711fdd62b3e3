import {
  lastCommonOf,
  type NormalLine,
  type StartOf,
  toComparedStarts,
  zeroOf,
} from '@/lib/diagnosis/crash/compared-starts';
import { startsToCompare } from '@/lib/diagnosis/crash/good-start';
import type { Hearing } from '@/lib/diagnosis/crash/hearing';
import { toSentence } from '@/lib/diagnosis/crash/start-sentence';
import type { Facts } from '@/lib/diagnosis/facts/facts';
import type { StartComparison, StartLine } from '@/lib/domain/incident';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

/** Which lines each of two starts printed alone. Pure; n log n at most. `null`: one of them printed nothing to compare. */
export function compareStarts(good: StartOf, bad: StartOf, asOfMs: number): StartComparison | null {
  const compared = toComparedStarts(good, bad, asOfMs);
  if (compared.good.length === 0 || compared.bad.length === 0) return null;
  const missing = compared.good.filter(({ text }) => !compared.inBad.has(text));
  const added = compared.bad.filter(({ text }) => !compared.inGood.has(text));
  const lastCommon = lastCommonOf(compared);
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
  const [good, bad] = [starts.good, starts.bad].map((run) => ({
    run,
    lines: facts.console.linesOf(run),
    isCut: false,
  }));
  if (good === undefined || bad === undefined) return null;
  const isHeard = [good, bad].every(
    ({ run, lines }) => lines.length > 0 && hearing.reachesStart(run) && !hearing.isAmbiguous(run),
  );
  return isHeard ? compareStarts(good, bad, facts.input.asOfMs) : null;
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
