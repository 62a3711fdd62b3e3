import type { Kind, Place } from './app-log';
import { AppLog } from './app-log';
import type { Voice } from './chatter';
import { chat, httpService, jsonLines, mixed, slog, webServer } from './chatter';
import { normal, warning } from './dialect';
import type { Environment } from './environment';
import { shopProd } from './environment';
import { comeUp, rollOver } from './lifecycle';
import { noisyApp } from './stories/busy-and-quiet';
import { executionSucceeds } from './stories/jobs';
import type { Tables } from './table-rows';
import { tablesOf } from './table-rows';
import type { StoryClock } from './time';
import { day, hour, minute } from './time';

export interface HealthyDay {
  tables: Tables;
  /** The stops that were asked for, by app: all the stops there are. */
  apps: { app: string; kind: Kind; intendedStops: number }[];
}

/**
 * The rows of one day, `[startMs, startMs + 24 h)`, of an environment in which nothing fails: rolling updates, scaling out
 * and in, scaling to zero, jobs that succeed, chatter on stderr, requests answered with 500. Whatever a diagnosis finds in
 * it is a false alarm. `seed` gives another day of the same kind; `environment` decides dialect and table family.
 */
export function healthyDay(options: { startMs: number; seed?: string; environment?: Environment }): HealthyDay {
  const environment = options.environment ?? shopProd;
  const endMs = options.startMs + day;
  const clock: StoryClock = { nowMs: endMs, fromMs: options.startMs, toMs: endMs };
  const logs = residents.map(({ app, kind, live }) => {
    const log = new AppLog(environment, app, kind, options.seed ?? '');
    live(log, clock);
    return log;
  });
  return {
    tables: tablesOf(logs.map((log) => ({ log }))),
    apps: logs.map((log) => ({ app: log.app, kind: log.kind, intendedStops: log.stops.length })),
  };
}

interface Resident {
  app: string;
  kind: Kind;
  live(log: AppLog, clock: StoryClock): void;
}

const residents: readonly Resident[] = [
  { app: 'front', kind: 'app', live: updatedThreeTimes },
  { app: 'gateway', kind: 'app', live: (log, clock) => breathes(log, clock, noisyApp) },
  {
    app: 'ledger',
    kind: 'app',
    live: (log, clock) =>
      breathes(
        log,
        clock,
        mixed([9, slog(['entry booked', 'balance read'])], [1, unhelpfulWarnings], [1, refusedOnce]),
      ),
  },
  { app: 'preview', kind: 'app', live: sleepsAndWakes },
  { app: 'tidy-up', kind: 'job', live: (log, clock) => worksEvery(log, clock, 30 * minute, 40_000) },
  { app: 'backup', kind: 'job', live: (log, clock) => worksEvery(log, clock, 8 * hour, 25 * minute) },
];

const unhelpfulWarnings: Voice = (random) => ({
  stream: 'stderr',
  text: random.pick([
    'WARN deprecated setting used: poolTimeout',
    'ERROR could not parse Accept-Language header, using en',
    'W0000 slow query: 1204 ms',
    'error: client closed connection before the answer was sent (499)',
  ]),
});

/** A dependency that was away for a moment: said, retried, and the process lives. */
const refusedOnce: Voice = (_, atMs) => [
  {
    stream: 'stderr',
    text: `time=${new Date(atMs).toISOString()} level=ERROR msg="dial tcp 198.51.100.40:6379: connect: connection refused, retrying in 200ms"`,
  },
  { stream: 'stderr', text: `time=${new Date(atMs + 1).toISOString()} level=INFO msg="connected to cache" attempt=2` },
];

function updatedThreeTimes(log: AppLog, clock: StoryClock): void {
  const revisions = [1, 2, 3, 4].map((number) => {
    const revision = log.revision(number);
    return { revision, places: log.replicas(revision, `registry.example.com/calm/front:${number}`, 2) };
  });
  const born = new Map<string, number>();
  const gone = new Map<string, number>();
  const voice = mixed([6, webServer(0.05)], [2, jsonLines('front', ['page served', 'session restored'])]);
  for (const [index, to] of revisions.entries()) {
    const from = revisions[index - 1];
    if (from === undefined) continue;
    rollOver(log, from, to, clock.fromMs + Math.round((index / 4) * day + log.random.between(0, 2 * hour)), {
      refusals: log.random.whole(0, 6),
      hello: (place, startedAtMs) => {
        born.set(place.replica, startedAtMs + 6_500);
        log.print(place, startedAtMs + 6_400, 'stdout', 'listening on :8080');
      },
      farewell: (place, stopMs) => {
        gone.set(place.replica, stopMs - 900);
        log.printAll(
          place,
          stopMs - 800,
          'stderr',
          ['SIGTERM received, shutting down', 'error: server is closing, refusing 1 request'],
          300,
        );
      },
    });
  }
  for (const place of revisions.flatMap(({ places }) => places)) {
    const span = { fromMs: born.get(place.replica) ?? clock.fromMs, toMs: gone.get(place.replica) ?? clock.toMs };
    chat(log, place, span, clock, voice, 0.5);
  }
}

