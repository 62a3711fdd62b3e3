import { asksForEnd } from '@/lib/diagnosis/console/runtime';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

/** A line that near to the exit is about it; earlier ones the run may have survived. */
export const closingMs = 15_000;
/** A farewell stands among the last lines. */
const lastLines = 12;

/** The line in which the process says that it was asked to end, among its last. */
export function farewellIn(lines: readonly ConsoleRow[]): ConsoleRow | null {
  return asksForEnd(lines.slice(-lastLines)) ?? null;
}

/** Lines right up to the end, and no word of farewell among the last: what a SIGKILL leaves, if no line tells of a failure. */
export function breaksOff(run: Run, lines: readonly ConsoleRow[]): boolean {
  const last = lines.at(-1);
  const endMs = run.exit?.atMs ?? null;
  return last !== undefined && endMs !== null && endMs - last.atMs <= closingMs && farewellIn(lines) === null;
}
