import type { ConsoleView, ShownEvent, ShownLine, ShownRun } from '@/components/console/console-view';
import { isRecord, timeOf } from './json-parts';

/**
 * The console's JSON as the browser got it. Answered by our own server, but perhaps by another version of it: what is
 * not as expected is an error, never an empty console.
 */
export function parseConsoleAnswer(answer: unknown, run: ShownRun): ConsoleView {
  if (!isRecord(answer) || !Array.isArray(answer.lines)) throw new Error('The answer holds no lines.');
  return {
    run: { ...run, backAtMs: timeOf(answer.backAt) ?? run.backAtMs },
    lines: answer.lines.map(parseLine),
    events: Array.isArray(answer.events) ? answer.events.flatMap(parseEvent) : [],
    isTruncated: answer.truncated === true,
    missing: Array.isArray(answer.missing) ? answer.missing.filter((one) => typeof one === 'string') : [],
    failure: null,
    opening: null,
  };
}

/** A run of which no line is here. */
export function emptyConsole(run: ShownRun, failure: ConsoleView['failure']): ConsoleView {
  return { run, lines: [], events: [], isTruncated: false, missing: [], failure, opening: null };
}

/** What the platform said is an addition: one that cannot be read is left out. */
function parseEvent(event: unknown): ShownEvent[] {
  const atMs = isRecord(event) ? timeOf(event.time) : null;
  if (!isRecord(event) || atMs === null || typeof event.row !== 'string' || typeof event.text !== 'string') return [];
  return [{ key: event.row, atMs, text: event.text }];
}

function parseLine(line: unknown, place: number): ShownLine {
  if (!isRecord(line) || typeof line.text !== 'string' || typeof line.time !== 'string') {
    throw new Error(`Line ${place + 1} of the answer cannot be read.`);
  }
  const atMs = Date.parse(line.time);
  if (!Number.isFinite(atMs)) throw new Error(`Line ${place + 1} of the answer has no time.`);
  return {
    key: typeof line.row === 'string' ? line.row : `line-${place}`,
    atMs,
    stream: line.stream === 'stdout' || line.stream === 'stderr' ? line.stream : null,
    text: line.text,
    role: line.role === 'first-failure' || line.role === 'trace' || line.role === 'after-exit' ? line.role : null,
    isFailing: line.failing === true,
    beyond: line.beyond === 'before' || line.beyond === 'after' ? line.beyond : null,
  };
}

/** The sentence of an error answer: `{"error":{"kind","message","remedy"}}`. */
export function parseErrorAnswer(answer: unknown, status: number): { message: string; remedy: string } {
  const error = isRecord(answer) && isRecord(answer.error) ? answer.error : null;
  if (error && typeof error.message === 'string') {
    return { message: error.message, remedy: typeof error.remedy === 'string' ? error.remedy : '' };
  }
  return {
    message: `The server answered ${status}.`,
    remedy: 'Load the page again; if it stays so, read the server’s log.',
  };
}
