import { chat, webServer } from '../chatter';
import { shopProd } from '../environment';
import { announceRevision, comeUp, handOver } from '../lifecycle';
import type { Scenario } from '../scenario';
import { gunicornDate, hour, minute } from '../time';

/** Memory runs out inside a living container: gunicorn's workers are killed one after another, and no row of the platform tells. */
export const workerKilledInside: Scenario = {
  app: 'reviews-api',
  kind: 'app',
  environment: shopProd,
  moral: {
    status: 'failing',
    cause: 'app.worker-oom',
    container: 'reviews-api',
    revision: 'reviews-api--0000029',
    because:
      'gunicorn workers are killed for memory every few minutes while the container lives on; there is no exit row.',
  },
  tell(log, clock) {
    const revision = log.revision(29);
    const place = log.replica(revision, 'registry.example.com/shop/reviews-api:2.9.0');
    chat(log, place, { fromMs: clock.fromMs + 45 * minute, toMs: clock.toMs }, clock, webServer(0.02));
    const bornMs = clock.fromMs + 40 * minute;
    announceRevision(log, revision, bornMs);
    const readyMs = comeUp(log, place, bornMs + 3_000, { refusals: 1 });
    handOver(log, revision, null, readyMs + 1_500);
    let pid = 31;
    let atMs = clock.nowMs - (4 * hour + 10 * minute);
    while (atMs < clock.toMs) {
      const when = gunicornDate(atMs);
      for (let step = 4; step >= 1; step--) {
        log.print(
          place,
          atMs - step * 2_300,
          'stdout',
          `summary: ${(5 - step) * 9_000} reviews held, rss=${740 - step * 88}MB`,
        );
      }
      log.print(
        place,
        atMs,
        'stderr',
        `[${when}] [1] [ERROR] Worker (pid:${pid}) was sent SIGKILL! Perhaps out of memory?`,
      );
      pid += log.random.whole(3, 9);
      log.print(place, atMs + 14, 'stderr', `[${when}] [${pid}] [INFO] Booting worker with pid: ${pid}`);
      atMs += log.random.whole(5 * minute, 9 * minute);
    }
  },
};
