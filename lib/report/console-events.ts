import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { SystemEvent } from '@/lib/domain/event';
import type { Run } from '@/lib/domain/run';
import type { ConsoleEvent, ConsoleReport } from '@/lib/report/report';
import { isSamePlace } from '@/lib/report/run-window';

/** A probe may fail a thousand times in one run; the newest tell how it ended. */
const mostEvents = 200;

/** What the platform said of a run, and when its container came back. */
export function surroundingsOf(
  run: Run,
  { runs }: Pick<Diagnosis, 'runs'>,
): Pick<ConsoleReport, 'events' | 'backAtMs'> {
  const lane = runs.filter((other) => isSamePlace(other, run));
  const next = lane[lane.findIndex((other) => other.id === run.id) + 1];
  return { events: eventsOf(run), backAtMs: next?.fromMs ?? null };
}

function eventsOf(run: Run): ConsoleEvent[] {
  const ended = new Set((run.exit?.events ?? []).map((event) => event.row.id));
  return run.events
    .filter((event) => !ended.has(event.row.id) && isTold(event))
    .slice(-mostEvents)
    .map((event) => ({ row: event.row.id, atMs: event.atMs, text: event.row.message }));
}

/** The exit has its own line, and what nobody needs to read stays out. */
function isTold(event: SystemEvent): boolean {
  return event.kind !== 'container-terminated' && event.kind !== 'noise' && event.row.message.trim() !== '';
}