/** Two replicas at all times, some more for an hour or two. */
function breathes(log: AppLog, clock: StoryClock, voice: Voice): void {
  const revision = log.revision('c4lm7dy');
  const image = `registry.example.com/calm/${log.app}:7`;
  for (const place of log.replicas(revision, image, 2)) {
    chat(log, place, { fromMs: clock.fromMs, toMs: clock.toMs }, clock, voice, 0.5);
  }
  for (
    let peakMs = clock.fromMs + 2 * hour;
    peakMs < clock.toMs - 4 * hour;
    peakMs += Math.round(log.random.between(5 * hour, 7 * hour))
  ) {
    const easeMs = peakMs + Math.round(log.random.between(40 * minute, 2 * hour));
    const more = log.replicas(revision, image, log.random.whole(1, 3));
    log.control(
      revision,
      peakMs,
      normal(
        'SuccessfulRescale',
        `New size: ${2 + more.length}; reason: cpu resource utilization above target`,
        'Scaling',
      ),
    );
    for (const place of more) {
      const readyMs = comeUp(log, place, peakMs + 800, { refusals: log.random.whole(0, 3), image: 'present' });
      chat(log, place, { fromMs: readyMs, toMs: easeMs }, clock, voice, 0.4);
      leave(log, place, easeMs + log.random.whole(500, 9_000));
    }
    log.control(
      revision,
      easeMs,
      normal('SuccessfulRescale', 'Scale down to 2 as all metrics below target', 'Scaling'),
    );
  }
}

function leave(log: AppLog, place: Place, stopMs: number): void {
  log.print(place, stopMs - 700, 'stderr', 'signal terminated: draining');
  log.probeFailed(place, stopMs - 200, 'Readiness', { kind: 'refused', address: '192.0.2.80:8080' });
  log.stop(place, stopMs);
}

function sleepsAndWakes(log: AppLog, clock: StoryClock): void {
  const revision = log.revision('z3r0q1t');
  const deployment = `apps/v1.Deployment k8se-apps/${revision}`;
  for (let wakeMs = clock.fromMs + 35 * minute; wakeMs < clock.toMs - 2 * hour; ) {
    log.control(
      revision,
      wakeMs,
      normal('KEDAScaleTargetActivated', `Scaled ${deployment} from 0 to 1, triggered by `, 'KEDA'),
    );
    const place = log.replica(revision, 'registry.example.com/calm/preview:2');
    const readyMs = comeUp(log, place, wakeMs + 90, { refusals: 2 });
    const sleepMs = readyMs + Math.round(log.random.between(6 * minute, 50 * minute));
    chat(
      log,
      place,
      { fromMs: readyMs, toMs: sleepMs - 5 * minute },
      clock,
      httpService(['GET /preview', 'GET /preview/7']),
      2,
    );
    log.control(
      revision,
      sleepMs,
      normal('KEDAScaleTargetDeactivated', `Deactivated ${deployment} from 1 to 0`, 'KEDA'),
    );
    leave(log, place, sleepMs + 900);
    log.control(
      revision,
      sleepMs + 5_000,
      warning('FailedGetScale', `deployments.apps "${revision}" not found`, 'Scaling'),
    );
    wakeMs = sleepMs + Math.round(log.random.between(20 * minute, 3 * hour));
  }
}

function worksEvery(log: AppLog, clock: StoryClock, everyMs: number, longestMs: number): void {
  for (let dueMs = clock.fromMs + 5 * minute; dueMs + longestMs + minute < clock.toMs; dueMs += everyMs) {
    executionSucceeds(log, dueMs, `registry.example.com/calm/${log.app}:1`, (place, startedAtMs) => {
      const doneMs = startedAtMs + Math.round(log.random.between(0.1, 1) * longestMs);
      log.print(place, startedAtMs + 600, 'stdout', 'working');
      log.print(place, startedAtMs + 900, 'stderr', 'warning: 2 items skipped, 0 errors');
      log.print(place, doneMs - 200, 'stdout', 'done, 0 failed');
      return doneMs;
    });
  }
}
