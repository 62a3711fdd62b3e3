import type { AppLog, Place } from '../app-log';
import { chat, webServer } from '../chatter';
import { shopProd } from '../environment';
import { announceRevision, crashLoop } from '../lifecycle';
import type { Scenario } from '../scenario';
import { accessLogDate, hour, minute, second, slashDate } from '../time';

const probePath = '/health/started';

function nginxStarts(log: AppLog, place: Place, atMs: number): void {
  const when = slashDate(atMs);
  log.printAll(place, atMs + 60, 'stdout', [
    '/docker-entrypoint.sh: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh',
    '/docker-entrypoint.sh: Configuration complete; ready for start up',
  ]);
  log.printAll(place, atMs + 95, 'stderr', [
    `${when} [notice] 1#1: using the "epoll" event method`,
    `${when} [notice] 1#1: nginx/1.27.4`,
    `${when} [notice] 1#1: start worker process 30`,
  ]);
}

function probeAsks(log: AppLog, place: Place, atMs: number): void {
  log.print(
    place,
    atMs,
    'stderr',
    `${slashDate(atMs)} [error] 30#30: *2 open() "/usr/share/nginx/html${probePath}" failed (2: No such file or directory), client: ::1, server: localhost, request: "GET ${probePath} HTTP/1.1", host: "localhost"`,
  );
  log.print(
    place,
    atMs + 1,
    'stdout',
    `::1 - - [${accessLogDate(atMs)}] "GET ${probePath} HTTP/1.1" 404 153 "-" "-" "-"`,
  );
  log.probeFailed(place, atMs + 20, 'StartUp', { kind: 'status', status: 404 });
}

function nginxQuits(log: AppLog, place: Place, atMs: number): void {
  const when = slashDate(atMs);
  log.printAll(place, atMs, 'stderr', [
    `${when} [notice] 1#1: signal 3 (SIGQUIT) received, shutting down`,
    `${when} [notice] 30#30: gracefully shutting down`,
    `${when} [notice] 1#1: worker process 30 exited with code 0`,
    `${when} [notice] 1#1: exit`,
  ]);
}

/** The start-up probe asks for a path that the web server does not have; the old revision goes on serving. */
export const startupProbeWrongPath: Scenario = {
  app: 'catalog-web',
  kind: 'app',
  environment: shopProd,
  moral: {
    status: 'crash-looping',
    cause: 'probe.startup',
    container: 'catalog-web',
    revision: 'catalog-web--0000018',
    because: `The start-up probe of revision 0000018 asks for ${probePath}, which answers 404, and ends every run after 10 s.`,
  },
  tell(log, clock) {
    const oldRevision = log.revision(17);
    const newRevision = log.revision(18);
    const deployedMs = clock.nowMs - (3 * hour + 12 * minute);

    const old = log.replicas(oldRevision, 'registry.example.com/shop/catalog-web:1.17.0', 2);
    for (const place of old) chat(log, place, { fromMs: clock.fromMs, toMs: clock.toMs }, clock, webServer(0.004), 0.6);

    announceRevision(log, newRevision, deployedMs);
    const place = log.replica(newRevision, 'registry.example.com/shop/catalog-web:1.18.0');
    log.assigned(place, deployedMs + 3_000);
    crashLoop(log, place, { fromMs: deployedMs + 6_000, untilMs: clock.toMs }, (startedAtMs) => {
      const diesAtMs = startedAtMs + 10 * second + log.random.whole(0, 400);
      nginxStarts(log, place, startedAtMs);
      // The first question comes before anything listens.
      if (log.random.chance(0.5)) log.probeFailed(place, startedAtMs + 30, 'StartUp', { kind: 'nothing' });
      else probeAsks(log, place, startedAtMs + 300);
      probeAsks(log, place, startedAtMs + 5 * second);
      probeAsks(log, place, diesAtMs - 40);
      log.killedByProbe(place, diesAtMs, 'StartUp');
      nginxQuits(log, place, diesAtMs + 15);
      return diesAtMs;
    });
  },
};
