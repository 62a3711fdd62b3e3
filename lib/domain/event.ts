import type { SystemRow } from './rows';

export type ProbeKind = 'startup' | 'liveness' | 'readiness';

/** What a probe got back. `status 1` in the workload-profiles dialect means that TCP connect was refused. */
export type ProbeOutcome =
  | { kind: 'http-status'; status: number }
  | { kind: 'refused' }
  | { kind: 'timeout'; afterSeconds: number | null }
  | { kind: 'no-answer' }
  | { kind: 'tls-mismatch' }
  | { kind: 'unknown' };

export type StartStage = 'pull' | 'mount' | 'create';

/** A system row understood. `other` keeps what nobody has seen before on the timeline. */
export type SystemEvent = EventFacts & EventDetail;

export interface EventFacts {
  row: SystemRow;
  /** Further rows that say the same thing (identical duplicates, the same row from a second export). */
  repeats: SystemRow[];
  atMs: number;
  revision: string | null;
  replica: string | null;
  /** True when the row names no replica and it was told from its neighbours. */
  replicaInferred: boolean;
  execution: string | null;
  /** From the message, never from a ContainerName column (it can name the wrong container). */
  container: string | null;
}

export type EventDetail =
  /** `exitCode` null: the platform reported '' — no process exit exists. */
  | { kind: 'container-terminated'; exitCode: number | null; terminationReason: string | null; detail: string | null }
  | { kind: 'container-created' }
  | { kind: 'container-started' }
  | { kind: 'back-off' }
  | { kind: 'probe-failed'; probe: ProbeKind | null; outcome: ProbeOutcome }
  /** `Container x failed liveness probe, will be restarted`. */
  | { kind: 'probe-kill'; probe: ProbeKind | null }
  | { kind: 'probe-started'; probe: ProbeKind | null }
  | { kind: 'stopping' }
  | { kind: 'image-pulling'; image: string | null }
  | { kind: 'image-pulled'; image: string | null }
  | { kind: 'start-failed'; stage: StartStage; detail: string }
  | { kind: 'evicted'; detail: string }
  | { kind: 'replica-assigned' }
  | { kind: 'replica-unassigned'; detail: string }
  | { kind: 'port-mismatch'; targetPort: number | null; listeningPorts: number[] }
  | { kind: 'node-move'; detail: string }
  | { kind: 'quota'; detail: string }
  | { kind: 'scaled'; direction: 'in' | 'out' | 'to-zero' | 'from-zero'; detail: string }
  | { kind: 'scaler-failed'; detail: string }
  | { kind: 'secret-sync-failed'; detail: string }
  | { kind: 'secret-synced' }
  | { kind: 'revision'; step: 'created' | 'updated' | 'ready' | 'deactivating' | 'failed' | 'completed' }
  | { kind: 'job-execution'; step: 'started' | 'succeeded' | 'backoff-limit' | 'deadline' | 'failed' }
  | { kind: 'noise' }
  | { kind: 'other'; reason: string | null };

export type EventKind = EventDetail['kind'];
export type EventOf<K extends EventKind> = EventFacts & Extract<EventDetail, { kind: K }>;
