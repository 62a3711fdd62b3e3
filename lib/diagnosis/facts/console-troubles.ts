import type { ConsoleMatch } from '@/lib/diagnosis/rule';
import type { Finding } from '@/lib/domain/incident';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Facts } from './facts';
import { newTrouble, type Trouble } from './trouble';

/** A container that goes on printing after a line did not die of it. */
const aliveMs = 60_000;
/** Silence as long as this, and longer than is usual in the log, may be a death. */
const silenceMs = 8_000;
/** Last words are followed by little: the rest of a trace, a parent's remark. */
const afterwordMs = 3_000;
/** The newest lines are all at hand; of older ones often only those with words of failure. */
const tailLength = 60;
/** Too little to tell what is usual. */
const shortLog = 20;

/**
 * Containers of which the console tells something that no incident covers yet: the system rows may be missing, or the
 * failure is one that leaves none (a worker killed inside a living container).
 */
export function consoleTroubles(
  facts: Facts,
  matches: readonly ConsoleMatch[],
  covered: readonly Trouble[],
): Trouble[] {
  const groups = new Map<string | null, ConsoleRow[]>();
  for (const { row } of matches) {
    const isCovered = covered.some(
      (trouble) => trouble.container === null || row.container === null || trouble.container === row.container,
    );
    if (isCovered) continue;
    const rows = groups.get(row.container);
    if (rows === undefined) groups.set(row.container, [row]);
    else rows.push(row);
  }
  return [...groups].map(([container, rows]) => {
    const role = container === null ? null : (facts.roles.get(container) ?? null);
    return { ...newTrouble('console', container, role), lines: rows };
  });
}

interface Heard {
  trouble: Trouble;
  findings: readonly Finding[];
  incident: { lines: readonly ConsoleRow[]; matches: readonly ConsoleMatch[] };
}

/**
 * Whether the container outlived what its console said, so that it is no incident. A killed worker is one all the same.
 * `endMs`: until when the rows can tell.
 */
export function isStillAlive({ trouble, findings, incident: { lines, matches } }: Heard, endMs: number): boolean {
  const [first] = findings;
  if (trouble.mechanism !== 'console' || first === undefined || first.cause === 'app.worker-oom') return false;
  const told = matches.filter((match) => match.cause === first.cause);
  const newest = told.at(-1)?.row;
  if (newest === undefined) return false;
  const fatal = new Set(told.filter((match) => match.signature.weight === 'fatal').map((match) => match.row));
  const bursts = burstsIn(lines.slice(-tailLength));
  const deaths = bursts.filter((burst) => endsWith(burst, fatal));
  if (deaths.length >= 2 && deaths.length * 2 >= bursts.length) return false;
  if (isUsualSilence(lines, newest.atMs, endMs)) return true;
  if (lines.length <= shortLog) return (lines.at(-1)?.atMs ?? 0) - newest.atMs > aliveMs;
  // In a long log one such line at the end is a death only when none before it was survived.
  const last = bursts.at(-1);
  return last === undefined || !endsWith(last, fatal) || told.some(({ row }) => newest.atMs - row.atMs > aliveMs);
}

/** In a log that speaks seldom, the newest line is no last word before the silence after it is longer than is usual. */
function isUsualSilence(lines: readonly ConsoleRow[], toldMs: number, endMs: number): boolean {
  const before = lines.filter((row) => row.atMs < toldMs - afterwordMs).slice(-tailLength);
  if (before.length < 5) return false;
  const usualMs = usualGap(before);
  return usualMs > silenceMs && endMs - (lines.at(-1)?.atMs ?? endMs) < 3 * usualMs;
}

function usualGap(lines: readonly ConsoleRow[]): number {
  const gaps = lines.slice(1).map((row, place) => row.atMs - (lines[place]?.atMs ?? row.atMs));
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
}

/** Lines between silences that are unusual in this log. */
function burstsIn(lines: readonly ConsoleRow[]): ConsoleRow[][] {
  const usualMs = usualGap(lines);
  const bursts: ConsoleRow[][] = [];
  for (const row of lines) {
    const burst = bursts.at(-1);
    const before = burst?.at(-1);
    if (burst === undefined || before === undefined || row.atMs - before.atMs >= Math.max(silenceMs, 5 * usualMs))
      bursts.push([row]);
    else burst.push(row);
  }
  return bursts;
}

function endsWith(burst: readonly ConsoleRow[], rows: ReadonlySet<ConsoleRow>): boolean {
  const endMs = burst.at(-1)?.atMs ?? 0;
  return burst.some((row) => rows.has(row) && endMs - row.atMs <= afterwordMs);
}
