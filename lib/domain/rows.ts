/** The two families of log tables (docs: Container Apps "Log storage and monitoring options"). */
export type SystemTable = 'ContainerAppSystemLogs_CL' | 'ContainerAppSystemLogs';
export type ConsoleTable = 'ContainerAppConsoleLogs_CL' | 'ContainerAppConsoleLogs';

export type AppKind = 'app' | 'job';

/** Half open: `[fromMs, toMs)`, on event time, UTC milliseconds. */
export interface TimeRange {
  fromMs: number;
  toMs: number;
}

/** What every log row tells, whichever table it came from. `null`: the row does not say. */
export interface LogRow {
  /** The same row read twice has the same id, so that a link can name it. */
  id: string;
  /** Event time in UTC milliseconds with the source's fraction (100 ns ticks fit a double to 1/4 µs). */
  atMs: number;
  /** `TimeGenerated`: in the `_CL` tables the time of the ingestion batch, not of the event. */
  ingestedAtMs: number;
  workspace: string;
  environment: string | null;
  app: string;
  kind: AppKind;
  revision: string | null;
  replica: string | null;
  /** The job execution; `null` for apps. */
  execution: string | null;
}

export interface SystemRow extends LogRow {
  table: SystemTable;
  /** The `Reason` column: `ContainerTerminated`, `ProbeFailed`, … `null` when empty. */
  reason: string | null;
  message: string;
  /** `Normal` or `Warning`; not a severity (`ImagePullUnauthorized` is Normal). */
  severity: string | null;
  eventSource: string | null;
  /** Cumulative per reason, message and replica; never to be summed. */
  count: number | null;
}

export type ConsoleStream = 'stdout' | 'stderr';

export interface ConsoleRow extends LogRow {
  table: ConsoleTable;
  container: string | null;
  stream: ConsoleStream | null;
  text: string;
}
