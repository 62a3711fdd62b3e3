import { diagnose } from '@/lib/diagnosis/diagnose';
import { inputOf, type Place, rowsOf } from '@/lib/diagnosis/testing/rows';
import type { Cause } from '@/lib/domain/cause';
import type { Finding } from '@/lib/domain/incident';
import type { ConsoleRow, SystemRow } from '@/lib/domain/rows';

/**
 * Rows by which each cause is found, for docs/rules.md: what the page says of a finding and of its next steps is what
 * `diagnose` says of these rows, so it cannot grow old.
 */

type Rows = ReturnType<typeof rowsOf>;

interface Told {
  system: SystemRow[];
  lines?: ConsoleRow[];
  /** Seconds after the first row at which one looks. */
  now?: number;
}

interface Example {
  place?: Place;
  told(web: Rows): Told;
}

/** Prints these lines and ends with the code, twice. */
function crash(lines: readonly string[], code = 1): Example {
  return {
    told: (web) => ({
      system: [...web.started(0), ...web.exited(5, code), ...web.started(16), ...web.exited(21, code)],
      lines: [4.5, 20.5].flatMap((at) => lines.map((text, place) => web.line(at + place * 0.01, text))),
    }),
  };
}

/** One row of the platform’s, three times. */
function row(reason: string, message: string, spans: readonly number[] = [0, 60, 120]): Example {
  return { told: (web) => ({ system: spans.map((at) => web.row(at, { reason, message })) }) };
}

function pull(message: string): Example {
  return row('Failed', `Failed to pull image "contoso.azurecr.io/shop:v9": ${message}`);
}

function terminated(reason: string, detail: string): Example {
  return row(
    'ContainerTerminated',
    `Container 'web' was terminated with exit code '1' and reason '${reason}'. ${detail}`,
  );
}

function probe(kind: 'StartUp' | 'Liveness', status: number, at: number): Example {
  return {
    told: (web) => ({
      system: [
        ...web.started(0),
        ...[20, 10].flatMap((before) => web.probeFailed(at - before, kind, status)),
        ...web.probeKilled(at, kind === 'StartUp' ? 'startup' : 'liveness'),
      ],
    }),
  };
}

