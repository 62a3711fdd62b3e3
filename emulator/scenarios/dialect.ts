export type EventSource = 'ContainerAppController' | 'KEDA' | 'Scaling' | '';

/** One system row in words: what the platform says, and under which Reason. */
export interface Saying {
  reason: string;
  message: string;
  type: 'Normal' | 'Warning';
  source: EventSource;
}

export type Probe = 'StartUp' | 'Liveness' | 'Readiness';

export type ProbeAnswer =
  | { kind: 'status'; status: number }
  | { kind: 'refused'; address: string }
  | { kind: 'timeout'; seconds: number }
  | { kind: 'nothing' };

/**
 * How one build of the platform words what happens to a container. The two differ in Reasons, in quoting and in what they
 * say at all; both are told after rows captured from real environments.
 */
export interface Dialect {
  name: 'consumption' | 'workload-profiles';
  pulling(image: string): Saying;
  pulled(image: string, seconds: number, bytes: number): Saying;
  /** `null`: this build says nothing when the image is already there. */
  alreadyPresent(image: string): Saying | null;
  created(container: string): Saying;
  started(container: string): Saying;
  /** The process is gone by itself or by a signal. Several rows tell of one exit. */
  exited(container: string, exitCode: number): Saying[];
  /** The platform stops the container on purpose. */
  stopped(container: string): Saying[];
  probeFailed(probe: Probe, answer: ProbeAnswer): Saying;
  killedByProbe(container: string, probe: Probe): Saying[];
  /** `null`: this build has no back-off rows; only the gaps between the runs tell. */
  backOff: Saying | null;
}

export function normal(reason: string, message: string, source: EventSource = 'ContainerAppController'): Saying {
  return { reason, message, type: 'Normal', source };
}

export function warning(reason: string, message: string, source: EventSource = 'ContainerAppController'): Saying {
  return { reason, message, type: 'Warning', source };
}

/** `workload profiles` environments. Quotes, the image size and the second row of a probe's kill differ between builds. */
export function workloadProfiles(build: {
  pulledQuote: '"' | "'";
  tellsImageSize: boolean;
  tellsProbeFailureTwice: boolean;
}): Dialect {
  const terminated = (container: string, exitCode: string, reason: string) =>
    warning(
      'ContainerTerminated',
      `Container '${container}' was terminated with exit code '${exitCode}' and reason '${reason}'`,
    );
  return {
    name: 'workload-profiles',
    pulling: (image) => normal('PullingImage', `Pulling image '${image}'`),
    pulled: (image, seconds, bytes) =>
      normal(
        'PulledImage',
        `Successfully pulled image ${build.pulledQuote}${image}${build.pulledQuote} in ${seconds.toFixed(2)}s` +
          (build.tellsImageSize ? `. Image size: ${bytes} bytes.` : ''),
      ),
    alreadyPresent: () => null,
    created: (container) => normal('ContainerCreated', `Created container '${container}'`),
    started: (container) => normal('ContainerStarted', `Started container '${container}'`),
    exited: (container, exitCode) => [
      terminated(container, String(exitCode), 'ProcessExited'),
      warning('ProcessExited', `Container '${container}' was terminated with exit code '${exitCode}'`),
    ],
    stopped: (container) => [terminated(container, '', 'ManuallyStopped')],
    probeFailed: (probe, answer) => warning('ProbeFailed', `Probe of ${probe} failed with ${tersely(answer)}`),
    killedByProbe: (container, probe) => {
      const end = terminated(container, '', 'ProbeFailure');
      return [
        warning('ProbeFailed', `Container ${container} failed ${plainName(probe)} probe, will be restarted`),
        end,
        ...(build.tellsProbeFailureTwice ? [{ ...end, reason: 'ProbeFailure' }] : []),
      ];
    },
    backOff: null,
  };
}

/** Consumption-only environments: the kubelet's own words. `Failiure` is how older builds spell it. */
export function consumption(build: {
  backOff: 'Persistent Failiure to start container' | 'Persistent Failure to start container';
}): Dialect {
  return {
    name: 'consumption',
    pulling: (image) => normal('PullingImage', `Pulling image "${image}"`),
    pulled: (image, seconds) =>
      normal(
        'PulledImage',
        `Successfully pulled image "${image}" in ${seconds.toFixed(9)}s (${(seconds + 0.00004).toFixed(8)}s including waiting)`,
      ),
    alreadyPresent: (image) => normal('ImagePulled', `Container image "${image}" already present on machine`),
    created: (container) => normal('ContainerCreated', `Created container ${container}`),
    started: (container) => normal('ContainerStarted', `Started container ${container}`),
    exited: (container, exitCode) => [
      warning(
        exitCode === 0 ? 'Completed' : 'Error',
        `Container '${container}' was terminated with exit code '${exitCode}'`,
      ),
    ],
    stopped: (container) => [normal('StoppingContainer', `Stopping container ${container}`)],
    probeFailed: (probe, answer) =>
      warning(
        probe === 'StartUp' ? 'ReplicaUnhealthy' : 'PodUnhealhy',
        `${kubeletName(probe)} probe failed: ${kubeletAnswer(answer)}`,
      ),
    killedByProbe: (container, probe) => [
      normal('StoppingContainer', `Container ${container} failed ${plainName(probe)} probe, will be restarted`),
    ],
    backOff: warning('ContainerBackOff', build.backOff),
  };
}

function tersely(answer: ProbeAnswer): string {
  switch (answer.kind) {
    case 'status':
      return `status code: ${answer.status}`;
    case 'refused':
      // 1 is what this build writes when the TCP connect is refused.
      return 'status code: 1';
    case 'timeout':
      return `timeout in ${answer.seconds} seconds.`;
    case 'nothing':
      return 'status code: ';
  }
}

function kubeletAnswer(answer: ProbeAnswer): string {
  switch (answer.kind) {
    case 'status':
      return `HTTP probe failed with statuscode: ${answer.status}`;
    case 'refused':
      return `dial tcp ${answer.address}: connect: connection refused`;
    case 'timeout':
      return 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
    case 'nothing':
      return 'connection refused';
  }
}

function plainName(probe: Probe): string {
  return probe === 'StartUp' ? 'startup' : probe.toLowerCase();
}

function kubeletName(probe: Probe): string {
  return probe === 'StartUp' ? 'Startup' : probe;
}
