import { isBenign, isQuietLevel } from '@/lib/diagnosis/console/benign';
import { cleanLine, maxLineLength } from '@/lib/diagnosis/console/clean';
import {
  buildTermIndex,
  candidatesFor,
  type IndexedSignature,
  type TermIndex,
} from '@/lib/diagnosis/console/term-index';
import type { ConsoleMatch, ConsoleSignature, Rule } from '@/lib/diagnosis/rule';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

const indexes = new WeakMap<readonly Rule[], TermIndex>();

/**
 * Every line that one of the rules' signatures knows, in the lines' order; per line and cause the signature that says
 * most: a fatal one before one that only tells, one that names something before one that does not.
 */
export function findMatches(
  lines: readonly ConsoleRow[],
  rules: readonly Rule[],
  runOf: (row: ConsoleRow) => Run | null,
): ConsoleMatch[] {
  const index = indexFor(rules);
  const found: ConsoleMatch[] = [];
  for (const row of lines) {
    const candidates = candidatesFor(index, row.text, maxLineLength * 2);
    if (candidates.length > 0) found.push(...matchesIn(row, candidates, runOf));
  }
  return found;
}

function matchesIn(
  row: ConsoleRow,
  candidates: readonly IndexedSignature[],
  runOf: (row: ConsoleRow) => Run | null,
): ConsoleMatch[] {
  // Most lines say so at once; only of the others the frame must be taken off first.
  if (isQuietLevel(row.text)) return [];
  const line = cleanLine(row.text);
  if (line !== row.text && isQuietLevel(line)) return [];
  const matches = new Map<string, ConsoleMatch>();
  for (const { signature, cause } of candidates) {
    const known = matches.get(cause);
    if (known !== undefined && !couldSayMore(known, signature)) continue;
    const match = signature.pattern.exec(line);
    if (match === null) continue;
    const groups = definedGroups(match.groups);
    if (known?.signature.weight === signature.weight && Object.keys(groups).length === 0) continue;
    const run = runOf(row);
    const exitAtMs = run?.exit?.atMs ?? null;
    matches.set(cause, {
      signature,
      cause,
      row,
      run,
      groups,
      beforeExitMs: exitAtMs === null ? null : exitAtMs - row.atMs,
    });
  }
  // Asked last, because few lines come so far.
  return matches.size === 0 || isBenign(line) ? [] : [...matches.values()];
}

function couldSayMore(known: ConsoleMatch, signature: ConsoleSignature): boolean {
  if (known.signature.isMemory === true) return false;
  if (known.signature.weight !== signature.weight) return signature.weight === 'fatal';
  return Object.keys(known.groups).length === 0;
}

function indexFor(rules: readonly Rule[]): TermIndex {
  const known = indexes.get(rules);
  if (known !== undefined) return known;
  const built = buildTermIndex(rules);
  indexes.set(rules, built);
  return built;
}

function definedGroups(groups: Record<string, string | undefined> | undefined): Record<string, string> {
  const defined: Record<string, string> = {};
  for (const name in groups) {
    const value = groups[name];
    if (value !== undefined && value !== '') defined[name] = value;
  }
  return defined;
}
