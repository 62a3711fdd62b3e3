import type { Cause } from '@/lib/domain/cause';
import type { AppIdentity, AppStatus, BlindSpot, Diagnosis } from '@/lib/domain/diagnosis';
import type { Finding, IncidentState } from '@/lib/domain/incident';
import type { ConsoleStream, TimeRange } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

/** What Exitline reads from: Azure workspaces, the generated sample, or a folder of exports. */
export interface Connection {
  kind: 'azure' | 'sample' | 'export';
  /** Names as the settings give them; one for the embedded workspace. */
  workspaces: string[];
  /** Files and rows of an export that could not be read. */
  importProblems: ImportProblem[];
}

export interface ImportProblem {
  file: string;
  /** From 1; `null` when the whole file is meant. */
  line: number | null;
  reason: string;
}

/** Why a question got no answer, and what to do about it: sentences for people. */
export interface Failure {
  kind:
    | 'auth'
    | 'forbidden'
    | 'not-found'
    | 'no-table-yet'
    | 'bad-query'
    | 'throttled'
    | 'timeout'
    | 'partial'
    | 'aborted'
    | 'network'
    | 'malformed';
  message: string;
  remedy: string;
}

/** One question as it was asked, to copy or to open in the portal. */
export interface ShownQuery {
  /** The question in words: `System rows of the app`. */
  title: string;
  workspace: string;
  kql: string;
  rows: number | null;
  serverMs: number | null;
  failure: Failure | null;
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
  failure: Failure | null;
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
  | { kind: 'not-found'; name: string; similar: AppIdentity[]; connection: Connection }
  | { kind: 'ambiguous'; name: string; choices: AppIdentity[]; connection: Connection }
  | { kind: 'failed'; failure: Failure; queries: ShownQuery[]; connection: Connection };

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
  failure: Failure | null;
}
