import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMessage } from './message';

const said = (reason: string | null, message: string) => readMessage(reason, message);

describe('a termination', () => {
  test.each([
    ["Container 'web' was terminated with exit code '137' and reason 'ProcessExited'", 'web', 137, 'ProcessExited'],
    ['Container "web" was terminated with exit code "137" and reason "ProcessExited"', 'web', 137, 'ProcessExited'],
    ['Container ‘web’ was terminated with exit code ‘137’ and reason ‘ProcessExited’', 'web', 137, 'ProcessExited'],
    ['container web was terminated with exit code 137 and reason ProcessExited.', 'web', 137, 'ProcessExited'],
    ["Container 'web' was terminated with exit code '3'", 'web', 3, null],
    ["Container 'web' was terminated with exit code '' and reason 'ManuallyStopped'", 'web', null, 'ManuallyStopped'],
    ["Container 'web' was terminated with exit code ''", 'web', null, null],
    ["Container 'web' was terminated with reason 'ProbeFailure'", 'web', null, 'ProbeFailure'],
    ["Container '' was terminated with exit code '1'", null, 1, null],
    ["Container '<app>' was terminated with exit code '3'", null, 3, null],
    ["terminated with exit code '127'", null, 127, null],
    ["Container 'web' was terminated with exit code '-1'", 'web', -1, null],
    ["Container 'web' was terminated with exit code 'unknown'", 'web', null, null],
  ])('%s', (message, container, exitCode, terminationReason) => {
    expect(said('ContainerTerminated', message)).toMatchObject({
      container,
      detail: { kind: 'container-terminated', exitCode, terminationReason },
    });
  });

  test('keeps what stands behind the sentence', () => {
    const { detail } = said(
      'ContainerTerminated',
      "Container 'web' was terminated with exit code '1' and reason 'ProcessExited'. Signal: none",
    );
    expect(detail).toMatchObject({ exitCode: 1, detail: 'Signal: none' });
  });

  test('takes its reason from the Reason column when the message has none', () => {
    expect(said('ProbeFailure', "Container 'web' was terminated with exit code '137'").detail).toMatchObject({
      terminationReason: 'ProbeFailure',
    });
    expect(said('Error', "Container 'web' was terminated with exit code '1'").detail).toMatchObject({
      terminationReason: null,
    });
    expect(said('Completed', "Container 'web' was terminated with exit code '0'").detail).toMatchObject({
      exitCode: 0,
      terminationReason: null,
    });
  });

  test('of one word is that word', () => {
    expect(said('ContainerTerminated', 'ManuallyStopped').detail).toMatchObject({
      kind: 'container-terminated',
      terminationReason: 'ManuallyStopped',
    });
  });

  test.each([
    [
      "Container 'web' was terminated with exit code '1' and reason 'ContainerCreateFailure'. Status(StatusCode=\"Unknown\")",
      'create',
    ],
    ["Container 'web' was terminated with exit code '' and reason 'VolumeMountFailure'", 'mount'],
    [
      "Container 'web' was terminated with exit code '' and reason 'ImagePullFailure'. Image x not found in registry.",
      'pull',
    ],
  ])('that never was a run is a failed start: %s', (message, stage) => {
    expect(said('ContainerTerminated', message)).toMatchObject({
      container: 'web',
      detail: { kind: 'start-failed', stage },
    });
  });
});

describe('a failed start', () => {
  test.each([
    ['FailedMount', 'MountVolume.SetUp failed for volume "data" : rpc error: code = Internal', 'mount'],
    [
      'FailedMount',
      'Unable to attach or mount volumes: unmounted volumes=[data]: timed out waiting for the condition',
      'mount',
    ],
    [null, 'mount.nfs: access denied by server while mounting', 'mount'],
    ['ContainerTerminated', 'mount.nfs: access denied by server', 'mount'],
    [null, 'Failed to pull image "a/b:c": rpc error: code = Unknown desc = unexpected status', 'pull'],
    [null, 'Error: ErrImagePull', 'pull'],
    [null, 'Error: ImagePullBackOff', 'pull'],
    ['BackOff', 'Back-off pulling image "a/b:c"', 'pull'],
    [null, 'Persistent Image Pull Errors for image "a/b:c". Please check https://aka.ms/cappsimagepullerrors.', 'pull'],
    ['ImagePullUnauthorized', 'Container pull image failed with unauthorized error.', 'pull'],
    [
      null,
      'Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed',
      'create',
    ],
    [null, 'mount: /podr/container-runtime/default/x: special device overlay does not exist.', 'create'],
  ])('%s %s', (reason, message, stage) => {
    expect(said(reason, message).detail).toMatchObject({ kind: 'start-failed', stage });
  });
});

