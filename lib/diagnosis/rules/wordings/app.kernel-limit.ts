import { fatal, telling } from '@/lib/diagnosis/console/signature';
import type { ConsoleSignature } from '@/lib/diagnosis/rule';

/** How programs word it; which rule reads them and when they count stands in rules/app.kernel-limit.ts. */
export const kernelLimitWordings: readonly ConsoleSignature[] = [
  fatal(
    'max-map-count',
    'map',
    /vm\.max_map_count\b[^\n]{0,80}\b(?:too low|increase|at least)/,
    'The kernel setting vm.max_map_count is too low, and cannot be changed here',
  ),
  fatal(
    'bootstrap-checks',
    'bootstrap',
    /\bbootstrap checks? failed\b|\[\d+\] bootstrap checks failed/,
    'Elasticsearch’s checks of the kernel settings fail',
  ),
  fatal(
    'docker-daemon',
    'docker daemon dockerexception',
    /\b[Cc]annot connect to the Docker daemon\b|docker\.sock[^\n]{0,60}(?:no such file|refused|denied|not found)|Is the docker daemon running|\bDockerException: Error while fetching server API version/,
    'There is no Docker daemon in a container app',
  ),
  fatal(
    'privileged',
    'privileged unshare clone namespace sandbox setns permitted',
    /(?:\bmust be run (?:in|with) (?:a )?privileged|requires? (?:a )?privileged (?:container|mode)|needs to be privileged|unshare(?:: |\()[^\n]{0,60}(?:Operation not permitted|EPERM)|clone\(CLONE_NEW\w+\)[^\n]{0,60}not permitted|No usable sandbox!|Failed to move to new namespace|creating new namespace failed|setns[^\n]{0,40}not permitted)/i,
    'The program needs privileges that a container app does not have',
  ),
  fatal(
    'capability',
    'capability capabilities cap',
    /\b(?:CAP_\w{3,30}|capabilit(?:y|ies))\b[^\n]{0,80}(?:required|missing|not (?:granted|permitted|available|set)|denied|needed|failed)|(?:requires?|missing|needs)[^\n]{0,40}\bCAP_\w{3,30}/i,
    'The program needs a Linux capability that a container app does not have',
  ),
  fatal(
    'iptables',
    'iptables nftables',
    /\b(?:ip6?tables|nft)\b[^\n]{0,160}(?:Permission denied|Operation not permitted|must be root|you must be root|Could not fetch rule set)/i,
    'The program may not change network rules here',
  ),
  fatal(
    'tun-device',
    'tun dev device',
    /\/dev\/(?:net\/tun|fuse|kvm|kmsg|mem|nvidia\d?)\b[^\n]{0,60}(?:No such file|not found|denied|not permitted|does not exist|unavailable)|(?:open|stat|access)[^\n]{0,20}\/dev\/(?:net\/tun|fuse|kvm)\b|fuse: device not found/i,
    'The program needs a device that a container app does not have',
  ),
  fatal(
    'sysctl',
    'sysctl proc',
    /\bsysctl: (?:setting key|error|cannot|permission denied)[^\n]{0,120}|\/proc\/sys\/[\w/.-]{1,120}['"]?: (?:Read-only file system|Permission denied)/,
    'A kernel setting cannot be changed here',
  ),
  fatal(
    'open-files',
    'descriptors files emfile nofile permitted ulimit',
    /\bmax file descriptors \[\d+\][^\n]{0,60}too low|\bEMFILE\b|[Tt]oo many open files|(?:open files|nofile|ulimit)[^\n]{0,60}(?:too low|must be|at least|cannot modify limit|Operation not permitted)/,
    'The limit of open files is too low for the program',
  ),
  fatal(
    'memory-lock',
    'memory mlockall mlock',
    /\b(?:memory locking requested for|Unable to lock JVM Memory|mlockall|mlock)\b[^\n]{0,100}(?:not locked|failed|Cannot allocate|not permitted|denied|error)/i,
    'The program may not lock its memory here',
  ),
  fatal(
    'huge-pages',
    'huge hugepages shmmax',
    /\b(?:huge pages|hugepages?|HugeTLB|shmmax|shmget)\b[^\n]{0,100}(?:fail|cannot|not (?:supported|available|permitted)|could not|error)/i,
    'The program needs shared or huge memory pages that it cannot have here',
  ),
  fatal(
    'threads-limit',
    'thread pthread resource',
    /\bpthread_create failed\b|unable to create (?:new )?native thread|can't start new thread|failed to create new OS thread|fork: (?:retry: )?Resource temporarily unavailable/i,
    'No further thread or process may be made',
  ),
  fatal(
    'inotify',
    'inotify watchers enospc',
    /\b(?:inotify|file watchers)\b[^\n]{0,120}(?:limit|reached|ENOSPC|too many|has been)/i,
    'The limit of watched files is used up',
  ),
  fatal(
    'network-interface',
    'rtnetlink wireguard nat interface',
    /\bRTNETLINK answers: Operation not permitted|\b(?:create|add|configure) (?:a )?(?:WireGuard|TUN|network|dummy|bridge) interface\b[^\n]{0,80}(?:not permitted|denied)|failed to create NAT chain/i,
    'The program may not change the network here',
  ),
  fatal(
    'mount-denied',
    'mount fuse superuser root',
    /\bmount: (?:only root can do that|[^\n]{0,120}(?:must be superuser to use mount|permission denied\.?$))|\bfusermount\d?: (?:mount failed|[^\n]{0,60}not permitted)/m,
    'The program may not mount file systems here',
  ),
  fatal(
    'gpu-driver',
    'nvidia cuda',
    /\bFound no NVIDIA driver\b|\bno CUDA-capable device is detected\b|\bCUDA driver version is insufficient\b|nvidia-container-cli: /,
    'The program needs a GPU, which this workload profile does not give',
  ),
  fatal(
    'system-call-refused',
    'chroot eventfd perf modprobe namespaces namespace implemented setrlimit',
    /\bchroot: [^\n]{0,80}not permitted|\bmodprobe: [^\n]{0,120}|\b\w{2,30}\(\) failed \(38: Function not implemented\)|\bperf_event_open: (?:Operation not permitted|Permission denied)|\bNo permissions to create (?:a )?new namespace/i,
    'The program makes a system call that is not allowed here',
  ),
  fatal(
    'io-uring-seccomp',
    'uring seccomp',
    /\b(?:io_uring_\w{1,30}|io_uring|seccomp)\b[^\n]{0,80}(?:not permitted|failed|denied|EPERM|ENOSYS|not supported|Bad system call)/i,
    'A system call that the program needs is not allowed here',
  ),
  telling(
    'kernel-too-old',
    'kernel',
    /\bkernel (?:version )?(?:is )?too old\b|requires? (?:a )?(?:linux )?kernel (?:version )?[\d.]+/i,
    'The program asks for another kernel',
  ),
];
