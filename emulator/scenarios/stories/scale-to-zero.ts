import { chat, jsonLines } from '../chatter';
import { normal, warning } from '../dialect';
import { shopPreview } from '../environment';
import { comeUp } from '../lifecycle';
import type { Scenario } from '../scenario';
import { hour, minute } from '../time';

const voice = jsonLines('offers', ['offers listed', 'offer shown', 'cache refreshed', 'no offers for this region']);

/** An app that sleeps when nobody asks: every visit brings a start, refused probes, and a stop on purpose. */
export const scaleToZero: Scenario = {
  app: 'seasonal-offers',
  kind: 'app',
  environment: shopPreview,
  moral: {
    status: 'quiet',
    cause: null,
    container: null,
    revision: null,
    because: "Scales from zero and back to zero all day; every stop is the platform's own.",
  },
  tell(log, clock) {
    const revision = log.revision('k2v9x1p');
    const image = 'registry.example.com/shop/seasonal-offers:12';
    const deployment = `apps/v1.Deployment k8se-apps/${revision}`;
    let wakeMs = clock.fromMs + 20 * minute;
    while (wakeMs < clock.toMs) {
      log.control(
        revision,
        wakeMs,
        normal('KEDAScaleTargetActivated', `Scaled ${deployment} from 0 to 1, triggered by `, 'KEDA'),
      );
      const place = log.replica(revision, image);
      const readyMs = comeUp(log, place, wakeMs + 60, {
        refusals: 3,
        hello: (there, startedAtMs) => log.print(there, startedAtMs + 3_100, 'stdout', 'offers ready on :8080'),
      });
      const sleepMs = readyMs + Math.round(log.random.between(5.4 * minute, 34 * minute));
      chat(log, place, { fromMs: readyMs, toMs: sleepMs - 5 * minute }, clock, voice, 1.5);
      log.control(
        revision,
        sleepMs,
        normal('KEDAScaleTargetDeactivated', `Deactivated ${deployment} from 1 to 0`, 'KEDA'),
      );
      log.print(place, sleepMs + 500, 'stderr', 'SIGTERM received');
      log.stop(place, sleepMs + 900);
      if (log.random.chance(0.3)) {
        log.control(
          revision,
          sleepMs + 4_000,
          warning('FailedGetScale', `deployments.apps "${revision}" not found`, 'Scaling'),
        );
      }
      wakeMs = sleepMs + Math.round(log.random.between(0.5 * hour, 3.2 * hour));
    }
  },
};
