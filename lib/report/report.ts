import type { Cause } from '@/lib/domain/cause';
import type { Connection, LogFailure, PortalLink } from '@/lib/domain/connection';
import type { AppIdentity, AppStatus, BlindSpot, Diagnosis } from '@/lib/domain/diagnosis';
import type { ExitCodeMeaning } from '@/lib/domain/exit-code';
import type { Finding, IncidentState } from '@/lib/domain/incident';
import type { ConsoleStream, TimeRange } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

/** One question as it was asked, to copy or to open in the portal. */
export interface ShownQuery {
  /** Name of its .kql file: what a link on the page calls it. */
  question: string;
  /** The question in words: `System rows of the app`. */
  title: string;
  workspace: string;
  kql: string;
  rows: number | null;
  serverMs: number | null;
  failure: LogFailure | null;
  /** Where to ask it again by hand; `null`: the rows are not in Azure. */
  portal: PortalLink | null;
}

export interface AppSummary {
  app: AppIdentity;
  status: AppStatus;
  exits: { unexpected: number; intended: number };
  /** Codes of the unexpected exits, each once; `null` among them: one that ended without a code. */
  exitCodes: (number | null)[];
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
  /** By itself it tells of a failure: a rule knows it, or it is worded so. */
  failing: boolean;
  /** Printed outside the run's own time, and asked for as its surroundings. */
  beyond: 'before' | 'after' | null;
}

/** What the platform said of a run, to be read among its lines. */
export interface ConsoleEvent {
  row: string;
  atMs: number;
  text: string;
}

export interface ConsoleReport {
  run: Run;
  /** In true order: event time, then source order. */
  lines: ConsoleLine[];
  /** Oldest first; the exit itself, which `run` tells, is not among them. */
  events: ConsoleEvent[];
  /** When the next run of the same container in the same replica began; `null`: none is known. */
  backAtMs: number | null;
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

/** A line of one of two runs that are compared. */
export interface ComparedLine {
  row: string;
  atMs: number;
  /** Since the run's start, or its first line when the start is not known. */
  afterStartMs: number;
  stream: ConsoleStream | null;
  text: string;
}

/**
 * Lines that say the same but for times, numbers, ids and names are one line. `missing`: only the good start printed it;
 * `added`: only the bad one; `same`: both did. Of `same` one side is `null` where the other printed it at another place.
 */
export interface ComparisonLine {
  role: 'same' | 'missing' | 'added';
  good: ComparedLine | null;
  bad: ComparedLine | null;
}

export interface ComparedRun {
  run: Run;
  /** Lines compared: the first of the run that are not blank, at most 200. */
  lines: number;
  /** It printed more than was compared. */
  truncated: boolean;
  /** Why lines may be missing, each a sentence. */
  missing: string[];
  /** Set when its lines could not be read: nothing was compared then. */
  failure: LogFailure | null;
}

/** Two starts of one container side by side: the last good one (or the one that was named) and the one that failed. */
export interface ComparisonReport {
  good: ComparedRun;
  bad: ComparedRun;
  /** Whether `good` was looked for or named by the reader; a named run need not be good. */
  chosen: 'last-good' | 'named';
  /** Both runs' lines in one order; empty when either has none at hand. */
  lines: ComparisonLine[];
  /** Place in `lines` of the last line of the bad start that the good one printed too. */
  lastCommon: number | null;
  sentence: string;
}

export type ComparisonAnswer =
  | { kind: 'found'; comparison: ComparisonReport; queries: ShownQuery[]; connection: Connection }
  /** No run of this container that lived well before `runId` was found in the rows looked at, from `sinceMs` on. */
  | { kind: 'no-good-run'; name: string; run: Run; sinceMs: number; connection: Connection }
  | Exclude<ConsoleAnswer, { kind: 'found' }>;

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
