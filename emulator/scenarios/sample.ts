import type { AppLog } from './app-log';
import type { Scenario } from './scenario';
import { logOf } from './scenario';
import { busyAndQuiet } from './stories/busy-and-quiet';
import { databaseUnreachable } from './stories/database-unreachable';
import { imagePullUnauthorized } from './stories/image-pull-unauthorized';
import { imageTagMissing } from './stories/image-tag-missing';
import { jobExceedsDeadline } from './stories/job-exceeds-deadline';
import { jobGivesUp } from './stories/job-gives-up';
import { jobSucceedsHourly } from './stories/job-succeeds-hourly';
import { jobSucceedsNightly } from './stories/job-succeeds-nightly';
import { jobWithoutConsole } from './stories/job-without-console';
import { livenessKill } from './stories/liveness-kill';
import { memoryLoopAfterDeployment } from './stories/memory-loop-after-deployment';
import { missingEnvironmentVariable } from './stories/missing-environment-variable';
import { portMismatch } from './stories/port-mismatch';
import { rollingUpdate } from './stories/rolling-update';
import { scaleToZero } from './stories/scale-to-zero';
import { secretForbidden } from './stories/secret-forbidden';
import { sidecarFails } from './stories/sidecar-fails';
import { startupProbeWrongPath } from './stories/startup-probe-wrong-path';
import { storageEviction } from './stories/storage-eviction';
import { unhandledDotnetException } from './stories/unhandled-dotnet-exception';
import { volumeNotMounted } from './stories/volume-not-mounted';
import { volumeNotMountedClassic } from './stories/volume-not-mounted-classic';
import { workerKilledInside } from './stories/worker-killed-inside';
import { clockAt } from './time';

/** Everything that lives in the sample workspace: an invented shop. */
export const scenarios: readonly Scenario[] = [
  memoryLoopAfterDeployment,
  startupProbeWrongPath,
  livenessKill,
  sidecarFails,
  volumeNotMounted,
  workerKilledInside,
  unhandledDotnetException,
  rollingUpdate,
  busyAndQuiet,
  jobExceedsDeadline,
  jobSucceedsNightly,
  missingEnvironmentVariable,
  databaseUnreachable,
  storageEviction,
  imagePullUnauthorized,
  volumeNotMountedClassic,
  jobGivesUp,
  portMismatch,
  imageTagMissing,
  secretForbidden,
  scaleToZero,
  jobSucceedsHourly,
  jobWithoutConsole,
];

export function tellSample(nowMs: number): { scenario: Scenario; log: AppLog }[] {
  const clock = clockAt(nowMs);
  return scenarios.map((scenario) => ({ scenario, log: logOf(scenario, clock) }));
}
