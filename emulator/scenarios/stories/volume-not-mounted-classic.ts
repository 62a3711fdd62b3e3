import { chat, webServer } from '../chatter';
import { warning } from '../dialect';
import { shopClassic } from '../environment';
import { announceRevision } from '../lifecycle';
import type { Scenario } from '../scenario';
import { hour, minute, second } from '../time';

const share = '//media.files.example.com/archive';
const target = '/var/lib/kubelet/pods/volumes/kubernetes.io~csi/archive/mount';

/** The same fault in kubelet's words, in rows that carry no event time. */
export const volumeNotMountedClassic: Scenario = {
  app: 'media-archive',
  kind: 'app',
  environment: shopClassic,
  quirks: { withoutEventTime: true },
  moral: {
    status: 'failing',
    cause: 'volume.mount',
    container: 'media-archive',
    revision: 'media-archive--0000004',
    because: 'The share cannot be mounted (mount error(13)); no container of revision 0000004 was ever created.',
  },
  tell(log, clock) {
    const oldRevision = log.revision(3);
    const newRevision = log.revision(4);
    const deployedMs = clock.nowMs - (4 * hour + 35 * minute);
    const old = log.replica(oldRevision, 'registry.example.com/shop/media-archive:1.9.9');
    chat(log, old, { fromMs: clock.fromMs, toMs: clock.toMs }, clock, webServer(0.003), 0.4);

    announceRevision(log, newRevision, deployedMs);
    const place = log.replica(newRevision, 'registry.example.com/shop/media-archive:2.0.0');
    log.assigned(place, deployedMs + 3_100);
    const mountFails = warning(
      'FailedMount',
      `MountVolume.SetUp failed for volume "archive" : rpc error: code = Internal desc = volume(archive) mount "${share}" on "${target}" failed with mount failed: exit status 32 Mounting command: mount Output: mount error(13): Permission denied Refer to the mount.cifs(8) manual page (e.g. man mount.cifs)`,
    );
    const timesOut = warning(
      'FailedMount',
      'Unable to attach or mount volumes: unmounted volumes=[archive], unattached volumes=[archive]: timed out waiting for the condition',
    );
    for (let [attempt, atMs] = [1, deployedMs + 6_000]; atMs < clock.toMs; attempt++) {
      log.startFails(place, atMs, attempt % 4 === 0 ? [mountFails, timesOut] : [mountFails]);
      atMs += Math.min(2 ** Math.min(attempt + 3, 7), 122) * second + log.random.whole(200, 1_600);
    }
  },
};
