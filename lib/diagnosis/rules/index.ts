import type { Rule } from '@/lib/diagnosis/rule';
import { authFailure } from '@/lib/diagnosis/rules/app.auth-failure';
import { badCommand } from '@/lib/diagnosis/rules/app.bad-command';
import { badConfigValue } from '@/lib/diagnosis/rules/app.bad-config-value';
import { dependencyUnreachable } from '@/lib/diagnosis/rules/app.dependency-unreachable';
import { diskFull } from '@/lib/diagnosis/rules/app.disk-full';
import { dnsFailure } from '@/lib/diagnosis/rules/app.dns-failure';
import { fileNotFound } from '@/lib/diagnosis/rules/app.file-not-found';
import { kernelLimit } from '@/lib/diagnosis/rules/app.kernel-limit';
import { lockContention } from '@/lib/diagnosis/rules/app.lock-contention';
import { missingConfig } from '@/lib/diagnosis/rules/app.missing-config';
import { missingModule } from '@/lib/diagnosis/rules/app.missing-module';
import { nativeCrash } from '@/lib/diagnosis/rules/app.native-crash';
import { permission } from '@/lib/diagnosis/rules/app.permission';
import { portBind } from '@/lib/diagnosis/rules/app.port-bind';
import { scriptError } from '@/lib/diagnosis/rules/app.script-error';
import { sidecar } from '@/lib/diagnosis/rules/app.sidecar';
import { uncaughtException } from '@/lib/diagnosis/rules/app.uncaught-exception';
import { workerOom } from '@/lib/diagnosis/rules/app.worker-oom';
import { imageArchMismatch } from '@/lib/diagnosis/rules/image.arch-mismatch';
import { imageNotFound } from '@/lib/diagnosis/rules/image.not-found';
import { imagePullAuth } from '@/lib/diagnosis/rules/image.pull-auth';
import { imagePullNetwork } from '@/lib/diagnosis/rules/image.pull-network';
import { jobBackoffLimit } from '@/lib/diagnosis/rules/job.backoff-limit';
import { jobDeadline } from '@/lib/diagnosis/rules/job.deadline';
import { kedaScaler } from '@/lib/diagnosis/rules/keda.scaler';
import { benignNoise } from '@/lib/diagnosis/rules/noise.benign';
import { normalExit } from '@/lib/diagnosis/rules/normal.exit';
import { capacity } from '@/lib/diagnosis/rules/platform.capacity';
import { createTimeout } from '@/lib/diagnosis/rules/platform.create-timeout';
import { evictionStorage } from '@/lib/diagnosis/rules/platform.eviction-storage';
import { gracePeriodExceeded } from '@/lib/diagnosis/rules/platform.grace-period-exceeded';
import { infraFailure } from '@/lib/diagnosis/rules/platform.infra-failure';
import { nodeMove } from '@/lib/diagnosis/rules/platform.node-move';
import { platformOom } from '@/lib/diagnosis/rules/platform.oom';
import { quota } from '@/lib/diagnosis/rules/platform.quota';
import { scaleDown } from '@/lib/diagnosis/rules/platform.scale-down';
import { platformSidecar } from '@/lib/diagnosis/rules/platform.sidecar';
import { portMismatch } from '@/lib/diagnosis/rules/port.mismatch';
import { livenessProbe } from '@/lib/diagnosis/rules/probe.liveness';
import { readinessProbe } from '@/lib/diagnosis/rules/probe.readiness';
import { startupProbe } from '@/lib/diagnosis/rules/probe.startup';
import { secretSync } from '@/lib/diagnosis/rules/secret.sync';
import { volumeMount } from '@/lib/diagnosis/rules/volume.mount';

/** Every cause of the taxonomy but `unknown`, the first cause of a failing start before its consequences. */
export const rules: readonly Rule[] = [
  volumeMount,
  secretSync,
  imageNotFound,
  imagePullAuth,
  imagePullNetwork,
  imageArchMismatch,
  createTimeout,
  badCommand,
  quota,
  capacity,
  platformSidecar,
  infraFailure,
  nodeMove,
  evictionStorage,
  sidecar,
  startupProbe,
  portMismatch,
  livenessProbe,
  gracePeriodExceeded,
  missingConfig,
  badConfigValue,
  missingModule,
  dnsFailure,
  authFailure,
  dependencyUnreachable,
  fileNotFound,
  lockContention,
  permission,
  portBind,
  diskFull,
  kernelLimit,
  scriptError,
  workerOom,
  platformOom,
  nativeCrash,
  uncaughtException,
  kedaScaler,
  readinessProbe,
  jobDeadline,
  jobBackoffLimit,
  normalExit,
  scaleDown,
  benignNoise,
];
