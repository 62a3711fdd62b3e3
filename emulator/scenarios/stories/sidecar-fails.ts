import { beside } from '../app-log';
import { chat, httpService } from '../chatter';
import { shopProd } from '../environment';
import { announceRevision, crashLoop } from '../lifecycle';
import type { Scenario } from '../scenario';
import { minute, second } from '../time';

/** The app is well; its Dapr sidecar cannot start a component and takes the replica out of service. */
export const sidecarFails: Scenario = {
  app: 'loyalty',
  kind: 'app',
  environment: shopProd,
  moral: {
    status: 'crash-looping',
    cause: 'app.sidecar',
    container: 'daprd',
    revision: 'loyalty--0000016',
    because:
      'The Dapr sidecar ends at every start: component loyalty-state cannot reach its store. The app itself is well.',
  },
  tell(log, clock) {
    const oldRevision = log.revision(15);
    const newRevision = log.revision(16);
    const deployedMs = clock.nowMs - 81 * minute;
    const voice = httpService(['GET /points/118', 'POST /points/118/redeem', 'GET /tiers']);
    chat(
      log,
      log.replica(oldRevision, 'registry.example.com/shop/loyalty:1.5.0'),
      { fromMs: clock.fromMs, toMs: clock.toMs },
      clock,
      voice,
      0.7,
    );

    announceRevision(log, newRevision, deployedMs);
    const place = log.replica(newRevision, 'registry.example.com/shop/loyalty:1.6.0');
    const daprd = beside(place, 'daprd', 'registry.example.com/daprio/daprd:1.15.4');
    log.assigned(place, deployedMs + 2_500);
    const startedMs = log.start(place, deployedMs + 4_000, 'pulled');
    log.print(place, startedMs + 500, 'stdout', 'loyalty 1.6.0 listening on :8080');
    for (let atMs = startedMs + 20 * second; atMs < clock.toMs; atMs += 4 * minute) {
      log.print(place, atMs, 'stdout', 'waiting for the Dapr sidecar on localhost:3500 ...');
    }
    crashLoop(log, daprd, { fromMs: deployedMs + 4_300, untilMs: clock.toMs }, (atMs) => {
      const say = (when: number, level: string, message: string) =>
        log.print(
          daprd,
          when,
          'stdout',
          `time="${new Date(when).toISOString()}" level=${level} msg="${message}" app_id=loyalty instance=${daprd.replica} scope=dapr.runtime type=log ver=1.15.4`,
        );
      const diesAtMs = atMs + log.random.whole(5_200, 6_400);
      say(atMs + 210, 'info', 'Starting Dapr Runtime -- version 1.15.4');
      say(atMs + 260, 'info', 'waiting for application to listen on port 8080');
      log.probeFailed(daprd, atMs + 2_000, 'Readiness', { kind: 'status', status: 500 });
      say(
        diesAtMs - 60,
        'error',
        'Failed to init component loyalty-state (state.redis/v1): [INIT_COMPONENT_FAILURE]: initialization error occurred for loyalty-state (state.redis/v1): redis store: error connecting to redis at loyalty-cache.example.com:6379: dial tcp: lookup loyalty-cache.example.com: no such host',
      );
      say(
        diesAtMs - 40,
        'fatal',
        'Fatal error from runtime: process component loyalty-state error: [INIT_COMPONENT_FAILURE]: initialization error occurred for loyalty-state (state.redis/v1)',
      );
      log.exit(daprd, diesAtMs, 1);
      return diesAtMs;
    });
  },
};
