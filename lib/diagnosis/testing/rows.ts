import type { AppIdentity, DiagnosisInput } from '@/lib/domain/diagnosis';
import type { AppKind, ConsoleRow, ConsoleStream, SystemRow } from '@/lib/domain/rows';

/** A fixed noon, so that a test can write its times as seconds after it. */
export const noonMs = Date.UTC(2026, 5, 20, 12);

/** How the platform words its rows: two builds of it, seen mixed in one workspace. */
export type Dialect = 'legacy' | 'workload-profiles';

export interface Place {
  dialect?: Dialect;
  kind?: AppKind;
  app?: string;
  revision?: string | null;
  replica?: string | null;
  execution?: string | null;
  container?: string;
}

export interface RowWords {
  reason?: string | null;
  message: string;
  severity?: string;
  count?: number | null;
  eventSource?: string | null;
}

let made = 0;

/**
 * Whole believable rows of one container in one replica, in the words of either dialect. Times are seconds after noon; every
 * call gives fresh rows with ids of their own. Messages are worded as in real workspaces, misspellings included.
 */
export function rowsOf(place: Place = {}) {
  const kind = place.kind ?? 'app';
  const app = place.app ?? (kind === 'job' ? 'nightly' : 'shop');
  const isLegacy = place.dialect === 'legacy';
  const revision = place.revision === undefined ? (kind === 'job' ? null : `${app}--r7`) : place.revision;
  const execution = place.execution === undefined ? (kind === 'job' ? `${app}-abc12` : null) : place.execution;
  const usual = kind === 'job' ? `${execution ?? app}-x2k4q` : `${revision ?? app}-6c9d5f7b8d-x2k4q`;
  const replica = place.replica === undefined ? usual : place.replica;
  const container = place.container ?? 'web';
  const name = isLegacy ? container : `'${container}'`;

  function row(at: number, words: RowWords): SystemRow {
    made += 1;
    const atMs = noonMs + at * 1000;
    return {
      id: `s${String(made).padStart(6, '0')}`,
      atMs,
      ingestedAtMs: atMs,
      workspace: 'ops',
      environment: 'prod',
      app,
      kind,
      revision,
      replica,
      execution,
      table: 'ContainerAppSystemLogs_CL',
      reason: words.reason ?? null,
      message: words.message,
      severity: words.severity ?? 'Warning',
      eventSource: words.eventSource === undefined ? 'ContainerAppController' : words.eventSource,
      count: words.count === undefined ? 1 : words.count,
    };
  }

  const normal = { severity: 'Normal' } as const;
  return {
    app: { name: app, kind, workspace: 'ops', environment: 'prod' } satisfies AppIdentity,
    replica,
    revision,
    container,
    row,
    assigned: (at: number) => [
      row(at, {
        ...normal,
        reason: 'AssigningReplica',
        message: `Replica '${replica ?? ''}' has been scheduled to run on a node.`,
      }),
    ],
    pulling: (at: number, image = 'contoso.azurecr.io/web:7') => [
      row(at, {
        ...normal,
        reason: 'PullingImage',
        message: isLegacy ? `Pulling image "${image}"` : `Pulling image '${image}'`,
      }),
    ],
    /** Created and started; one batch unless told otherwise. */
    started: (at: number, createdAt = at) => [
      row(createdAt, { ...normal, reason: 'ContainerCreated', message: `Created container ${name}` }),
      row(at, { ...normal, reason: 'ContainerStarted', message: `Started container ${name}` }),
    ],
    /** The rows of one exit: two in the newer dialect, one in the older. */
    exited: (at: number, code: number, count: number | null = 1) =>
      isLegacy
        ? [
            row(at, {
              reason: code === 0 ? 'Completed' : 'Error',
              message: `Container '${container}' was terminated with exit code '${code}'`,
              count,
            }),
          ]
        : [
            row(at, {
              reason: 'ContainerTerminated',
              message: `Container '${container}' was terminated with exit code '${code}' and reason 'ProcessExited'`,
              count,
            }),
            row(at + 0.4, {
              reason: 'ProcessExited',
              message: `Container '${container}' was terminated with exit code '${code}'`,
              count,
            }),
          ],
    /** Ended by the platform without a code of its own. */
    terminated: (at: number, reason: string, code: number | '' = '') => [
      row(at, {
        reason: 'ContainerTerminated',
        message: `Container '${container}' was terminated with exit code '${code}' and reason '${reason}'`,
      }),
    ],
    stopped: (at: number) =>
      isLegacy
        ? [row(at, { ...normal, reason: 'StoppingContainer', message: `Stopping container ${container}` })]
        : [
            row(at, {
              reason: 'ContainerTerminated',
              message: `Container '${container}' was terminated with exit code '' and reason 'ManuallyStopped'`,
            }),
          ],
    probeFailed: (
      at: number,
      probe: 'StartUp' | 'Liveness' | 'Readiness',
      status: number | '' = '',
      count: number | null = 1,
    ) => [
      isLegacy
        ? row(at, {
            reason: 'ReplicaUnhealthy',
            message: `${probe === 'StartUp' ? 'Startup' : probe} probe failed: ${status === '' || status === 1 ? 'connection refused' : `HTTP probe failed with statuscode: ${status}`}`,
            count,
          })
        : row(at, { reason: 'ProbeFailed', message: `Probe of ${probe} failed with status code: ${status}`, count }),
    ],
    probeKilled: (at: number, probe: 'startup' | 'liveness') => [
      row(at, { reason: 'ProbeFailed', message: `Container ${container} failed ${probe} probe, will be restarted` }),
      row(at, {
        reason: 'ContainerTerminated',
        message: `Container '${container}' was terminated with exit code '' and reason 'ProbeFailure'`,
      }),
    ],
    backOff: (at: number, count: number | null = 1) => [
      row(at, {
        reason: 'ContainerBackOff',
        message: isLegacy ? 'Persistent Failiure to start container' : 'Persistent Failure to start container',
        count,
      }),
    ],
    pullFailed: (at: number, image = 'contoso.azurecr.io/web:7') =>
      isLegacy
        ? [
            row(at, {
              reason: 'Failed',
              message: `Failed to pull image "${image}": rpc error: code = NotFound desc = failed to pull and unpack image "${image}": not found`,
            }),
            row(at + 0.1, { reason: 'Failed', message: 'Error: ErrImagePull' }),
            row(at + 12, { reason: 'Failed', message: 'Error: ImagePullBackOff' }),
          ]
        : [
            row(at, {
              ...normal,
              reason: 'ImagePullUnauthorized',
              message: 'Container pull image failed with unauthorized error.',
            }),
            row(at, {
              reason: 'ContainerTerminated',
              message: `Container '${container}' was terminated with exit code '' and reason 'ImagePullFailure'`,
            }),
          ],
    mountFailed: (at: number) =>
      isLegacy
        ? [
            row(at, {
              reason: 'FailedMount',
              message:
                'MountVolume.SetUp failed for volume "data" : rpc error: code = Internal desc = mount failed: exit status 32, Output: mount error(13): Permission denied',
            }),
          ]
        : [
            row(at, {
              reason: 'ContainerTerminated',
              message: `Container '${container}' was terminated with exit code '1' and reason 'VolumeMountFailure'. Shell command exited with non-zero status code. StatusCode = 32`,
            }),
          ],
    createFailed: (at: number) =>
      isLegacy
        ? [
            row(at, {
              reason: 'Failed',
              message:
                'Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/srv/run": stat /srv/run: no such file or directory: unknown',
            }),
          ]
        : [
            row(at, {
              reason: 'ContainerTerminated',
              message: `Container '${container}' was terminated with exit code '1' and reason 'ContainerCreateFailure'. Status(StatusCode="Unknown", Detail="failed to create containerd task: no such file or directory")`,
            }),
          ],
    /** `direction` as KEDA words it. */
    scaled: (at: number, from: number, to: number) => [
      row(at, {
        ...normal,
        reason: to === 0 ? 'KEDAScaleTargetDeactivated' : 'KEDAScaleTargetActivated',
        message: `${to === 0 ? 'Deactivated' : 'Scaled'} apps/v1.Deployment k8se-apps/${revision ?? app} from ${from} to ${to}`,
        eventSource: 'KEDA',
      }),
    ],
    line: (at: number, text: string, stream: ConsoleStream | null = 'stderr'): ConsoleRow => {
      made += 1;
      const atMs = noonMs + at * 1000;
      return {
        id: `c${String(made).padStart(6, '0')}`,
        atMs,
        ingestedAtMs: atMs,
        workspace: 'ops',
        environment: 'prod',
        app,
        kind,
        revision,
        replica,
        execution,
        table: 'ContainerAppConsoleLogs_CL',
        container,
        stream,
        text,
      };
    },
  };
}

/** The 24 hours up to `now` (seconds after noon; without it, just after the newest row). */
export function inputOf(
  app: AppIdentity,
  systemRows: readonly SystemRow[],
  facts: Partial<Omit<DiagnosisInput, 'app' | 'systemRows'>> & { now?: number } = {},
): DiagnosisInput {
  const { now, consoleRows = [], ...rest } = facts;
  const newest = [...systemRows, ...consoleRows].reduce((latest, row) => Math.max(latest, row.atMs), noonMs);
  const asOfMs = now === undefined ? newest + 1 : noonMs + now * 1000;
  return { app, systemRows, consoleRows, range: { fromMs: asOfMs - 24 * 3_600_000, toMs: asOfMs }, asOfMs, ...rest };
}
