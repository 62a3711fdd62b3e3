import { normal } from '../dialect';
import { shopPreview } from '../environment';
import { announceRevision, crashLoop } from '../lifecycle';
import type { Scenario } from '../scenario';
import { minute, second } from '../time';

/** The app listens on 3000, ingress and the default probes ask 8080: refused once a second until the budget of 240 is spent. */
export const portMismatch: Scenario = {
  app: 'returns-api',
  kind: 'app',
  environment: shopPreview,
  moral: {
    status: 'crash-looping',
    cause: 'port.mismatch',
    container: 'returns-api',
    revision: 'returns-api--0000001',
    because:
      'The target port is 8080, the app listens on 3000; the default start-up probe is refused until the container is ended.',
  },
  tell(log, clock) {
    const revision = log.revision(1);
    const deployedMs = clock.nowMs - 44 * minute;
    announceRevision(log, revision, deployedMs);
    const place = log.replica(revision, 'registry.example.com/shop/returns-api:0.1.0');
    log.assigned(place, deployedMs + 2_500);
    const mismatch = normal('Pending:PortMismatch', 'The TargetPort 8080 does not match the listening port 3000.', '');
    crashLoop(log, place, { fromMs: deployedMs + 4_500, untilMs: clock.toMs }, (startedAtMs) => {
      log.printAll(
        place,
        startedAtMs + 700,
        'stdout',
        ['', '\u001b[32mready\u001b[39m  returns-api 0.1.0', '       listening on http://0.0.0.0:3000'],
        30,
      );
      // One row a second in truth; most get lost in between, and Count tells.
      const step = startedAtMs > clock.nowMs ? 12 : 5;
      for (let elapsed = 1; elapsed < 240; elapsed += step) {
        log.probeFailed(
          place,
          startedAtMs + elapsed * second,
          'StartUp',
          { kind: 'refused', address: '192.0.2.80:8080' },
          step,
        );
        if (elapsed % 3 === 0) log.say(place, startedAtMs + elapsed * second + 400, mismatch);
      }
      const killMs = startedAtMs + 240 * second;
      log.probeFailed(place, killMs - 30, 'StartUp', { kind: 'refused', address: '192.0.2.80:8080' });
      log.killedByProbe(place, killMs, 'StartUp');
      log.print(place, killMs + 200, 'stdout', 'SIGTERM, closing the server');
      return killMs + 400;
    });
  },
};
