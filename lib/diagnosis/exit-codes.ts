import type { Cause } from '@/lib/domain/cause';
import type { ExitCodeMeaning } from '@/lib/domain/exit-code';

const article = 'Support article “Container Apps - Backoff restarts and container exits” (azureossd.github.io)';
const rows = 'Seen in real Container Apps log rows';
const posix = 'POSIX signals, signal(7); 128 + n is the shell’s and container runtime’s arithmetic';
const node = 'Node.js documentation, “Process: exit codes”';
const gunicorn = 'gunicorn source, arbiter.py';
const mongo = 'MongoDB manual, “Exit Codes and Statuses”';
const shell = 'Advanced Bash-Scripting Guide, “Exit codes with special meanings” (tldp.org)';
const dotnet = 'dotnet/runtime issues 102785 and 66707, moby/moby issue 30593';

const lastWords = 'The last console lines of the run, standard error included';

type Told = Omit<ExitCodeMeaning, 'code' | 'signal' | 'onContainerApps' | 'lookAt'> & {
  onContainerApps?: string;
  lookAt?: string[];
};

function told(code: number | null, said: Told): ExitCodeMeaning {
  return { code, signal: code === null ? null : signalOf(code), onContainerApps: null, lookAt: [lastWords], ...said };
}

/** Names of signals 1 to 31 on Linux x86-64 (signal(7)). */
const signalNames = [
  'HUP',
  'INT',
  'QUIT',
  'ILL',
  'TRAP',
  'ABRT',
  'BUS',
  'FPE',
  'KILL',
  'USR1',
  'SEGV',
  'USR2',
  'PIPE',
  'ALRM',
  'TERM',
  'STKFLT',
  'CHLD',
  'CONT',
  'STOP',
  'TSTP',
  'TTIN',
  'TTOU',
  'URG',
  'XCPU',
  'XFSZ',
  'VTALRM',
  'PROF',
  'WINCH',
  'IO',
  'PWR',
  'SYS',
];

/** Linux knows signals 1 to 64; the upper half are real-time signals without names of their own. */
function signalNumber(code: number): number | null {
  return Number.isInteger(code) && code > 128 && code <= 128 + 64 ? code - 128 : null;
}

function signalOf(code: number): string | null {
  const n = signalNumber(code);
  if (n === null) return null;
  const name = signalNames[n - 1];
  return name === undefined ? `signal ${n}` : `SIG${name}`;
}

const appCauses: Cause[] = [
  'app.uncaught-exception',
  'app.missing-config',
  'app.bad-config-value',
  'app.dependency-unreachable',
  'app.dns-failure',
  'app.auth-failure',
];

