import { chat, jsonLines } from '../chatter';
import { normal, warning } from '../dialect';
import { shopClassic } from '../environment';
import { announceRevision, waitAfter } from '../lifecycle';
import type { Scenario } from '../scenario';
import { minute, second } from '../time';

const image = 'registry.example.com/marketing/newsletter:8.1.0';

/** The registry rejects the environment's credential, in kubelet's words. */
export const imagePullUnauthorized: Scenario = {
  app: 'newsletter',
  kind: 'app',
  environment: shopClassic,
  moral: {
    status: 'failing',
    cause: 'image.pull-auth',
    container: 'newsletter',
    revision: 'newsletter--0000006',
    because: 'The registry answers 401 to the pull of revision 0000006; no container ever started.',
  },
  tell(log, clock) {
    const oldRevision = log.revision(5);
    const newRevision = log.revision(6);
    const deployedMs = clock.nowMs - 74 * minute;
    const old = log.replica(oldRevision, 'registry.example.com/shop/newsletter:8.0.4');
    chat(
      log,
      old,
      { fromMs: clock.fromMs, toMs: clock.toMs },
      clock,
      jsonLines('newsletter', ['campaign page served', 'subscription confirmed']),
      0.4,
    );

    announceRevision(log, newRevision, deployedMs);
    const place = log.replica(newRevision, image);
    log.assigned(place, deployedMs + 2_700);
    let atMs = deployedMs + 5_000;
    for (let failures = 1; atMs < clock.toMs; failures++) {
      log.startFails(place, atMs, [
        log.environment.dialect.pulling(image),
        warning(
          'Failed',
          `Failed to pull image "${image}": rpc error: code = Unknown desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://registry.example.com/oauth2/token?scope=repository%3Amarketing%2Fnewsletter%3Apull: 401 Unauthorized`,
        ),
        warning('Failed', 'Error: ErrImagePull'),
      ]);
      const waitMs = waitAfter(failures) * second;
      log.say(place, atMs + 4_000, normal('BackOff', `Back-off pulling image "${image}"`));
      log.say(place, atMs + 4_030, warning('Failed', 'Error: ImagePullBackOff'));
      if (failures % 4 === 0) {
        log.say(
          place,
          atMs + 5_000,
          warning(
            'ImagePullErrors',
            `Persistent Image Pull Errors for image "${image}". Please check https://aka.ms/cappsimagepullerrors.`,
          ),
        );
      }
      atMs = Math.round(atMs + waitMs + log.random.between(900, 2_400));
    }
  },
};
