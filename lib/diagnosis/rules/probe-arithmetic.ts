import type { Case } from '@/lib/diagnosis/rule';
import type { RevisionSettings } from '@/lib/domain/diagnosis';
import type { ProbeKind } from '@/lib/domain/event';
import type { Run } from '@/lib/domain/run';

/** What a probe’s settings make of it. Seconds. */
export interface ProbeBudget {
  periodSeconds: number;
  failureThreshold: number;
  initialDelaySeconds: number;
  timeoutSeconds: number;
  path: string | null;
  port: number | null;
  /** Settings that are left out and stand at their defaults, by name. */
  defaults: string[];
  /** The template has no such probe, so the platform’s own one is meant. */
  isPlatforms: boolean;
  /** From the first failure of a row to the last: the probe ends the container with the last one. */
  rowSeconds: number;
  /**
   * From the container’s start to its kill. Seen in a real export (5 s, 3 failures): failures 0, 5 and 10 s after the start, and
   * the kill with the third. Kubernetes may also put the first probe anywhere within its first period.
   */
  leastSeconds: number;
  mostSeconds: number;
}

type ProbeSettings = RevisionSettings['probes'][number];

/**
 * Where a setting is left out. Container Apps REST reference, `ContainerAppProbe`: periodSeconds 10, failureThreshold 3,
 * timeoutSeconds 1; without an initialDelaySeconds there is no delay (Kubernetes).
 */
const defaults = { periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 1, initialDelaySeconds: 0 } as const;

/**
 * Without a start-up probe of its own an app with ingress gets one: TCP on the target port once a second, 240 times (docs
 * “Health probes”; seen as cumulative counts of refused probes). Of the platform’s liveness probe the docs contradict
 * themselves, so nothing is told about it.
 */
const platformStartup = { periodSeconds: 1, failureThreshold: 240, timeoutSeconds: 3, initialDelaySeconds: 1 } as const;

/** Grace period of a template that sets none (Container Apps docs, “Application lifecycle”); that of every job. */
const defaultGraceSeconds = 30;

/** `null`: the settings of the run’s revision are not known, or do not tell of this probe. */
export function budgetOf(incident: Case, run: Run, probe: ProbeKind): ProbeBudget | null {
  const settings = settingsOf(incident, run);
  if (settings === undefined) return null;
  const own = settings.probes.find((each) => each.probe === probe && each.container === run.container);
  if (own !== undefined) return toBudget(own);
  if (probe !== 'startup' || incident.app.kind === 'job') return null;
  return {
    ...toBudget({ ...platformStartup, probe, container: run.container, path: null, port: null }),
    isPlatforms: true,
  };
}

function toBudget(own: ProbeSettings): ProbeBudget {
  const periodSeconds = own.periodSeconds ?? defaults.periodSeconds;
  const failureThreshold = own.failureThreshold ?? defaults.failureThreshold;
  const timeoutSeconds = own.timeoutSeconds ?? defaults.timeoutSeconds;
  const initialDelaySeconds = own.initialDelaySeconds ?? defaults.initialDelaySeconds;
  const rowSeconds = periodSeconds * (failureThreshold - 1);
  return {
    periodSeconds,
    failureThreshold,
    timeoutSeconds,
    initialDelaySeconds,
    path: own.path,
    port: own.port,
    defaults: (['periodSeconds', 'failureThreshold', 'timeoutSeconds'] as const).filter((name) => own[name] === null),
    isPlatforms: false,
    rowSeconds,
    leastSeconds: initialDelaySeconds + rowSeconds,
    mostSeconds: initialDelaySeconds + rowSeconds + periodSeconds + timeoutSeconds,
  };
}

function settingsOf(incident: Case, run: Run): RevisionSettings | undefined {
  return incident.settings.find((each) => each.revision === run.revision);
}

