import type { Attribution, Cause, Confidence } from './cause';
import type { SystemEvent } from './event';
import type { ConsoleTable, SystemTable } from './rows';
import type { BackOff, ContainerRole, FailedStart, Run } from './run';

export interface Evidence {
  /** Id of the log row. */
  row: string;
  /** Id of the run it belongs to. */
  run: string | null;
  table: SystemTable | ConsoleTable;
  atMs: number;
  text: string;
}

export interface NextStep {
  text: string;
  /** A command to copy; what is not known stands as `<resource-group>`. */
  command: string | null;
  kql: string | null;
  href: string | null;
}

export interface Finding {
  cause: Cause;
  attribution: Attribution;
  confidence: Confidence;
  /** One sentence, without the full history: what happened and to whom. */
  summary: string;
  /** `1 replica`, `all 3 replicas of revision x`, … */
  scope: string;
  evidence: Evidence[];
  nextSteps: NextStep[];
}

export interface RuledOut {
  cause: Cause;
  why: string;
}

/** What makes two crashes the same one, and where else it was seen. */
export interface Fingerprint {
  /** Twelve hex digits of `text`: the same over replicas, revisions and time. */
  id: string;
  /** Exit code, termination reason and failing line, with numbers, ids and times taken out. */
  text: string;
  /** Unexpected exits of the range that bear it. */
  exits: number;
  replicas: { hit: number; of: number };
  /** Revisions in which it was seen, oldest first. */
  revisions: string[];
  /** The revision that began it while an earlier one of the range ran without; `null`: not known to be new. */
  newIn: string | null;
  firstMs: number;
  lastMs: number;
  /** `3 of 3 replicas; new in revision x; not seen before in this range`. */
  sentence: string;
}

/** How the failed runs of an incident fell silent. */
export interface LastWords {
  /**
   * `spoke`: a closing line (a trace, a fatal line, a farewell, any line before code 0) came last. `cut-off`: output stopped
   * in mid-work, typical of SIGKILL. `quiet`: the last line came long before the end, and is no closing one. `never-spoke`: no line although the console was read in full. `not-read`: lines may be missing, of the end at least.
   */
  kind: 'spoke' | 'cut-off' | 'quiet' | 'never-spoke' | 'not-read';
  /** Failed runs that ended like that, of how many. */
  runs: number;
  of: number;
  sentence: string;
  /** Why lines may be missing, a sentence each. */
  missing: string[];
  /** Rows that show it. */
  evidence: Evidence[];
}

/** The first bad start that has a good one before it, against the last such good one, by the lines both printed. */
export interface StartComparison {
  /** Ids of the runs. */
  good: string;
  bad: string;
  /** Lines of the good start that are not among the bad one’s lines at hand, in the good one’s order. */
  missing: StartLine[];
  /** Lines that only the bad start printed. */
  added: StartLine[];
  /** The last line of the bad start that the good one printed too. */
  lastCommon: StartLine | null;
  sentence: string;
}

export interface StartLine {
  row: string;
  /** Since the run’s start, or its first line when the start is not known. */
  afterStartMs: number;
  text: string;
}

export type IncidentState = 'ongoing' | 'over' | 'came-back';

export interface Incident {
  id: string;
  container: string | null;
  role: ContainerRole | null;
  revisions: string[];
  replicas: string[];
  fromMs: number;
  /** The newest sign. */
  toMs: number;
  state: IncidentState;
  overSinceMs: number | null;
  overBecause: string | null;
  /** Unexpected exits, each once. */
  exits: Run[];
  failedStarts: FailedStart[];
  /** Standing faults: rows that need a reader although nothing exited. */
  faults: SystemEvent[];
  backOff: BackOff | null;
  findings: [Finding, ...Finding[]];
  ruledOut: RuledOut[];
  /** `null`: nothing exited. */
  fingerprint: Fingerprint | null;
  lastWords: LastWords | null;
  /** `null` too when the console of either start is not at hand. */
  starts: StartComparison | null;
}
