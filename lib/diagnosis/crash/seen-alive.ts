import { healthySeconds } from '@/lib/diagnosis/facts/back-off';
import type { Facts } from '@/lib/diagnosis/facts/facts';
import type { Run } from '@/lib/domain/run';

/**
 * From when on the rows show a run alive: its start, or where no row tells of it, its first sign. A run of which the range
 * cuts the start lived when the first row at hand was written.
 */
export function seenFromMs(run: Run, { console, events }: Facts): number | null {
  if (run.fromMs !== null) return run.fromMs;
  const signs = [
    run.toMs,
    run.events[0]?.atMs ?? null,
    console.linesOf(run)[0]?.atMs ?? null,
    run.cut ? (events[0]?.atMs ?? null) : null,
  ].filter((atMs) => atMs !== null);
  return signs.length === 0 ? null : Math.min(...signs);
}

/** In this range and before a moment it lived for ten minutes, or, as a job's run, did its work. */
export function livedWellBefore(run: Run, beforeMs: number, facts: Facts): boolean {
  if (run.execution !== null && run.exit?.exitCode === 0) return run.exit.atMs < beforeMs;
  const fromMs = seenFromMs(run, facts);
  if (fromMs === null) return false;
  const lived = Math.min(run.toMs ?? facts.endMs, beforeMs) - Math.max(fromMs, facts.input.range.fromMs);
  return lived >= healthySeconds * 1000;
}