describe('a back-off', () => {
  test.each([
    ['ContainerBackOff', 'Persistent Failiure to start container', null],
    ['ContainerBackOff', 'Persistent Failure to start container', null],
    [null, 'Persistent Failure to start container', null],
    ['BackOff', 'Back-off restarting failed container', null],
    [null, "Container 'web' is waiting with reason: CrashLoopBackOff on legion.", 'web'],
  ])('%s %s', (reason, message, container) => {
    expect(said(reason, message)).toMatchObject({ container, detail: { kind: 'back-off' } });
  });
});

describe('a probe', () => {
  test.each([
    ['Probe of StartUp failed with status code: 404', 'startup', { kind: 'http-status', status: 404 }],
    ['Probe of Liveness failed with status code: 1', 'liveness', { kind: 'refused' }],
    ['Probe of StartUp failed with status code: ', 'startup', { kind: 'no-answer' }],
    ['Probe of Readiness failed with timeout in 5 seconds.', 'readiness', { kind: 'timeout', afterSeconds: 5 }],
    ['startup probe failed: connection refused', 'startup', { kind: 'refused' }],
    [
      'Startup probe failed: Get "http://10.0.0.1:80/": dial tcp 10.0.0.1:80: connect: connection refused',
      'startup',
      { kind: 'refused' },
    ],
    ['Liveness probe failed: HTTP probe failed with statuscode: 500', 'liveness', { kind: 'http-status', status: 500 }],
    [
      'Readiness probe failed: Get "https://10.0.0.1/": http: server gave HTTP response to HTTPS client',
      'readiness',
      { kind: 'tls-mismatch' },
    ],
    [
      'Liveness probe failed: context deadline exceeded (Client.Timeout exceeded)',
      'liveness',
      { kind: 'timeout', afterSeconds: null },
    ],
    [
      'Readiness Probe of Readiness reached failure threshold 3, changing status to Failure.',
      'readiness',
      { kind: 'unknown' },
    ],
    ['Container daprd failed readiness probe', 'readiness', { kind: 'unknown' }],
  ])('%s', (message, probe, outcome) => {
    for (const reason of [null, 'ProbeFailed', 'PodUnhealhy', 'ReplicaUnhealthy']) {
      expect(said(reason, message).detail).toEqual({ kind: 'probe-failed', probe, outcome });
    }
  });

  test.each([
    ['ProbeFailed', 'Container app failed startup probe, will be restarted', 'app', 'startup'],
    ['StoppingContainer', "Container 'api' failed liveness probe, will be restarted", 'api', 'liveness'],
  ])('that gives up: %s %s', (reason, message, container, probe) => {
    expect(said(reason, message)).toMatchObject({ container, detail: { kind: 'probe-kill', probe } });
  });

  test('that begins is no failure', () => {
    expect(said('ProbeStarted', 'Probe started from stage StartUp').detail).toEqual({
      kind: 'probe-started',
      probe: 'startup',
    });
  });
});

