/** Every cause a finding can name (docs/rules.md tells each). `unknown` has no rule: it is the fallback. */
export const causes = [
  'app.uncaught-exception',
  'app.missing-config',
  'app.bad-config-value',
  'app.missing-module',
  'app.dependency-unreachable',
  'app.dns-failure',
  'app.auth-failure',
  'app.bad-command',
  'app.file-not-found',
  'app.permission',
  'app.port-bind',
  'app.disk-full',
  'app.lock-contention',
  'app.script-error',
  'app.native-crash',
  'app.worker-oom',
  'app.sidecar',
  'app.kernel-limit',
  'platform.oom',
  'platform.eviction-storage',
  'platform.grace-period-exceeded',
  'platform.scale-down',
  'platform.node-move',
  'platform.quota',
  'platform.capacity',
  'platform.sidecar',
  'platform.infra-failure',
  'platform.create-timeout',
  'image.not-found',
  'image.pull-auth',
  'image.pull-network',
  'image.arch-mismatch',
  'volume.mount',
  'probe.liveness',
  'probe.startup',
  'probe.readiness',
  'port.mismatch',
  'secret.sync',
  'job.deadline',
  'job.backoff-limit',
  'keda.scaler',
  'noise.benign',
  'normal.exit',
  'unknown',
] as const;

export type Cause = (typeof causes)[number];
export type Attribution = 'application' | 'configuration' | 'platform' | 'unknown';
/** `high`: the rows prove it. A cause known from console lines alone is at most `medium`. */
export type Confidence = 'high' | 'medium' | 'low';

/** Shown, never alarming; never an incident. */
export const quietCauses: readonly Cause[] = ['platform.scale-down', 'normal.exit', 'noise.benign'];
