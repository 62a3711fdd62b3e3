import type { Cause } from '@/lib/domain/cause';
import type { Connection, LogFailure } from '@/lib/domain/connection';
import type { AppIdentity, AppStatus, BlindSpot, Diagnosis } from '@/lib/domain/diagnosis';
import type { ExitCodeMeaning } from '@/lib/domain/exit-code';
import type { Finding, IncidentState } from '@/lib/domain/incident';
import type { ConsoleStream, TimeRange } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

/** One question as it was asked, to copy or to open in the portal. */
export interface ShownQuery {
  /** The question in words: `System rows of the app`. */
  title: string;
  workspace: string;
  kql: string;
  rows: number | null;
  serverMs: number | null;
  failure: LogFailure | null;
}

export interface AppSummary {
  app: AppIdentity;
  status: AppStatus;
  exits: { unexpected: number; intended: number };
  topCause: Cause | null;
  topFinding: Finding | null;
  topIncident: { state: IncidentState; container: string | null; fromMs: number; toMs: number } | null;
  newestRowMs: number | null;
  /** Unexpected exits and failed starts per bin, oldest first; the bins divide the range evenly. */
  history: number[];
}

export interface AppsReport {
  range: TimeRange;
  asOfMs: number;
  /** Worst first. */
  apps: AppSummary[];
  blindSpots: BlindSpot[];
  queries: ShownQuery[];
  connection: Connection;
  /** Set when nothing at all could be asked. */
  failure: LogFailure | null;
}

export type AppReport =
  | {
      kind: 'found';
      diagnosis: Diagnosis;
      newestRowMs: number | null;
      /** Console of the newest failed run of the first incident; `null` when there is none. */
      lastWords: ConsoleReport | null;
      /** Console lines that a rule or the failure terms matched, for the timeline's ticks. */
      matchingLines: MatchingLine[];
      queries: ShownQuery[];
      connection: Connection;
    }
  | NotFound
  /** `?ws=` names no workspace that is connected. */
  | { kind: 'no-such-workspace'; workspace: string; connection: Connection }
  | { kind: 'ambiguous'; name: string; choices: AppIdentity[]; connection: Connection }
  | { kind: 'failed'; failure: LogFailure; queries: ShownQuery[]; connection: Connection };

/** No row bears the name, or none in the environment or of the kind that was asked for. */
export interface NotFound {
  kind: 'not-found';
  name: string;
  /** Who bears the name elsewhere. */
  bearers: AppIdentity[];
  /** When nobody does: names that somebody may have meant. */
  similar: AppIdentity[];
  /** How far back the name was looked for; `null`: through all rows there are. */
  sinceMs: number | null;
  connection: Connection;
}

export interface MatchingLine {
  row: string;
  atMs: number;
  replica: string | null;
  revision: string | null;
  container: string | null;
  stream: ConsoleStream | null;
  text: string;
}

export type LineRole = 'first-failure' | 'trace' | 'after-exit';

export interface ConsoleLine {
  row: string;
  atMs: number;
  stream: ConsoleStream | null;
  container: string | null;
  text: string;
  role: LineRole | null;
}

export interface ConsoleReport {
  run: Run;
  /** In true order: event time, then source order. */
  lines: ConsoleLine[];
  truncated: boolean;
  /** Why lines may be missing, each a sentence; empty when nothing suggests it. */
  missing: string[];
  /** Set when the run's own lines could not be read; that others could not is said in `missing`. */
  failure: LogFailure | null;
}

export type ConsoleAnswer =
  | { kind: 'found'; console: ConsoleReport; queries: ShownQuery[]; connection: Connection }
  /** The app is known; no row tells of a run of that id. */
  | { kind: 'no-such-run'; name: string; runId: string; connection: Connection }
  | Exclude<AppReport, { kind: 'found' }>;

/** An exit code and how often it occurs in the range. */
export interface ExitCodeUse {
  meaning: ExitCodeMeaning;
  exits: { unexpected: number; intended: number };
  apps: AppIdentity[];
}

interface ExitCodeFacts {
  range: TimeRange;
  asOfMs: number;
  blindSpots: BlindSpot[];
  queries: ShownQuery[];
  connection: Connection;
  /** Set when nothing at all could be asked: the meanings hold, the counts do not. */
  failure: LogFailure | null;
}

export interface ExitCodesReport extends ExitCodeFacts {
  codes: ExitCodeUse[];
}

export interface ExitCodeReport extends ExitCodeFacts {
  use: ExitCodeUse;
  /** Newest first. */
  runs: { app: AppIdentity; run: Run }[];
}
