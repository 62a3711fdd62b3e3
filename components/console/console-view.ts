import type { ConsoleStream } from '@/lib/domain/rows';
import type { ConsoleReport, LineRole } from '@/lib/report/report';

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
}

export interface ShownLine {
  key: string;
  atMs: number;
  stream: ConsoleStream | null;
  text: string;
  role: LineRole | null;
}

export interface ConsoleView {
  run: ShownRun;
  lines: ShownLine[];
  isTruncated: boolean;
  /** Why lines may be missing. */
  missing: string[];
  failure: { message: string; remedy: string } | null;
}

export function toConsoleView({ run, lines, truncated, missing, failure }: ConsoleReport): ConsoleView {
  return {
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
    },
    lines: lines.map((line) => ({
      key: line.row,
      atMs: line.atMs,
      stream: line.stream,
      text: line.text,
      role: line.role,
    })),
    isTruncated: truncated,
    missing,
    failure: failure && { message: failure.message, remedy: failure.remedy },
  };
}
