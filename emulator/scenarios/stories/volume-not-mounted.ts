import { chat, httpService } from '../chatter';
import { warning } from '../dialect';
import { shopProd } from '../environment';
import { announceRevision, waitAfter } from '../lifecycle';
import type { Scenario } from '../scenario';
import { minute, second } from '../time';

const detail =
  'Shell command exited with non-zero status code. StatusCode = 32 ' +
  'StdOut =  StdErr = mount error(13): Permission denied\nRefer to the mount.cifs(8) manual page (e.g. man mount.cifs) and kernel log messages (dmesg)\n';

/** A file share whose key was changed: the new revision cannot mount it (workload profiles words, code 1 is not the app's). */
export const volumeNotMounted: Scenario = {
  app: 'invoice-worker',
  kind: 'app',
  environment: shopProd,
  moral: {
    status: 'failing',
    cause: 'volume.mount',
    container: 'invoice-worker',
    revision: 'invoice-worker--0000012',
    because:
      "The share cannot be mounted, mount error(13): permission denied. The code 1 in these rows is the platform's.",
  },
  tell(log, clock) {
    const oldRevision = log.revision(11);
    const newRevision = log.revision(12);
    const deployedMs = clock.nowMs - 96 * minute;
    const old = log.replica(oldRevision, 'registry.example.com/shop/invoice-worker:3.3.0');
    chat(
      log,
      old,
      { fromMs: clock.fromMs, toMs: clock.toMs },
      clock,
      httpService(['GET /invoices/next', 'POST /invoices/render']),
      0.8,
    );

    announceRevision(log, newRevision, deployedMs);
    const place = log.replica(newRevision, 'registry.example.com/shop/invoice-worker:3.4.0');
    log.assigned(place, deployedMs + 2_800);
    let atMs = deployedMs + 9_000;
    for (let failures = 1; atMs < clock.toMs; failures++) {
      log.startFails(place, atMs, [
        warning(
          'ContainerTerminated',
          `Container 'invoice-worker' was terminated with exit code '1' and reason 'VolumeMountFailure'. ${detail}`,
        ),
      ]);
      atMs = Math.round(atMs + waitAfter(failures) * second + log.random.between(700, 2_600));
    }
  },
};
