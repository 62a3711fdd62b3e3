import { aspNet, chat } from '../chatter';
import { warning } from '../dialect';
import { shopPreview } from '../environment';
import { announceRevision, waitAfter } from '../lifecycle';
import type { Scenario } from '../scenario';
import { minute, second } from '../time';

const image = 'registry.example.com/shop/gift-cards:2.4.1-rc';

/** A tag that was never pushed. The platform praises the revision all the same. */
export const imageTagMissing: Scenario = {
  app: 'gift-cards',
  kind: 'app',
  environment: shopPreview,
  moral: {
    status: 'failing',
    cause: 'image.not-found',
    container: 'gift-cards',
    revision: 'gift-cards--0000014',
    because:
      'The tag 2.4.1-rc is not in the registry (MANIFEST_UNKNOWN); no container of revision 0000014 ever started.',
  },
  tell(log, clock) {
    const oldRevision = log.revision(13);
    const newRevision = log.revision(14);
    const deployedMs = clock.nowMs - 52 * minute;
    const old = log.replica(oldRevision, 'registry.example.com/shop/gift-cards:2.4.0');
    chat(log, old, { fromMs: clock.fromMs, toMs: clock.toMs }, clock, aspNet(['/cards', '/cards/balance']), 0.5);

    announceRevision(log, newRevision, deployedMs);
    const place = log.replica(newRevision, image);
    log.assigned(place, deployedMs + 2_600);
    let atMs = deployedMs + 4_500;
    for (let failures = 1; atMs < clock.toMs; failures++) {
      log.startFails(place, atMs, [
        log.environment.dialect.pulling(image),
        warning(
          'ContainerTerminated',
          `Container 'gift-cards' was terminated with exit code '' and reason 'ImagePullFailure'. Image ${image} not found in registry. ErrorMessage={"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest tagged by \\"2.4.1-rc\\" is not found","detail":{"Name":"shop/gift-cards","Tag":"2.4.1-rc"}}]}`,
        ),
      ]);
      atMs = Math.round(atMs + waitAfter(failures) * second + log.random.between(1_200, 3_800));
    }
  },
};
