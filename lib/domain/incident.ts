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
}