/** Codes with a meaning of their own, the platform’s empty one first. */
export const exitCodes: readonly ExitCodeMeaning[] = [
  told(null, {
    title: 'No exit code',
    meaning:
      'The platform reported an empty code: no process ended by itself, so there is no code. It is not 0 and it is never the application’s.',
    onContainerApps:
      'Written for kills by a probe (ProbeFailure), stops that the platform asked for (ManuallyStopped), images that never arrived (ImagePullFailure), and by older builds for containers that could not be created or mounted. The termination reason tells which.',
    lookAt: [
      'The termination reason in the same row',
      'The rows just before: failed probes, pull or mount errors, scaling, a new revision',
    ],
    causes: [
      'probe.startup',
      'probe.liveness',
      'platform.scale-down',
      'image.not-found',
      'image.pull-auth',
      'app.bad-command',
      'volume.mount',
    ],
    sources: [rows],
  }),
  told(0, {
    title: 'Success',
    meaning:
      'The process says that it finished. Code of the application or of a library that calls exit() without an argument gives 0 whether or not the work was done.',
    onContainerApps:
      'Right for jobs and init containers. For an app it means that the main process came to its end: a wrong entry point, a command that does one thing and returns, or an orderly shutdown after SIGTERM — also after a probe’s kill, so look whether a probe failed just before.',
    lookAt: [
      'Is it a job or an init container? Then all is well',
      'Failed probes in the minute before',
      lastWords,
      'The command: does it stay in the foreground?',
    ],
    causes: ['normal.exit', 'probe.startup', 'probe.liveness', 'platform.scale-down', 'app.bad-command'],
    sources: [article, rows],
  }),
  told(1, {
    title: 'General error',
    meaning:
      'The catch-all of nearly every runtime: an uncaught exception in Node, a Python traceback, a failed main in Java, an error returned from main in Rust, a script that stopped.',
    onContainerApps:
      'Not always the application’s: newer builds of the platform also write 1 when a container could not be created or a volume could not be mounted. Read the code together with the termination reason: ContainerCreateFailure and VolumeMountFailure are the platform’s, ProcessExited is the process’s own.',
    lookAt: [
      'The termination reason in the same row',
      lastWords,
      'Settings and secrets that changed with the revision',
    ],
    causes: [
      ...appCauses,
      'app.missing-module',
      'app.file-not-found',
      'app.permission',
      'app.bad-command',
      'volume.mount',
    ],
    sources: [article, node, rows],
  }),
  told(2, {
    title: 'Misuse or usage error',
    meaning:
      'A shell was given a keyword, command or syntax it cannot use; Python’s argparse and most command-line programs end with 2 when their arguments are wrong; a Go program ends with 2 after a panic or a fatal error of its runtime. A denied file can be behind it too.',
    lookAt: [lastWords, 'The command and arguments in the template', 'A Go panic or a usage text in the console'],
    causes: ['app.script-error', 'app.bad-config-value', 'app.uncaught-exception', 'app.permission'],
    sources: [article, shell],
  }),
  told(3, {
    title: 'gunicorn: a worker failed to boot',
    meaning:
      'gunicorn ends with 3 when a worker process cannot start, usually because importing the application raised an exception. The traceback stands before “Worker failed to boot”. A JVM with -XX:+ExitOnOutOfMemoryError ends with 3 as well.',
    lookAt: ['The Python traceback before “Worker failed to boot”', 'java.lang.OutOfMemoryError, for a JVM', lastWords],
    causes: ['app.uncaught-exception', 'app.missing-module', 'app.missing-config', 'platform.oom'],
    sources: [gunicorn, rows],
  }),
  told(4, {
    title: 'gunicorn: the application failed to load',
    meaning: 'gunicorn ends with 4 when it cannot load the application object that it was told to serve.',
    lookAt: ['The module:object argument of the command', lastWords],
    causes: ['app.missing-module', 'app.uncaught-exception', 'app.bad-command'],
    sources: [gunicorn],
  }),
  told(5, {
    title: 'Node: fatal error in V8',
    meaning:
      'Documented by Node for an unrecoverable error in V8. In practice such errors abort the process, and 133 or 134 is what the platform sees.',
    lookAt: ['“FATAL ERROR” in the console', lastWords],
    causes: ['app.uncaught-exception', 'platform.oom'],
    sources: [node],
  }),
  told(6, {
    title: 'Node: exception handler is no function',
    meaning:
      'An exception was not caught and the internal handler for it had been replaced by something that cannot be called.',
    causes: ['app.uncaught-exception'],
    sources: [node],
  }),
  told(7, {
    title: 'Node: exception handler failed',
    meaning: 'An exception was not caught, and the handler for uncaught exceptions threw one itself.',
    causes: ['app.uncaught-exception'],
    sources: [node],
  }),
  told(9, {
    title: 'Node: invalid argument',
    meaning: 'Node did not understand an option of its command line or NODE_OPTIONS, or an option lacks its value.',
    lookAt: ['NODE_OPTIONS and the command', lastWords],
    causes: ['app.bad-config-value', 'app.bad-command'],
    sources: [node],
  }),
  told(10, {
    title: 'Node: bootstrap failed',
    meaning: 'Node’s own start-up code failed. Only developers of Node should see it.',
    causes: ['app.uncaught-exception'],
    sources: [node],
  }),
  told(12, {
    title: 'Node: invalid inspector argument',
    meaning: 'The port of --inspect or --inspect-brk is not valid or not available.',
    lookAt: ['NODE_OPTIONS and the command', lastWords],
    causes: ['app.bad-config-value', 'app.port-bind'],
    sources: [node],
  }),
  told(13, {
    title: 'Node: unsettled top-level await',
    meaning:
      'The program waited with await outside of any function for a promise that was never settled, and nothing else was left to do.',
    lookAt: ['The last thing that the start-up code waits for: a connection, a file, a message', lastWords],
    causes: ['app.uncaught-exception', 'app.dependency-unreachable'],
    sources: [node],
  }),
  told(14, {
    title: 'mongod: unrecoverable error; Node: snapshot failure',
    meaning:
      'mongod ends with 14 after an error it cannot recover from, often damaged or denied data files; Node ends with 14 when a start-up snapshot could not be built.',
    lookAt: ['“Fatal assertion” or WiredTiger errors, for MongoDB', lastWords],
    causes: ['app.uncaught-exception', 'app.permission', 'app.disk-full'],
    sources: [mongo, node],
  }),
  told(48, {
    title: 'mongod: cannot listen',
    meaning: 'mongod or mongos could not open its port: in use or denied.',
    onContainerApps: 'All containers of a replica share one network, so the port may be taken by another container.',
    causes: ['app.port-bind'],
    sources: [mongo],
  }),
  told(50, {
    title: 'mongod: fork failed',
    meaning: 'mongod could not make its child process.',
    causes: ['app.kernel-limit', 'platform.oom'],
    sources: [mongo],
  }),
  told(51, {
    title: 'mongod: no ready signal',
    meaning: 'The child of mongod did not say that it was ready in time.',
    causes: ['app.uncaught-exception'],
    sources: [mongo],
  }),
  told(61, {
    title: 'mongod: storage watchdog',
    meaning: 'mongod’s watchdog found that a data directory did not answer, as a slow or vanished share does not.',
    causes: ['volume.mount', 'app.disk-full'],
    sources: [mongo],
  }),
  told(62, {
    title: 'mongod: data files of another version',
    meaning: 'The data files were written by a version of MongoDB that this one cannot read.',
    causes: ['app.bad-config-value', 'app.uncaught-exception'],
    sources: [mongo],
  }),
  told(87, {
    title: 'mongod: health check failed',
    meaning: 'A health monitor of MongoDB found a fault that it could not tolerate and ended the process.',
    causes: ['app.dependency-unreachable', 'app.uncaught-exception'],
    sources: [mongo],
  }),
  told(100, {
    title: 'mongod: uncaught exception',
    meaning:
      'Common with MongoDB (mongod), which ends with 100 on an exception that nobody handled: denied data files, a held lock, a full disk. Any other program that ends with 100 means something of its own.',
    lookAt: [
      'Is the container MongoDB? Then its last lines name the exception',
      'The volume behind the data directory',
      lastWords,
    ],
    causes: ['app.uncaught-exception', 'app.permission', 'app.lock-contention', 'app.disk-full'],
    sources: [article, mongo],
  }),
  told(102, {
    title: 'mongod: audit log',
    meaning: 'MongoDB could not rotate or write its audit log.',
    causes: ['app.disk-full', 'app.permission'],
    sources: [mongo],
  }),
  told(125, {
    title: 'The run command failed',
    meaning:
      'By convention of the Docker client: the run command itself failed (an undefined flag, a fault between runtime and system, missing rights). Tools such as timeout and env end with 125 for faults of their own.',
    onContainerApps:
      'Container Apps has no docker run, so the platform does not produce it. Seen here, a program inside the container returned it.',
    lookAt: [lastWords, 'Docker or timeout used inside the container'],
    causes: ['app.script-error', 'app.uncaught-exception'],
    sources: [article],
  }),
  told(126, {
    title: 'Command cannot be invoked',
    meaning:
      'A shell found the command but could not run it: not executable, no permission, wrong format, or a dependency of it missing.',
    onContainerApps:
      'Only a shell gives 126. An entry point that cannot be executed is a create failure (ContainerCreateFailure) instead.',
    lookAt: ['Mode bits and first line of the script', lastWords],
    causes: ['app.bad-command', 'app.permission', 'image.arch-mismatch'],
    sources: [article, shell],
  }),
  told(127, {
    title: 'Command not found',
    meaning:
      'A shell did not find the command, or a file that it needs. Windows line ends in an entry-point script do this too, and so does a missing shared library.',
    onContainerApps:
      'An entry point that does not exist is a create failure (ContainerCreateFailure) without this code; 127 means that a shell ran first.',
    lookAt: [
      '“not found” in the console',
      'Line ends of the entry-point script',
      'The command and PATH in the template',
    ],
    causes: ['app.bad-command', 'app.missing-module', 'app.script-error'],
    sources: [article, shell, rows],
  }),
  told(128, {
    title: 'Invalid argument to exit',
    meaning:
      'A script called exit with something that is no whole number from 0 to 255. Container runtimes also give 128 for some errors at the start.',
    lookAt: ['The message of the row', lastWords],
    causes: ['app.script-error', 'app.bad-command'],
    sources: [article, shell],
  }),
  told(129, {
    title: 'SIGHUP',
    meaning: 'The process got SIGHUP and did not handle it: its terminal or parent went away.',
    causes: ['app.script-error', 'app.uncaught-exception'],
    sources: [posix],
  }),
  told(130, {
    title: 'SIGINT',
    meaning: 'The process was interrupted, as by Ctrl-C. Some images use SIGINT as their stop signal.',
    causes: ['platform.scale-down', 'app.uncaught-exception'],
    sources: [posix],
  }),
  told(131, {
    title: 'SIGQUIT',
    meaning:
      'The process got SIGQUIT and did not handle it. Images with STOPSIGNAL SIGQUIT, as nginx has, normally end with 0.',
    causes: ['platform.scale-down', 'app.native-crash'],
    sources: [posix],
  }),
  told(132, {
    title: 'Illegal instruction',
    meaning:
      'The code used a CPU instruction that this machine does not have (AVX and the like), or a runtime trapped on purpose.',
    onContainerApps:
      'An image can work in one environment and crash in another whose nodes are older. Often only the operation that uses the native library crashes.',
    lookAt: ['The operation in the last console lines', 'Native packages and the CPU level they were built for'],
    causes: ['app.native-crash'],
    sources: [posix, rows],
  }),
  told(133, {
    title: 'SIGTRAP',
    meaning: 'The runtime stopped itself with a trap. V8 does so when the JavaScript heap is exhausted.',
    lookAt: ['“heap out of memory” in the console', lastWords],
    causes: ['platform.oom', 'app.native-crash'],
    sources: [posix, node],
  }),
  told(134, {
    title: 'Aborted',
    meaning:
      'The process or one of its libraries called abort(): a failed assertion in C or C++, Rust with panic=abort, an exhausted JavaScript heap, a JVM told to crash when memory runs out. Open streams may be flushed first, so the console mostly says why.',
    onContainerApps:
      'A .NET process that is the first of its container does not get here: it ends with 139 on an exception that nobody handled.',
    lookAt: ['“heap out of memory”, “terminate called”, “Assertion failed”, “panicked” in the console', lastWords],
    causes: ['app.native-crash', 'app.uncaught-exception', 'platform.oom'],
    sources: [article, posix],
  }),
  told(135, {
    title: 'SIGBUS',
    meaning:
      'A memory access that the hardware refuses: a mapped file that shrank or sits on a share that vanished, or exhausted shared memory (/dev/shm).',
    causes: ['app.native-crash', 'app.disk-full'],
    sources: [posix],
  }),
  told(136, {
    title: 'SIGFPE',
    meaning: 'An arithmetic fault in native code, such as a division by zero.',
    causes: ['app.native-crash'],
    sources: [posix],
  }),
  told(137, {
    title: 'SIGKILL',
    meaning:
      'The process was ended by force and could not say a last word. The code tells how it ended, not why: memory is one reason among several.',
    onContainerApps:
      'In this order: a probe killed the container and SIGTERM was ignored; a stop was asked for and the grace period (30 s unless set otherwise) ran out; the replica was evicted for its ephemeral storage; the node was drained; and, when the reason is ProcessExited and none of these holds, mostly the memory limit — the platform writes ProcessExited for that too, and “OOMKilled” is seen in no real row. A lack of CPU never kills, and the message about maximum allowed cores only says that new replicas cannot be placed.',
    lookAt: [
      'A failed probe or a probe kill up to 40 s before on the same replica',
      'A scale-in, a new revision or a stop before',
      'Eviction for ephemeral storage',
      'Memory of the replica against its limit (one-minute averages miss short peaks)',
      'Whether the console breaks off in the middle of work',
    ],
    causes: [
      'platform.oom',
      'probe.liveness',
      'probe.startup',
      'platform.grace-period-exceeded',
      'platform.eviction-storage',
      'platform.node-move',
    ],
    sources: [article, rows],
  }),
  told(138, {
    title: 'SIGUSR1',
    meaning: 'The process got SIGUSR1 and did not handle it. A parent that manages it mostly sent it.',
    causes: ['app.uncaught-exception'],
    sources: [posix],
  }),
  told(139, {
    title: 'Segmentation fault',
    meaning:
      'Memory was accessed that is not the process’s: a fault in native code, a library that does not fit the image or the system.',
    onContainerApps:
      'A .NET process that is the first of its container also ends with 139 on any exception that nobody handled, because the kernel ignores its SIGABRT. Look for “Unhandled exception” before thinking of native code.',
    lookAt: [
      '“Unhandled exception” in the console, for .NET',
      'Native packages against the base image (glibc or musl)',
      lastWords,
    ],
    causes: ['app.native-crash', 'app.uncaught-exception'],
    sources: [article, dotnet, posix],
  }),
  told(140, {
    title: 'SIGUSR2',
    meaning: 'The process got SIGUSR2 and did not handle it.',
    causes: ['app.uncaught-exception'],
    sources: [posix],
  }),
  told(141, {
    title: 'SIGPIPE',
    meaning: 'The process wrote to a pipe or a connection that nobody reads any more.',
    causes: ['app.script-error', 'app.uncaught-exception'],
    sources: [posix],
  }),
  told(142, {
    title: 'SIGALRM',
    meaning: 'A timer of the process ran out and was not handled.',
    causes: ['app.uncaught-exception'],
    sources: [posix],
  }),
  told(143, {
    title: 'SIGTERM',
    meaning:
      'Somebody asked the process to end and it did, by the signal’s default or by passing it on. Mostly an orderly end.',
    onContainerApps:
      'Scale to zero, scale-in, a replaced revision and a moved node all send SIGTERM; but the rows of such stops mostly carry ManuallyStopped and no code, so 143 is rare. It also follows a probe’s kill. A process without a handler that is the first of its container does not die from SIGTERM: it is killed after the grace period and shows 137. Since .NET 10 the runtime no longer handles SIGTERM by default.',
    lookAt: ['A scale-in, a new revision or a stop just before', 'A failed probe just before'],
    causes: ['platform.scale-down', 'probe.liveness', 'probe.startup', 'platform.node-move'],
    sources: [article, posix, '.NET breaking changes, “No default termination signal handlers”'],
  }),
  told(152, {
    title: 'SIGXCPU',
    meaning:
      'The process used more CPU time than a limit (ulimit -t) allows. The vCPU of the template is no such limit.',
    causes: ['app.kernel-limit'],
    sources: [posix],
  }),
  told(153, {
    title: 'SIGXFSZ',
    meaning: 'The process wrote a file larger than a limit (ulimit -f) allows.',
    causes: ['app.kernel-limit', 'app.disk-full'],
    sources: [posix],
  }),
  told(159, {
    title: 'SIGSYS',
    meaning: 'The process made a system call that the sandbox does not allow.',
    onContainerApps: 'Privileged and rare system calls are filtered, and the filter cannot be changed.',
    causes: ['app.kernel-limit', 'app.native-crash'],
    sources: [posix],
  }),
  told(255, {
    title: 'Out of range, or exit(-1)',
    meaning:
      'The program returned -1 or another number outside 0 to 255, of which only the last eight bits arrive. ssh returns 255 for its own errors. The entry point stopped; the code says no more.',
    lookAt: [lastWords],
    causes: ['app.uncaught-exception', 'app.script-error'],
    sources: [article, shell],
  }),
];

