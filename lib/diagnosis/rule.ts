import type { Attribution, Cause, Confidence } from '@/lib/domain/cause';
import type { AppIdentity, ResourceSample, RevisionSettings } from '@/lib/domain/diagnosis';
import type { SystemEvent } from '@/lib/domain/event';
import type { NextStep } from '@/lib/domain/incident';
import type { ConsoleRow, SystemRow, TimeRange } from '@/lib/domain/rows';
import type { BackOff, ContainerRole, FailedStart, Run } from '@/lib/domain/run';

/**
 * A wording that a runtime or library prints. `pattern` runs on a line of at most 4,096 characters from which
 * timestamps, ANSI colours and the `F ` tag are already taken; it must be linear (no nested quantifiers).
 */
export interface ConsoleSignature {
  /** Stable, kebab-case, unique within the rule: `node-cannot-find-module`. */
  id: string;
  pattern: RegExp;
  /** What the reader needs, by named group of `pattern`: `variable`, `host`, `port`, `module`, `path`. */
  says: string;
  /**
   * `fatal`: this line by itself says that the process cannot go on. `telling`: it explains a death that the rows
   * prove, but the same line also appears in healthy logs.
   */
  weight: 'fatal' | 'telling';
  /**
   * Words of which a line must hold at least one, whole and in lower case, as KQL `has` sees words (a `_` separates).
   * Left out: the pattern is tried on every line.
   */
  terms?: readonly string[];
  /** It says that something failed and not what: a line a little further up may tell. */
  isVague?: true;
  /** The process says itself that its memory ran out: explains an end that its cause alone would leave open. */
  isMemory?: true;
}

export interface ConsoleMatch {
  signature: ConsoleSignature;
  cause: Cause;
  row: ConsoleRow;
  run: Run | null;
  /** Named groups of the pattern that took part. */
  groups: Readonly<Record<string, string>>;
  /** Milliseconds from the line to the run's exit; `null` when there is no exit. */
  beforeExitMs: number | null;
}

/**
 * One incident with what surrounds it: all that a rule may look at. No clock, no I/O.
 *
 * For diagnose(): besides its cases, every app gets one quiet case for its notes: container, role and backOff null, no
 * exits, failed starts or faults, but all runs and events. The three quiet causes speak about such a case, and about an
 * incident whose faults are all noise (then it is none: its finding belongs to the notes). `normal.exit` alone also speaks
 * about unexpected exits with code 0, at medium: an app whose command ends is an incident.
 */
export interface Case {
  app: AppIdentity;
  range: TimeRange;
  asOfMs: number;
  container: string | null;
  role: ContainerRole | null;
  revisions: readonly string[];
  replicas: readonly string[];
  /** Runs of this incident that ended unexpectedly, oldest first. */
  exits: readonly Run[];
  failedStarts: readonly FailedStart[];
  /** Standing faults of this incident. */
  faults: readonly SystemEvent[];
  /** All runs of the same container, healthy and intended ones included. */
  runs: readonly Run[];
  /** Runs of everything else in the app: other containers, other revisions. */
  otherRuns: readonly Run[];
  /** Every event of the app in the range, oldest first. */
  events: readonly SystemEvent[];
  backOff: BackOff | null;
  /** Lines of one run in true order; lines just after its exit (up to 60 s, before the next start) included. */
  linesOf(run: Run): readonly ConsoleRow[];
  /** Lines of this incident's container (or of the whole app when it has none), oldest first. */
  lines: readonly ConsoleRow[];
  /** Matches of every rule's signatures in `lines`, oldest first. */
  matches: readonly ConsoleMatch[];
  /** Lines of the Dapr sidecar, oldest first, whichever container the incident is about. */
  daprLines: readonly ConsoleRow[];
  settings: readonly RevisionSettings[];
  samples: readonly ResourceSample[];
  /** Fills `<resource-group>` in commands; `null`: not known. */
  resourceGroup: string | null;
}

export interface Examined {
  confidence: Confidence;
  /** Only where the case decides otherwise than the rule's default. */
  attribution?: Attribution;
  summary: string;
  /** Rows that prove it, most telling first. */
  evidence: (SystemRow | ConsoleRow)[];
  nextSteps: NextStep[];
  /**
   * How close to the root, for ranking within one confidence: higher is nearer to the first cause.
   * Stages of domain order: mount, pull, create (50) < init exit (40) < start-up probe (30) < process exit (20).
   */
  causality?: number;
}

/** `null`: the rule has nothing to say here. */
export type Examination = Examined | { ruledOut: string } | null;

/** One rule, one cause, one file; the cause is also the file's name and the heading in docs/rules.md. */
export interface Rule {
  cause: Exclude<Cause, 'unknown'>;
  attribution: Attribution;
  /** For docs/rules.md. */
  docs: {
    /** What the rule claims, one or two sentences. */
    says: string;
    /** What it takes as evidence. */
    evidence: string;
    /** When it would be wrong, or keeps quiet. */
    limits: string;
  };
  signatures?: readonly ConsoleSignature[];
  examine(incident: Case): Examination;
}