describe('the platform', () => {
  test.each([
    ['ContainerCreated', 'Created container web', { kind: 'container-created' }],
    ['ContainerStarted', "Started container 'web'", { kind: 'container-started' }],
    ['StoppingContainer', 'Stopping container web', { kind: 'stopping' }],
  ])('%s names its container', (reason, message, detail) => {
    expect(said(reason, message)).toMatchObject({ container: 'web', detail });
  });

  test.each([
    [
      'Pending:PortMismatch',
      'The TargetPort 8081 does not match the listening port 80.',
      { kind: 'port-mismatch', targetPort: 8081, listeningPorts: [80] },
    ],
    [
      'Pending:PortMismatch',
      'The TargetPort 80 does not match any of the listening ports: [9650 9600]',
      { kind: 'port-mismatch', targetPort: 80, listeningPorts: [9650, 9600] },
    ],
    ['AssigningReplicaFailed', "Insufficient capacity on workload profile 'd4'", { kind: 'replica-unassigned' }],
    [
      'AssigningReplicaFailed',
      'The workload profile has reached its maximum node count. Please increase maximum node count.',
      { kind: 'quota' },
    ],
    [
      null,
      'Maximum Allowed Cores exceeded for the Managed Environment. Please check https://example.invalid',
      { kind: 'quota' },
    ],
    ['ScaleDown', 'deleting pod for node scale down', { kind: 'node-move' }],
    ['Evicted', 'Container x exceeded its local ephemeral storage limit "1Gi".', { kind: 'evicted' }],
    [null, 'Pod ephemeral local storage usage exceeds the total limit of containers 8Gi.', { kind: 'evicted' }],
    [
      'KEDAScaleTargetDeactivated',
      'Deactivated apps/v1.Deployment k8se-apps/shop--r7 from 1 to 0',
      { kind: 'scaled', direction: 'to-zero' },
    ],
    [
      'KEDAScaleTargetActivated',
      'Scaled apps/v1.Deployment k8se-apps/shop--r7 from 0 to 1, triggered by ',
      { kind: 'scaled', direction: 'from-zero' },
    ],
    ['SuccessfulRescale', 'Scale down to 1 as all metrics below target', { kind: 'scaled', direction: 'in' }],
    [
      'SyncingSecretFromAzureKeyVaultForContainerAppFailed',
      'Error happened when syncing secret a from Azure Key Vault',
      { kind: 'secret-sync-failed' },
    ],
    ['SyncingSecretFromAzureKeyVaultForContainerAppSucceeded', 'Synced', { kind: 'secret-synced' }],
    ['KEDAScalerFailed', 'error parsing azure Pipelines metadata: failed', { kind: 'scaler-failed' }],
    [
      null,
      'connection to redis failed: dial tcp: lookup cache on 100.100.100.100:53: no such host',
      { kind: 'scaler-failed' },
    ],
    ['ScaledObjectCheckFailed', "ScaledObject doesn't have correct triggers specification", { kind: 'noise' }],
    [
      'ScaledObjectDeleted',
      'ScaledObject was removed from KEDA watch and would not be auto-scaled.',
      { kind: 'noise' },
    ],
    [
      'FailedGetContainerResourceMetric',
      'failed to get cpu utilization: no metrics returned from resource metrics API',
      { kind: 'noise' },
    ],
    ['RevisionReady', "Successfully provisioned revision 'shop--r7'", { kind: 'revision', step: 'ready' }],
    [
      'RevisionDeactivating',
      "Deactivating old revisions for ContainerApp 'shop'",
      { kind: 'revision', step: 'deactivating' },
    ],
    [
      'BackoffLimitExceeded',
      'Job has reached the specified backoff limit',
      { kind: 'job-execution', step: 'backoff-limit' },
    ],
    [null, 'Job was active longer than specified deadline', { kind: 'job-execution', step: 'deadline' }],
    ['Completed', 'Execution has successfully completed', { kind: 'job-execution', step: 'succeeded' }],
    ['SomethingNew', 'The frobnicator is unaligned', { kind: 'other', reason: 'SomethingNew' }],
    [null, '', { kind: 'other', reason: null }],
  ])('%s: %s', (reason, message, detail) => {
    expect(said(reason, message).detail).toMatchObject(detail);
  });

  test('names what the columns may lack', () => {
    expect(said('SuccessfulCreate', "Successfully created pod for Job Execution 'nightly-abc12'").execution).toBe(
      'nightly-abc12',
    );
    expect(said('AssigningReplica', "Replica 'shop--r7-5d9c-aaaaa' has been scheduled to run on a node.").replica).toBe(
      'shop--r7-5d9c-aaaaa',
    );
    expect(said('RevisionReady', "Successfully provisioned revision 'shop--r7'").revision).toBe('shop--r7');
  });
});

describe('any text', () => {
  const words = fc.constantFrom(
    'Container',
    "'",
    '"',
    'web',
    'was terminated with exit code',
    "'1'",
    "''",
    'and reason',
    'ProbeFailure',
    'Probe of StartUp failed',
    'status code:',
    'Persistent',
    'Failure',
    'to start container',
    'execution',
    'node',
    'quota',
    'secret',
    '\n',
    '\u0000',
    '’',
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.array(words, { maxLength: 60 }).map((each) => each.join(' ')),
  );

  test('is read without a throw', () => {
    fc.assert(
      fc.property(fc.option(fc.string(), { nil: null }), anything, (reason, message) => {
        expect(readMessage(reason, message).detail.kind).toEqual(expect.any(String));
      }),
      { numRuns: 2000 },
    );
  });

  // A pattern with nested repetition would need minutes for these.
  test.each([
    ['container names', 'Container '],
    ['quotes', "'"],
    ['almost a termination', "Container 'a' was terminated with exit code '"],
    ['almost an eviction', 'exceed ephemeral storage '],
    ['almost a node', 'node '],
    ['almost an image', 'image x '],
    ['a probe', 'Probe of StartUp failed with '],
    ['blanks', ' '],
    ['secrets', 'error syncing secret '],
    ['scalers', 'error getting scaler unable '],
  ])('of repeated %s is read in no time', (_, piece) => {
    const started = performance.now();
    for (const reason of [null, 'ContainerTerminated', 'KEDAScalerFailed'])
      readMessage(reason, piece.repeat(Math.ceil(200_000 / piece.length)));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
