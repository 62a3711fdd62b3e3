import type { StartStage, SystemEvent } from './event';

export type ContainerRole = 'app' | 'init' | 'sidecar' | 'dapr' | 'platform';

/** The end of a run, counted once however many rows tell of it. */
export interface ContainerExit {
  /** The earliest row's time. */
  atMs: number;
  /** The first real code among the rows; `null` when the platform gave none. Never 0 for "unknown". */
  exitCode: number | null;
  /** The first reason that explains (`ProbeFailure` before `ProcessExited`). */
  terminationReason: string | null;
  /** What stands behind the message (`Status(StatusCode="Unknown", Detail="…")`). */
  detail: string | null;
  /** True: somebody asked for the stop. `null`: the rows do not tell. */
  intended: boolean | null;
  /** Asked for, but ended by force after the grace period. */
  forced: boolean;
  events: SystemEvent[];
}

/** One life of one container in one replica. */
export interface Run {
  /** `{container}~{replica or revision}~{anchor}`, anchor = start, else exit, in UTC milliseconds. */
  id: string;
  /** Counts within one answer, from 1, in order of time; for display only. */
  number: number;
  container: string;
  role: ContainerRole | null;
  replica: string | null;
  replicaInferred: boolean;
  revision: string | null;
  execution: string | null;
  fromMs: number | null;
  toMs: number | null;
  startKnown: boolean;
  endKnown: boolean;
  /** The window of the question cuts this run. */
  cut: boolean;
  lifetimeSeconds: number | null;
  exit: ContainerExit | null;
  /** Events of this run, oldest first: probes, pulls, kills. */
  events: SystemEvent[];
}

/** A start that never became a run: pull, mount or create failed. Counted once per attempt. */
export interface FailedStart {
  atMs: number;
  stage: StartStage;
  container: string | null;
  role: ContainerRole | null;
  replica: string | null;
  revision: string | null;
  execution: string | null;
  detail: string;
  events: SystemEvent[];
}

/** The platform waits 10, 20, 40, 80, 160, then 300 s before the next run: stage 1 to 6. */
export interface BackOff {
  stage: 1 | 2 | 3 | 4 | 5 | 6;
  seenIn: ('rows' | 'gaps' | 'api')[];
  sinceMs: number | null;
  nextAttemptMs: number | null;
  /** What the management API said of the container, and how that fits the rows: sentences. Left out: it was not asked. */
  remark?: string;
}

/** One wait between two runs of a container in a replica, for drawing. */
export interface BackOffGap {
  container: string;
  replica: string | null;
  revision: string | null;
  fromMs: number;
  /** `null`: the next run has not begun. */
  toMs: number | null;
  predictedToMs: number | null;
  stage: 1 | 2 | 3 | 4 | 5 | 6;
}
