import type { EventOf, SystemEvent } from '@/lib/domain/event';
import type { ContainerExit } from '@/lib/domain/run';

/**
 * An event that tells of a run's end: its termination, or the announcement that a probe ended it. A stop that the platform
 * announces stands for the end where no further row tells of it, as in the older dialect.
 */
export type EndEvent = EventOf<'container-terminated'> | EventOf<'probe-kill'> | EventOf<'stopping'>;

export function isEnd(event: SystemEvent): event is EventOf<'container-terminated'> | EventOf<'probe-kill'> {
  return event.kind === 'container-terminated' || (event.kind === 'probe-kill' && event.probe !== 'readiness');
}

/**
 * Rows of one exit follow each other within this span even where no start row separates exits: a probe kill whose SIGTERM
 * is ignored says 137 some 30 to 35 s after its first row (seen in real workspaces).
 */
export const oneExitMs = 45_000;
/** Rows are written again minutes later; a restart without any row of its own is rarer than that within this span. */
const reEmittedMs = 10 * 60_000;
/** With start rows present a missing one is an exception, so an end without a start before it belongs to the last exit. */
const noStartMs = 30 * 60_000;
/** Rows of one moment trail each other a little. */
const trailMs = 2_000;

export interface EndClues {
  /** The lane has rows that tell of starts. */
  hasStarts: boolean;
  /** Ends in this lane follow the platform's waits: each is a new one although the text repeats. */
  hasRhythm: boolean;
  /** A sign of a new life between the two times: a pull, a probe, a line on the console. */
  livedBetween(fromMs: number, toMs: number): boolean;
}

/** Whether a further end row, with no start row in between, tells of the exit that the others tell of. */
export function isSameExit(exit: readonly EndEvent[], next: EndEvent, clues: EndClues): boolean {
  const [first] = exit;
  if (first === undefined) return false;
  const sinceMs = next.atMs - first.atMs;
  const code = codeOf(exit);
  const nextCode = next.kind === 'container-terminated' ? next.exitCode : null;
  // A process ends once: two codes are two exits.
  if (code !== null && nextCode !== null && code !== nextCode) return false;
  if (sinceMs <= oneExitMs) return true;
  if (clues.livedBetween(first.atMs + oneExitMs, next.atMs)) return false;
  const same = exit.filter((each) => each.row.message === next.row.message && each.row.reason === next.row.reason);
  if (same.some((each) => hasCountGrown(each, next))) return false;
  if (isStopOfNothing(exit, next)) return sinceMs <= noStartMs;
  if (clues.hasStarts) return sinceMs <= noStartMs;
  return same.length > 0 && sinceMs <= reEmittedMs && !clues.hasRhythm;
}

/** `Count` is cumulative per reason, message and replica: a higher one means that it happened again. */
function hasCountGrown(before: EndEvent, after: EndEvent): boolean {
  return before.row.count !== null && after.row.count !== null && after.row.count > before.row.count;
}

/** The platform takes down a container that was already waiting for its next start: nothing ran, so nothing ended. */
function isStopOfNothing(exit: readonly EndEvent[], next: EndEvent): boolean {
  return isStop(next) && !exit.some(isStop);
}

function isStop(event: EndEvent): boolean {
  return event.kind === 'container-terminated' && isManualStop(event.terminationReason);
}

export function isManualStop(reason: string | null): boolean {
  return reason !== null && /^ManuallyStopped$/i.test(reason);
}

export function isProbeFailure(reason: string | null): boolean {
  return reason !== null && /^ProbeFailure$/i.test(reason);
}

/** The first real code among the rows; `null` when the platform gave none. */
export function codeOf(exit: readonly EndEvent[]): number | null {
  for (const event of exit) {
    if (event.kind === 'container-terminated' && event.exitCode !== null) return event.exitCode;
  }
  return null;
}

/**
 * When the process was gone, in UTC milliseconds. A probe kill is announced first; a process that ignores SIGTERM says its
 * 137 when the grace period is over (seen 30 to 35 s later), and only then does the platform's wait begin.
 */
export function goneMs(exit: Pick<ContainerExit, 'atMs' | 'events'>): number {
  const coded = exit.events.find(
    (event) =>
      event.kind === 'container-terminated' &&
      event.exitCode !== null &&
      /^ProcessExited$/i.test(event.terminationReason ?? ''),
  );
  return coded !== undefined && coded.atMs - exit.atMs <= oneExitMs ? coded.atMs : exit.atMs;
}

/** The first reason that explains, told no later than the code: a stop of what had already ended explains nothing. */
export function reasonOf(exit: readonly EndEvent[]): string | null {
  const coded = exit.find((event) => event.kind === 'container-terminated' && event.exitCode !== null);
  const timely = exit.filter((event) => coded === undefined || event.atMs <= coded.atMs + trailMs || !isStop(event));
  const reasons = timely.map(explanationIn);
  return (
    reasons.find((reason) => reason !== null && !/^(?:ProcessExited|Error|Completed)$/i.test(reason)) ??
    reasons.find((reason) => reason !== null) ??
    null
  );
}

function explanationIn(event: EndEvent): string | null {
  switch (event.kind) {
    case 'container-terminated':
      return event.terminationReason;
    case 'probe-kill':
      return 'ProbeFailure';
    case 'stopping':
      return null;
  }
}

export function detailOf(exit: readonly EndEvent[]): string | null {
  for (const event of exit) {
    if (event.kind === 'container-terminated' && event.detail !== null) return event.detail;
  }
  return null;
}

/**
 * Whether identical ends repeat as the platform's waits make them (each gap as long as the one before or longer, from a
 * minute to the five-minute ceiling): then each is an exit, although nothing but the times tells them apart.
 */
export function hasRestartRhythm(ends: readonly EndEvent[]): boolean {
  const starts: number[] = [];
  for (const { atMs } of ends) {
    const last = starts.at(-1);
    if (last === undefined || atMs - last > oneExitMs) starts.push(atMs);
  }
  if (starts.length < 3) return false;
  const gaps = starts.slice(1).map((atMs, place) => (atMs - (starts[place] ?? atMs)) / 1000);
  return gaps.every((gap, place) => gap >= 60 && gap <= 420 && gap >= 0.85 * (gaps[place - 1] ?? 0));
}
