import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { EventDetail, SystemEvent } from '@/lib/domain/event';
import type { Incident } from '@/lib/domain/incident';
import type { ContainerRole, FailedStart, Run } from '@/lib/domain/run';

/** A fixed afternoon, so that a test can write its times down. */
export const noonMs = Date.UTC(2026, 5, 20, 12);
const minuteMs = 60_000;
const revision = 'shop--r7';

export function systemEvent(detail: EventDetail, facts: Partial<SystemEvent> & { atMs: number }): SystemEvent {
  const replica = facts.replica === undefined ? 'shop--r7-5d9c-aaaaa' : facts.replica;
  const group = facts.revision === undefined ? revision : facts.revision;
  return {
    row: {
      id: `row-${detail.kind}-${facts.atMs}`,
      atMs: facts.atMs,
      ingestedAtMs: facts.atMs,
      workspace: 'ops',
      environment: 'prod',
      app: 'shop',
      kind: 'app',
      revision: group,
      replica,
      execution: null,
      table: 'ContainerAppSystemLogs_CL',
      reason: null,
      message: `message of ${detail.kind}`,
      severity: null,
      eventSource: null,
      count: null,
    },
    repeats: [],
    revision: group,
    replica,
    replicaInferred: false,
    execution: null,
    container: null,
    ...facts,
    ...detail,
  };
}

export interface RunFacts {
  from: number | null;
  to: number | null;
  replica?: string | null;
  container?: string;
  role?: ContainerRole;
  revision?: string | null;
  execution?: string | null;
  exitCode?: number | null;
  reason?: string;
  intended?: boolean | null;
  number?: number;
  cut?: boolean;
}

/** A run from and to so many minutes after noon; it ends by itself unless `to` is null. */
export function run(facts: RunFacts): Run {
  const fromMs = facts.from === null ? null : noonMs + facts.from * minuteMs;
  const toMs = facts.to === null ? null : noonMs + facts.to * minuteMs;
  const replica = facts.replica === undefined ? 'shop--r7-5d9c-aaaaa' : facts.replica;
  const container = facts.container ?? 'api';
  const group = facts.revision === undefined ? revision : facts.revision;
  return {
    id: `${container}~${replica ?? group}~${fromMs ?? toMs}`,
    number: facts.number ?? 1,
    container,
    role: facts.role ?? 'app',
    replica,
    replicaInferred: false,
    revision: group,
    execution: facts.execution ?? null,
    fromMs,
    toMs,
    startKnown: fromMs !== null,
    endKnown: toMs !== null,
    cut: facts.cut ?? false,
    lifetimeSeconds: fromMs === null || toMs === null ? null : (toMs - fromMs) / 1000,
    exit:
      toMs === null
        ? null
        : {
            atMs: toMs,
            exitCode: facts.exitCode === undefined ? 137 : facts.exitCode,
            terminationReason: facts.reason ?? 'ProcessExited',
            detail: null,
            intended: facts.intended === undefined ? false : facts.intended,
            forced: false,
            events: [],
          },
    events: [],
  };
}

export function failedStart(facts: Partial<FailedStart> & { atMs: number }): FailedStart {
  return {
    stage: 'pull',
    container: 'api',
    role: 'app',
    replica: 'shop--r7-5d9c-aaaaa',
    revision,
    execution: null,
    detail: 'manifest unknown',
    events: [],
    ...facts,
  };
}

export function incidentOf(exits: Run[], facts: Partial<Incident> = {}): Incident {
  const times = exits.flatMap((one) => one.toMs ?? []);
  return {
    id: 'incident-1',
    container: exits[0]?.container ?? 'api',
    role: 'app',
    revisions: [revision],
    replicas: [...new Set(exits.flatMap((one) => one.replica ?? []))],
    fromMs: Math.min(...times),
    toMs: Math.max(...times),
    state: 'ongoing',
    overSinceMs: null,
    overBecause: null,
    exits,
    failedStarts: [],
    faults: [],
    backOff: null,
    findings: [
      {
        cause: 'unknown',
        attribution: 'unknown',
        confidence: 'low',
        summary: 'Nothing in the rows tells why.',
        scope: '1 replica',
        evidence: [],
        nextSteps: [],
      },
    ],
    ruledOut: [],
    fingerprint: null,
    lastWords: null,
    starts: null,
    ...facts,
  };
}

export function diagnosis(facts: Partial<Diagnosis> = {}): Diagnosis {
  return {
    app: { name: 'shop', kind: 'app', workspace: 'ops', environment: 'prod' },
    range: { fromMs: noonMs, toMs: noonMs + 120 * minuteMs },
    asOfMs: noonMs + 120 * minuteMs,
    status: 'quiet',
    exits: { unexpected: 0, intended: 0 },
    incidents: [],
    notes: [],
    runs: [],
    failedStarts: [],
    backOffGaps: [],
    events: [],
    blindSpots: [],
    ...facts,
  };
}
