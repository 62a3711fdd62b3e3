import type { AppLog, Place } from '../app-log';
import { chat, jsonLines } from '../chatter';
import { shopClassic } from '../environment';
import { crashLoop } from '../lifecycle';
import type { Scenario } from '../scenario';
import { hour, minute } from '../time';

const voice = jsonLines('notifications', [
  'mail queued',
  'push delivered',
  'template rendered',
  'digest skipped, nothing new',
  'request completed',
]);

function say(log: AppLog, place: Place, atMs: number, level: number, msg: string): void {
  log.print(place, atMs, 'stdout', JSON.stringify({ level, time: atMs, pid: 1, name: 'notifications', msg }));
}

function greet(log: AppLog, place: Place, atMs: number): void {
  say(log, place, atMs + 620, 30, 'starting notifications 5.2.1');
  say(log, place, atMs + 700, 30, 'connecting to notifications-db.example.com:5432');
}

function diesOfRefusal(log: AppLog, place: Place, atMs: number): void {
  say(log, place, atMs - 40, 60, 'database connection failed, giving up');
  log.printAll(place, atMs - 30, 'stderr', [
    'node:internal/process/promises:394',
    '      triggerUncaughtException(err, true /* fromPromise */);',
    '      ^',
    '',
    'Error: connect ECONNREFUSED 198.51.100.24:5432',
    '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1634:16) {',
    '  errno: -111,',
    "  code: 'ECONNREFUSED',",
    "  syscall: 'connect',",
    "  address: '198.51.100.24',",
    '  port: 5432',
    '}',
    '',
    'Node.js v22.14.0',
  ]);
}

/** The database was away for forty minutes; both replicas died at every start, then came up again by themselves. */
export const databaseUnreachable: Scenario = {
  app: 'notifications',
  kind: 'app',
  environment: shopClassic,
  moral: {
    status: 'recovered',
    cause: 'app.dependency-unreachable',
    container: 'notifications',
    revision: 'notifications--0000023',
    because: 'The database refused connections for about forty minutes; since it answers, both replicas run.',
  },
  tell(log, clock) {
    const revision = log.revision(23);
    const awayMs = clock.nowMs - (6 * hour + 55 * minute);
    const backMs = awayMs + 41 * minute;
    for (const place of log.replicas(revision, 'registry.example.com/shop/notifications:5.2.1', 2)) {
      const firstDeathMs = Math.round(awayMs + log.random.between(500, 9_000));
      chat(log, place, { fromMs: clock.fromMs, toMs: firstDeathMs - 2_000 }, clock, voice, 0.5);
      say(log, place, firstDeathMs - 1_800, 50, 'query failed: terminating connection due to administrator command');
      diesOfRefusal(log, place, firstDeathMs);
      log.exit(place, firstDeathMs, 1);
      crashLoop(
        log,
        place,
        { fromMs: firstDeathMs + 10_800, untilMs: clock.toMs, image: 'present', failures: 1 },
        (startedAtMs) => {
          greet(log, place, startedAtMs);
          if (startedAtMs > backMs) {
            say(log, place, startedAtMs + 900, 30, 'database connected');
            say(log, place, startedAtMs + 930, 30, 'listening on 3000');
            chat(log, place, { fromMs: startedAtMs + 2_000, toMs: clock.toMs }, clock, voice, 0.5);
            return null;
          }
          const deathMs = Math.round(startedAtMs + log.random.between(1_300, 2_600));
          diesOfRefusal(log, place, deathMs);
          log.exit(place, deathMs, 1);
          return deathMs;
        },
      );
    }
  },
};
