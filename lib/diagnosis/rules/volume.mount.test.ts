import { describe, expect, test } from 'vitest';
import { caseOf, crashed, failedStart, speaks, verdict } from './testing';
import { volumeMount } from './volume.mount';

const mount = (message: string) => caseOf({ failedStarts: [failedStart('mount', message)] });

describe('volume.mount', () => {
  test.each([
    [
      'refused the credential',
      "Container 'web' was terminated with exit code '1' and reason 'VolumeMountFailure'. Shell command exited with non-zero status code. StatusCode = 32\nStdErr = mount error(13): Permission denied",
    ],
    [
      'does not exist',
      'MountVolume.SetUp failed for volume "data" : rpc error: mount failed: exit status 32 Output: mount error(2): No such file or directory',
    ],
    [
      'cannot be reached',
      'MountVolume.SetUp failed for volume "data" : rpc error: mount error(115): Operation now in progress',
    ],
    [
      'does not resolve',
      'MountVolume.SetUp failed for volume "data" : mount error: could not resolve address for contoso.file.core.windows.net: Unknown error',
    ],
    [
      'does not let the environment in',
      "Container 'web' was terminated with exit code '1' and reason 'VolumeMountFailure'. mount.nfs: access denied by server while mounting contoso.file.core.windows.net:/contoso/share",
    ],
    [
      'mounted over a file',
      'Container \'web\' was terminated with exit code \'1\' and reason \'ContainerCreateFailure\'. Status(StatusCode="Unknown", Detail="error during container init: error mounting \\"/podr/volumes/conf\\" to rootfs at \\"/etc/lb.cfg\\": not a directory: Are you trying to mount a directory onto a file (or vice-versa)?")',
    ],
    ['could not be mounted', "Container 'web' was terminated with exit code '' and reason 'VolumeMountFailure'"],
  ])('is high, and says what it can: %s', (says, message) => {
    expect(verdict(mount(message))).toMatchObject({
      cause: 'volume.mount',
      found: { confidence: 'high', summary: expect.stringContaining(says) },
    });
  });

  test('tells reason and result in one sentence', () => {
    const message =
      "Container 'web' was terminated with exit code '1' and reason 'VolumeMountFailure'. mount error(13): Permission denied";

    expect(verdict(mount(message)).found?.summary).toBe(
      'The share refused the credential, so a volume could not be mounted: container web could not start.',
    );
  });

  test('names volume and share', () => {
    const message =
      'MountVolume.SetUp failed for volume "uploads" : mount "//contoso.file.core.windows.net/files" failed: mount error(13): Permission denied';

    expect(volumeMount.examine(mount(message))).toMatchObject({
      summary: expect.stringMatching(/uploads.*contoso\.file\.core\.windows\.net\/files/),
    });
  });

  test.each([
    ['an exit with 1 of the application', crashed(['RuntimeError: boom'])],
    [
      'a node whose own layers do not mount',
      caseOf({ failedStarts: [failedStart('create', 'mount: /podr/default: special device overlay does not exist.')] }),
    ],
    ['a file that is not there', crashed(["FileNotFoundError: [Errno 2] No such file or directory: '/mnt/data/a'"])],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(volumeMount, incident)).toBe(false);
  });
});
