import { describe, expect, test } from 'vitest';
import { kernelLimit } from './app.kernel-limit';
import { crashed, speaks, verdict } from './testing';

const transcripts: [string, string[], RegExp][] = [
  [
    'Elasticsearch',
    [
      'bootstrap check failure [1] of [1]: max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]',
    ],
    /max_map_count/,
  ],
  [
    'Docker in a job',
    ['Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'],
    /Docker/,
  ],
  [
    'Chrome',
    [
      'Failed to move to new namespace: PID namespaces supported, Network namespace supported, but failed: errno = Operation not permitted',
      '[0620/040001:FATAL:zygote_host_impl_linux.cc(127)] No usable sandbox!',
    ],
    /privileges/,
  ],
  [
    'iptables',
    ["iptables v1.8.7 (legacy): can't initialize iptables table `filter': Permission denied (you must be root)"],
    /network rules/,
  ],
  ['a VPN', ['ERROR: Cannot open TUN/TAP dev /dev/net/tun: No such file or directory (errno=2)'], /device/],
  [
    'FUSE',
    ["fuse: device not found, try 'modprobe fuse' first", 'open /dev/fuse: no such file or directory'],
    /device/,
  ],
  ['sysctl', ['sysctl: setting key "net.core.somaxconn": Read-only file system'], /kernel setting/],
  ['file watchers', ["Error: ENOSPC: System limit for number of file watchers reached, watch '/app/src'"], /watched/],
  ['threads', ["RuntimeError: can't start new thread"], /thread/],
  ['open files', ['socket: too many open files (EMFILE)'], /open files/],
];

describe('app.kernel-limit', () => {
  test.each(transcripts)('reads %s', (_, lines, said) => {
    const { cause, found } = verdict(crashed(lines));

    expect(cause).toBe('app.kernel-limit');
    expect(found?.summary).toMatch(said);
  });

  test.each<[string, string[]]>([
    ['a denied file', ["PermissionError: [Errno 13] Permission denied: '/data/out.csv'"]],
    ['a full disk', ['Error: ENOSPC: no space left on device, write']],
  ])('keeps quiet about %s', (_, lines) => {
    expect(speaks(kernelLimit, crashed(lines))).toBe(false);
  });
});