const examples: Record<Exclude<Cause, 'unknown'>, Example> = {
  'app.uncaught-exception': crash([
    'Traceback (most recent call last):',
    '  File "/app/main.py", line 12, in <module>',
    '    start()',
    'RuntimeError: no workers left',
  ]),
  'app.missing-config': crash(['Traceback (most recent call last):', "KeyError: 'DATABASE_URL'"]),
  'app.bad-config-value': crash(['PORT must be an integer between 1 and 65535, received "0"']),
  'app.missing-module': crash(["ModuleNotFoundError: No module named 'psycopg2'"]),
  'app.dependency-unreachable': crash(['Error: connect ECONNREFUSED 10.0.0.4:5432']),
  'app.dns-failure': crash(['Error: getaddrinfo ENOTFOUND db.internal']),
  'app.auth-failure': crash(['FATAL: password authentication failed for user "shop"']),
  'app.bad-command': terminated(
    'ContainerCreateFailure',
    'Status(StatusCode="Unknown", Detail="failed to create containerd task: OCI runtime create failed: exec: "serve": executable file not found in $PATH: unknown")',
  ),
  'app.file-not-found': crash(["Error: ENOENT: no such file or directory, open '/app/config/app.json'"]),
  'app.permission': crash(["PermissionError: [Errno 13] Permission denied: '/data/cache'"]),
  'app.port-bind': crash(['Error: listen EADDRINUSE: address already in use 0.0.0.0:8080']),
  'app.disk-full': crash(['OSError: [Errno 28] No space left on device']),
  'app.lock-contention': crash(["Microsoft.Data.Sqlite.SqliteException: SQLite Error 5: 'database is locked'."]),
  'app.script-error': crash(['/entrypoint.sh: line 7: syntax error: unexpected end of file'], 2),
  'app.native-crash': crash(['Segmentation fault (core dumped)'], 139),
  'app.worker-oom': {
    told: (web) => ({
      system: [...web.started(0)],
      lines: [
        web.line(
          300,
          '[2026-06-20 12:05:00 +0000] [1] [ERROR] Worker (pid:29) was sent SIGKILL! Perhaps out of memory?',
        ),
      ],
      now: 301,
    }),
  },
  'app.sidecar': {
    place: { container: 'daprd' },
    told: (daprd) => {
      const web = rowsOf();
      return {
        system: [
          ...web.started(0),
          ...daprd.started(0),
          ...daprd.exited(5, 1),
          ...daprd.started(16),
          ...daprd.exited(21, 1),
        ],
        lines: [4.5, 20.5].map((at) =>
          daprd.line(
            at,
            'time="2026-06-20T12:00:04Z" level=fatal msg="Fatal error from runtime: [INIT_COMPONENT_FAILURE]: initialization error occurred for statestore (state.redis/v1)"',
          ),
        ),
      };
    },
  },
  'app.kernel-limit': crash([
    'bootstrap check failure [1] of [1]: max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]',
  ]),
  'platform.oom': {
    told: (web) => ({
      system: [0, 30, 75].flatMap((at) => [...web.started(at), ...web.exited(at + 20, 137)]),
      lines: [0, 30, 75].flatMap((at) =>
        [250, 350, 450].map((held, step) => web.line(at + 17 + step, `allocated ${held}/600 MiB`)),
      ),
    }),
  },
  'platform.eviction-storage': {
    told: (web) => ({
      system: [
        ...web.started(0),
        web.row(300, {
          reason: 'Evicted',
          message: 'Pod ephemeral local storage usage exceeds the total limit of containers 2Gi.',
        }),
        ...web.exited(302, 137),
      ],
    }),
  },
  'platform.grace-period-exceeded': {
    told: (web) => ({ system: [...web.started(0), ...web.scaled(300, 1, 0), ...web.exited(331, 137)] }),
  },
  'platform.scale-down': {
    told: (web) => ({ system: [...web.started(0), ...web.scaled(900, 1, 0), ...web.stopped(901)] }),
  },
  'platform.node-move': {
    told: (web) => ({
      system: [
        ...web.started(0),
        web.row(900, { reason: 'ScaleDown', message: 'deleting pod for node scale down' }),
        ...web.exited(931, 137),
      ],
    }),
  },
  'platform.quota': row('AssigningReplicaFailed', 'The workload profile has reached its maximum node count.'),
  'platform.capacity': row('AssigningReplicaFailed', "Insufficient capacity on workload profile 'd4-prod'"),
  'platform.sidecar': crash([
    "azure.identity.CredentialUnavailableError: Failed to retrieve a token from 'http://localhost:42356/msi/token/?resource=https://vault.azure.net' with an error of '[Errno 111] Connection refused'",
  ]),
  'platform.infra-failure': terminated(
    'ContainerCreateFailure',
    'Status(StatusCode="Unknown", Detail="legionErrorCode: RunProcessFailed")',
  ),
  'platform.create-timeout': terminated(
    'ContainerCreateFailure',
    'Status(StatusCode="Unknown", Detail="Shell command chown -R 1000:1000 /home/app was canceled after 191756 ms")',
  ),
  'image.not-found': pull('manifest unknown: manifest tagged by "v9" is not found'),
  'image.pull-auth': pull('failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized'),
  'image.pull-network': pull(
    'failed to do request: Head "https://contoso.azurecr.io/v2/shop/manifests/v9": dial tcp 20.1.2.3:443: i/o timeout',
  ),
  'image.arch-mismatch': pull('no match for platform in manifest: not found'),
  'volume.mount': terminated(
    'VolumeMountFailure',
    'Shell command exited with non-zero status code. StatusCode = 32, StdErr: mount error(13): Permission denied',
  ),
  'probe.liveness': probe('Liveness', 503, 900),
  'probe.startup': probe('StartUp', 404, 31),
  'probe.readiness': {
    told: (web) => ({
      system: [
        ...web.started(0),
        ...[600, 605, 610].flatMap((at) => web.probeFailed(at, 'Readiness', 500)),
        web.row(610, {
          reason: 'ProbeFailed',
          message: 'Readiness Probe of Readiness reached failure threshold 3, changing status to Failure.',
        }),
      ],
    }),
  },
  'port.mismatch': row('Pending:PortMismatch', 'The TargetPort 8081 does not match the listening port 80.'),
  'secret.sync': row(
    'SyncingSecretFromAzureKeyVaultForContainerAppFailed',
    'Error happened when syncing secret dsn from Azure Key Vault https://kv-shop.vault.azure.net/secrets/dsn for ContainerApp shop: GET request returned error status: 403. body: {"error":{"code":"Forbidden","innererror":{"code":"ForbiddenByRbac"}}}',
  ),
  'job.deadline': {
    place: { kind: 'job' },
    told: (job) => ({
      system: [
        ...job.started(0),
        job.row(1800, { reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' }),
        ...job.exited(1831, 137),
      ],
    }),
  },
  'job.backoff-limit': {
    place: { kind: 'job' },
    told: (job) => ({
      system: [job.row(60, { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' })],
    }),
  },
  'keda.scaler': row(
    'KEDAScalerFailed',
    'connection to redis failed: dial tcp: lookup cache.internal on 10.0.0.10:53: no such host',
  ),
  'noise.benign': row(
    'FailedGetContainerResourceMetric',
    'unable to get metrics for resource cpu: no metrics returned from resource metrics API',
  ),
  'normal.exit': {
    told: (web) => ({ system: [0, 20, 50].flatMap((at) => [...web.started(at), ...web.exited(at + 8, 0)]) }),
  },
};

/** The finding that its example leads to. @throws Error when the rule is silent about it: the example must be mended then. */
export function exampleOf(cause: Exclude<Cause, 'unknown'>): Finding {
  const { place, told } = examples[cause];
  const web = rowsOf(place);
  const { system, lines = [], now } = told(web);
  const { incidents, notes } = diagnose(
    inputOf(web.app, system, { consoleRows: lines, ...(now === undefined ? {} : { now }) }),
  );
  const found = [...incidents.flatMap(({ findings }) => findings), ...notes].find((finding) => finding.cause === cause);
  if (found === undefined) {
    const instead = incidents.map(({ findings }) => findings[0].cause).join(', ') || 'nothing';
    throw new Error(`The example of ${cause} leads to ${instead}.`);
  }
  return found;
}
