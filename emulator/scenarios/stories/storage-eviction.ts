import { chat, httpService } from '../chatter';
import { normal, warning } from '../dialect';
import { shopClassic } from '../environment';
import type { Scenario } from '../scenario';
import { hour, minute } from '../time';

const image = 'registry.example.com/shop/thumbnailer:5.5.0';
const voice = httpService(['GET /thumbs/1842.webp', 'GET /thumbs/77.webp', 'POST /resize']);

/** Temporary files fill the replica's disk; the platform evicts it and schedules another. 137, but not for memory. */
export const storageEviction: Scenario = {
  app: 'thumbnailer',
  kind: 'app',
  environment: shopClassic,
  moral: {
    status: 'recovered',
    cause: 'platform.eviction-storage',
    container: 'thumbnailer',
    revision: 'thumbnailer--0000033',
    because: 'Three replicas were evicted because their temporary files passed the 1 GiB of ephemeral storage (137).',
  },
  tell(log, clock) {
    const revision = log.revision(33);
    let place = log.replica(revision, image);
    let sinceMs = clock.fromMs;
    for (const fullMs of [14 * hour + 20 * minute, 8 * hour + 50 * minute, 3 * hour + 25 * minute].map(
      (ago) => clock.nowMs - ago,
    )) {
      chat(log, place, { fromMs: sinceMs, toMs: fullMs - 30_000 }, clock, voice);
      for (let step = 1; step <= 4; step++) {
        log.print(
          place,
          fullMs - (5 - step) * 7_000,
          'stdout',
          `cache: kept ${step * 2_150} originals under /tmp/originals, ${660 + step * 85} MB`,
        );
      }
      log.say(
        place,
        fullMs,
        warning('Evicted', 'Container thumbnailer exceeded its local ephemeral storage limit "1Gi". '),
      );
      log.say(place, fullMs + 900, normal('StoppingContainer', 'Stopping container thumbnailer'));
      log.exit(place, fullMs + 1_300, 137);
      place = log.replica(revision, image);
      log.assigned(place, fullMs + 3_800);
      sinceMs = log.start(place, fullMs + 6_000, 'pulled') + 1_500;
      log.print(place, sinceMs - 600, 'stdout', 'thumbnailer 5.5.0 listening on :8080');
    }
    chat(log, place, { fromMs: sinceMs, toMs: clock.toMs }, clock, voice);
  },
};
