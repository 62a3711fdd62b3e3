import type { ConsoleStream } from '@/lib/domain/rows';
import type { ConsoleReport, LineRole } from '@/lib/report/report';
import { type ConsoleItem, layOut } from './layout';
import { openingOf } from './opening';
import type { Part } from './text/part';
import { readLine } from './text/read-line';

/** The run whose lines are shown, as the panel names it. */
export interface ShownRun {
  id: string;
  container: string;
  replica: string | null;
  startMs: number | null;
  exitMs: number | null;
  exitCode: number | null;
  terminationReason: string | null;
  intended: boolean | null;
  lifetimeMs: number | null;
  /** When the container came back in the same replica; `null`: not known. */
  backAtMs: number | null;
}

export interface ShownLine {
  /** The row's id. */
  key: string;
  atMs: number;
  stream: ConsoleStream | null;
  text: string;
  role: LineRole | null;
  /** It tells of a failure by itself. */
  isFailing: boolean;
  beyond: 'before' | 'after' | null;
}

/** What the platform said in between. */
export interface ShownEvent {
  key: string;
  atMs: number;
  text: string;
}

export interface ConsoleView {
  run: ShownRun;
  lines: ShownLine[];
  events: ShownEvent[];
  isTruncated: boolean;
  /** Why lines may be missing. */
  missing: string[];
  failure: { message: string; remedy: string } | null;
  /** Laid out on the server for the first paint; `null`: laid out in the browser. */
  opening: OpeningItem[] | null;
}

/** What is seen first, each line with its parts, so that drawing it needs no reading. */
export type OpeningItem = Exclude<ConsoleItem, { kind: 'line' }> | LineItem;
export interface LineItem {
  kind: 'line';
  key: string;
  line: ShownLine;
  parts: Part[];
}

export function toConsoleView({
  run,
  lines,
  events,
  backAtMs,
  truncated,
  missing,
  failure,
}: ConsoleReport): ConsoleView {
  const view: ConsoleView = {
    run: {
      id: run.id,
      container: run.container,
      replica: run.replica,
      startMs: run.fromMs,
      exitMs: run.exit?.atMs ?? null,
      exitCode: run.exit?.exitCode ?? null,
      terminationReason: run.exit?.terminationReason ?? null,
      intended: run.exit?.intended ?? null,
      lifetimeMs: run.lifetimeSeconds === null ? null : run.lifetimeSeconds * 1000,
      backAtMs,
    },
    lines: lines.map((line) => ({
      key: line.row,
      atMs: line.atMs,
      stream: line.stream,
      text: line.text,
      role: line.role,
      isFailing: line.failing,
      beyond: line.beyond,
    })),
    events: events.map(({ row, atMs, text }) => ({ key: row, atMs, text })),
    isTruncated: truncated,
    missing,
    failure: failure && { message: failure.message, remedy: failure.remedy },
    opening: null,
  };
  return { ...view, opening: openingOf(layOut(view)).map(toOpeningItem) };
}

/** The line as it is read, beside it. */
export function toOpeningItem(item: ConsoleItem): OpeningItem {
  return item.kind === 'line' ? { ...item, parts: readLine(item.line.text, item.line.atMs) } : item;
}
