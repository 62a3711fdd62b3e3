import type { ConsoleMatch } from '@/lib/diagnosis/rule';
import type { Finding } from '@/lib/domain/incident';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Facts } from './facts';
import { newTrouble, type Trouble } from './troubles';

/** A container that goes on printing after a line did not die of it. */
const aliveMs = 60_000;
/** A burst of lines that ends in silence may be a life's last words. */
const silenceMs = 8_000;

/**
 * Containers of which the console tells something that no incident covers yet: the system rows may be missing, or the
 * failure is one that leaves none (a worker killed inside a living container).
 */
export function consoleTroubles(facts: Facts, matches: readonly ConsoleMatch[], covered: readonly Trouble[]): Trouble[] {
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

/** Whether the container outlived what its console said, so that it is no incident. A killed worker is one all the same. */
export function isStillAlive(
  { trouble, findings, incident }: { trouble: Trouble; findings: readonly Finding[]; incident: { lines: readonly ConsoleRow[]; matches: readonly ConsoleMatch[] } },
  facts: Facts,
): boolean {
  const [first] = findings;
  if (trouble.mechanism !== 'console' || first === undefined || first.cause === 'app.worker-oom') return false;
  const told = incident.matches.filter((match) => match.cause === first.cause);
  const newest = told.at(-1)?.row;
  if (newest === undefined) return false;
  const { lines } = incident;
  const isLast = (lines.at(-1)?.atMs ?? 0) - newest.atMs <= aliveMs;
  if (isLast) {
    // At the end of a long log that reaches to now, one telling line is an ordinary moment of a busy app.
    const isCertain = told.some((match) => match.signature.weight === 'fatal') || facts.endMs - newest.atMs > aliveMs;
    return !isCertain && lines.length > 20;
  }
  const fatal = new Set(told.filter((match) => match.signature.weight === 'fatal').map((match) => match.row));
  return countLastWords(lines, fatal) < 2;
}

/** How many bursts of lines end with one of these. */
function countLastWords(lines: readonly ConsoleRow[], fatal: ReadonlySet<ConsoleRow>): number {
  let count = 0;
  let burst = false;
  for (const [place, row] of lines.entries()) {
    if (fatal.has(row)) burst = true;
    const next = lines[place + 1];
    if (next !== undefined && next.atMs - row.atMs < silenceMs) continue;
    if (burst) count += 1;
    burst = false;
  }
  return count;
}