const byCode = new Map(exitCodes.map((meaning) => [meaning.code, meaning]));

/** Codes that Windows programs leave (NTSTATUS and the CLR’s own), as they turn up inside console text. */
const windows = new Map<number, string>([
  [0xc0000005, 'access violation'],
  [0xc0000135, 'a DLL was not found'],
  [0xc0000374, 'heap corruption'],
  [0xc0000409, 'stack buffer overrun'],
  [0xc000013a, 'interrupted by Ctrl-C'],
  [0xe0434352, 'unhandled .NET exception'],
]);

/** BSD sysexits.h: what mail programs and some command-line tools mean by 64 to 78. */
const sysexits = [
  'command line used wrongly',
  'data format error',
  'cannot open input',
  'address unknown',
  'host name unknown',
  'service unavailable',
  'internal software error',
  'system error',
  'a system file is missing',
  'cannot create the output file',
  'input/output error',
  'temporary failure, try again',
  'remote error in protocol',
  'permission denied',
  'configuration error',
];

/** What any number means. `null`: the platform reported none. */
export function explainExitCode(code: number | null): ExitCodeMeaning {
  const known = byCode.get(code);
  if (known !== undefined) return known;
  if (code === null || !Number.isInteger(code) || code < 0 || code > 255) return outsideLinux(code);
  const n = signalNumber(code);
  const signal = signalOf(code);
  if (n !== null && signal !== null) {
    return told(code, {
      title: signal,
      meaning: `By the usual arithmetic 128 + ${n}: the process was ended by ${signal}. A program may also have returned ${code} itself.`,
      causes: ['app.native-crash', 'app.uncaught-exception'],
      sources: [posix],
    });
  }
  const sysexit = sysexits[code - 64];
  return told(code, {
    title: 'The application’s own code',
    meaning: `No list gives ${code} a meaning of its own: the program, or a library of it, chose it.${sysexit === undefined ? '' : ` Some tools follow sysexits.h, where it means: ${sysexit}.`}`,
    lookAt: [lastWords, 'The program’s documentation or source: where does it call exit with this number?'],
    causes: ['app.uncaught-exception', 'app.bad-config-value'],
    sources: sysexit === undefined ? [article] : [article, 'BSD sysexits.h'],
  });
}

function outsideLinux(code: number | null): ExitCodeMeaning {
  const unsigned = code === null ? Number.NaN : code < 0 ? code + 2 ** 32 : code;
  const status = windows.get(unsigned);
  const isWindows = unsigned >= 0x80000000;
  const hex = isWindows ? ` (0x${unsigned.toString(16).toUpperCase()})` : '';
  return told(code, {
    title: isWindows ? `Windows code${status === undefined ? '' : `: ${status}`}` : 'No exit code of a Linux process',
    meaning: `A Linux process ends with 0 to 255; ${code ?? 'this'}${hex} is outside${isWindows ? ', as the codes of Windows programs are' : ''}.`,
    onContainerApps:
      'Container Apps runs Linux containers only, so such a number comes from text in the console (a build tool, a test, a remote machine), never from the platform’s row.',
    lookAt: ['The console line that has the number, and the program that it speaks of'],
    causes: ['app.uncaught-exception'],
    sources: ['Windows NTSTATUS values', rows],
  });
}