/** What a container gets between SIGTERM and SIGKILL, and whether that is known or the default. */
export function graceOf(incident: Case, run: Run): { seconds: number; isKnown: boolean } {
  if (incident.app.kind === 'job') return { seconds: defaultGraceSeconds, isKnown: true };
  const set = settingsOf(incident, run)?.terminationGracePeriodSeconds ?? null;
  return { seconds: set ?? defaultGraceSeconds, isKnown: set !== null };
}

/** How long a run lived until the probe gave up on it: between the two, in seconds. */
interface Life {
  least: number;
  most: number;
}

/**
 * The rows of an exit begin with the kill where one tells of it. Where only the 137 is told, SIGTERM was ignored, and the life
 * holds the grace period as well. `null`: the start or the end is not known.
 */
function lifeUntilKill(incident: Case, run: Run): Life | null {
  const lived = run.lifetimeSeconds;
  if (lived === null) return null;
  const announcedMs = [...run.events, ...(run.exit?.events ?? [])].find(
    (event) =>
      (event.kind === 'probe-kill' && event.probe !== 'readiness') ||
      (event.kind === 'container-terminated' && /^ProbeFailure$/i.test(event.terminationReason ?? '')),
  )?.atMs;
  if (announcedMs !== undefined && run.fromMs !== null) {
    const until = (announcedMs - run.fromMs) / 1000;
    return { least: until, most: until };
  }
  if (run.exit?.exitCode !== 137) return { least: lived, most: lived };
  return { least: Math.max(0, lived - graceOf(incident, run).seconds - 5), most: lived };
}

type Fit = 'fits' | 'too-short' | 'too-long';

/** Rows of one batch share a time, and a start is told a little late: so much a life may differ from what is reckoned. */
const slackSeconds = 3;

/** Whether a life can have ended by this probe. Of liveness no life is too long. `null`: not known. */
export function fitOf(incident: Case, run: Run, probe: 'startup' | 'liveness'): Fit | null {
  const budget = budgetOf(incident, run, probe);
  const life = lifeUntilKill(incident, run);
  if (budget === null || life === null) return null;
  if (life.most < budget.leastSeconds * 0.9 - slackSeconds) return 'too-short';
  if (probe === 'startup' && life.least > budget.mostSeconds * 1.1 + slackSeconds) return 'too-long';
  return 'fits';
}

/** `10 s = 5 s × (3 − 1)`, with the initial delay where there is one. */
export function reckoned({ rowSeconds, periodSeconds, failureThreshold, initialDelaySeconds }: ProbeBudget): string {
  const row = `${rowSeconds} s = ${periodSeconds} s × (${failureThreshold} − 1)`;
  return initialDelaySeconds === 0 ? row : `${row}, after an initial delay of ${initialDelaySeconds} s`;
}

/** What is asked, in words; empty where the settings name neither path nor port. */
export function askedOf({ path, port, timeoutSeconds, defaults: left }: ProbeBudget): string {
  if (path === null && port === null) return '';
  const on = port === null ? '' : ` on port ${port}`;
  const what = path === null ? `opens port ${port} (TCP)` : `asks ${path}${on}`;
  return ` It ${what} and waits ${timeoutSeconds} s for an answer${left.includes('timeoutSeconds') ? ' (the default: none is set)' : ''}.`;
}

/** Why a run that lived so short was not ended by the probe. */
export function explainTooShort(incident: Case, run: Run, probe: 'startup' | 'liveness', name: string): string | null {
  const budget = budgetOf(incident, run, probe);
  if (budget === null || run.lifetimeSeconds === null || fitOf(incident, run, probe) !== 'too-short') return null;
  return `A life of ${seconds(run.lifetimeSeconds)} is too short for the ${name} probe, which gives up after ${reckoned(budget)} at the earliest: not a probe kill.`;
}

export function seconds(value: number): string {
  return value < 9.95 ? `${Number(value.toFixed(1))} s` : `${Math.round(value)} s`;
}
