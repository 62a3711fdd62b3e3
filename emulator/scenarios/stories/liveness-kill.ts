import { chat, slog } from '../chatter';
import { shopProd } from '../environment';
import { crashLoop } from '../lifecycle';
import type { Scenario } from '../scenario';
import { hour, minute, second } from '../time';

const voice = slog(['query answered', 'suggestions answered', 'facets counted', 'index segment merged']);

/** The process hangs after some minutes; the liveness probe ends it, SIGTERM is ignored, and 137 follows half a minute later. */
export const livenessKill: Scenario = {
  app: 'search-api',
  kind: 'app',
  environment: shopProd,
  moral: {
    status: 'crash-looping',
    cause: 'probe.liveness',
    container: 'search-api',
    revision: 'search-api--0000055',
    because:
      'The process hangs every ten minutes or so; the liveness probe gives up after three timeouts, SIGTERM is ignored (137).',
  },
  tell(log, clock) {
    const revision = log.revision(55);
    const [place, calm] = log.replicas(revision, 'registry.example.com/shop/search-api:6.0.2', 2);
    if (place === undefined || calm === undefined) return;
    chat(log, calm, { fromMs: clock.fromMs, toMs: clock.toMs }, clock, voice, 0.5);
    const firstMs = clock.nowMs - (2 * hour + 40 * minute);
    const hang = (startedAtMs: number, hangsAtMs: number) => {
      chat(log, place, { fromMs: startedAtMs + 1_500, toMs: hangsAtMs - 1_500 }, clock, voice, 0.5);
      log.print(
        place,
        hangsAtMs - 1_000,
        'stderr',
        `time=${new Date(hangsAtMs - 1_000).toISOString()} level=INFO msg="compaction started" segments=${log.random.whole(40, 90)}`,
      );
      for (let failure = 1; failure <= 3; failure++) {
        log.probeFailed(place, hangsAtMs + failure * 10 * second, 'Liveness', { kind: 'timeout', seconds: 5 });
      }
      const killMs = hangsAtMs + 30 * second + 40;
      log.probeFailed(place, killMs - 15 * second, 'Readiness', { kind: 'timeout', seconds: 5 });
      const graceMs = log.random.whole(31_000, 34_500);
      log.killedByProbe(place, killMs, 'Liveness', { exitCode: 137, afterMs: graceMs });
      return killMs + graceMs;
    };
    const goneMs = hang(clock.fromMs, firstMs);
    crashLoop(
      log,
      place,
      { fromMs: goneMs + 10_900, untilMs: clock.toMs, image: 'present', failures: 1 },
      (startedAtMs) => {
        log.print(
          place,
          startedAtMs + 900,
          'stderr',
          `time=${new Date(startedAtMs + 900).toISOString()} level=INFO msg="listening" port=8080`,
        );
        return hang(startedAtMs, startedAtMs + log.random.whole(9 * minute + 40 * second, 12 * minute));
      },
    );
  },
};
