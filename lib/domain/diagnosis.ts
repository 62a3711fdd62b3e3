import type { SystemEvent } from './event';
import type { Finding, Incident } from './incident';
import type { AppKind, ConsoleRow, SystemRow, TimeRange } from './rows';
import type { BackOffGap, FailedStart, Run } from './run';

export type AppStatus = 'crash-looping' | 'failing' | 'recovered' | 'quiet' | 'unknown';

/** What could not be seen, and why. `kind` is stable, `message` is a sentence for people. */
export interface BlindSpot {
  kind:
    | 'replica-unknown'
    | 'no-console-rows'
    | 'no-system-rows'
    | 'rows-truncated'
    | 'rows-unreadable'
    | 'source-failed'
    | 'partial-answer'
    | 'no-table'
    | 'import-problem'
    | 'ingestion-delay'
    | 'rows-missing';
  message: string;
  /** The part of the range that it hides, when it is one part and known. */
  span?: TimeRange;
}

export interface AppIdentity {
  name: string;
  kind: AppKind;
  workspace: string;
  environment: string | null;
}

/** Settings of a revision, when the management API could be asked. */
export interface RevisionSettings {
  revision: string;
  memoryLimitBytes: number | null;
  cpuCores: number | null;
  terminationGracePeriodSeconds: number | null;
  probes: {
    probe: 'startup' | 'liveness' | 'readiness';
    container: string;
    path: string | null;
    port: number | null;
    periodSeconds: number | null;
    failureThreshold: number | null;
    initialDelaySeconds: number | null;
    timeoutSeconds: number | null;
  }[];
}

/** A metric sample of one replica, one-minute maxima; `null`: not measured in that minute. */
export interface ResourceSample {
  replica: string;
  atMs: number;
  workingSetBytes: number | null;
  cpuCores: number | null;
}

/** What the management API says of one container at one moment. */
export interface ContainerState {
  replica: string;
  revision: string | null;
  container: string;
  atMs: number;
  /** As the API spells it: `Running`, `Waiting`, `Terminated`; `null`: not told. */
  runningState: string | null;
  /** The sentence behind it, such as `Container is waiting with reason: CrashLoopBackOff`. */
  details: string | null;
  restartCount: number | null;
}

/** Of one container only its last lines were asked for: what it said before `fromMs` is not known. */
export interface ConsoleReach {
  replica: string | null;
  revision: string | null;
  container: string | null;
  fromMs: number;
}

export interface DiagnosisInput {
  app: AppIdentity;
  systemRows: readonly SystemRow[];
  consoleRows: readonly ConsoleRow[];
  /** Containers whose console was not asked for as a whole; left out: every line of the range is here. */
  consoleReach?: readonly ConsoleReach[];
  /** Where older system rows of the range are not at hand: from when on they are. `null` or left out: all are here. */
  systemRowsFromMs?: number | null;
  range: TimeRange;
  asOfMs: number;
  settings?: readonly RevisionSettings[];
  samples?: readonly ResourceSample[];
  /** When the management API could be asked; back-off is known from it too. */
  containerStates?: readonly ContainerState[];
  /** Fills `<resource-group>` in commands. */
  resourceGroup?: string | null;
}

export interface Diagnosis {
  app: AppIdentity;
  range: TimeRange;
  asOfMs: number;
  status: AppStatus;
  exits: { unexpected: number; intended: number };
  /** Worst first. */
  incidents: Incident[];
  /** Quiet findings: scale-down, normal exits, benign noise. */
  notes: Finding[];
  /** Oldest first. */
  runs: Run[];
  failedStarts: FailedStart[];
  backOffGaps: BackOffGap[];
  /** Every event in the range, oldest first. */
  events: SystemEvent[];
  blindSpots: BlindSpot[];
}
