import { cleanLine } from '@/lib/diagnosis/console/clean';
import type { Case, ConsoleMatch } from '@/lib/diagnosis/rule';

/** Lines nearer than this belong to the same message: a report of several rows is printed at once. */
const sameMessageMs = 1_000;
const linesBefore = 6;
const linesAfter = 14;

/**
 * The named groups of the first pattern that fits the message around a match: validators print what they miss on lines
 * of its own, below or above the one that a signature knows. Patterns see the lines joined by `\n`, at most 4,096 characters.
 */
export function namedNearby(
  incident: Case,
  { row, run }: ConsoleMatch,
  patterns: readonly RegExp[],
): Record<string, string> {
  const lines = run === null ? incident.lines : incident.linesOf(run);
  const at = lines.findIndex((line) => line.id === row.id);
  const text = lines
    .slice(Math.max(0, at - linesBefore), at + linesAfter)
    .filter((line) => Math.abs(line.atMs - row.atMs) <= sameMessageMs && line.container === row.container)
    .map((line) => cleanLine(line.text))
    .join('\n')
    .slice(0, 4096);
  for (const pattern of patterns) {
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) continue;
    return Object.fromEntries(Object.entries(groups).filter(([, value]) => value !== undefined));
  }
  return {};
}
