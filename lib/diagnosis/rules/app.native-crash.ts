import { decisiveByRun } from '@/lib/diagnosis/console/decisive';
import { speaksDotnet } from '@/lib/diagnosis/console/runtime';
import { fatal } from '@/lib/diagnosis/console/signature';
import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { exitsWithCode, lastRows, whoEnded } from '@/lib/diagnosis/rules/exits';

/** Signals that only a fault in native code raises: 128 + signal. */
const signals = new Map<number, string>([
  [132, 'SIGILL: the code uses a CPU instruction that this node does not have (AVX and the like)'],
  [133, 'SIGTRAP: the runtime stopped itself'],
  [134, 'SIGABRT: the process aborted itself'],
  [135, 'SIGBUS: a memory access that the hardware refuses'],
  [136, 'SIGFPE: an arithmetic fault'],
  [139, 'SIGSEGV: a memory access violation'],
  [159, 'SIGSYS: a system call that the sandbox does not allow'],
]);

/** Of these .NET and V8 make no use of their own. */
const faultSignals = [132, 135, 136, 159] as const;

export const nativeCrash: Rule = {
  cause: 'app.native-crash',
  attribution: 'application',
  docs: {
    says: 'Native code failed: segmentation fault, illegal instruction, bus error, trap or abort.',
    evidence: 'Exit code 132–136, 139 or 159 with the crash report, or the code alone when no exception explains it.',
    limits:
      '.NET as the first process ends with 139 on any unhandled exception, and JavaScript’s heap limit with 134 or 133: when the console shows those, app.uncaught-exception or platform.oom hold.',
  },
  signatures: [
    fatal(
      'segfault',
      'segmentation segfault sigsegv',
      /\b(?:[Ss]egmentation fault|(?<!\[signal )SIGSEGV|segfault at|Segmentation violation)\b/,
      'The process met a segmentation fault',
    ),
    fatal(
      'illegal-instruction',
      'illegal sigill',
      /\b(?:[Ii]llegal instruction|SIGILL)\b/,
      'The process used a CPU instruction that this node does not have',
    ),
    fatal('bus-error', 'bus sigbus', /\bSIGBUS\b|\b[Bb]us error\b/, 'The process met a bus error'),
    fatal(
      'other-fault-signal',
      'trap floating system sigtrap sigfpe sigsys',
      /\bTrace\/breakpoint trap\b|\bFloating point exception\b|\bBad system call(?: \(core dumped\)|$)|\bSIG(?:TRAP|FPE|SYS)\b/,
      'The process met a fault that native code raises',
    ),
    fatal(
      'jvm-crash',
      'fatal jre',
      /A fatal error has been detected by the Java Runtime Environment/,
      'The JVM crashed in native code',
    ),
    fatal(
      'abort',
      'aborted sigabrt terminate abort dumped',
      /\b(?:SIGABRT|Aborted \(core dumped\)|core dumped)\b|terminate called (?:after throwing|without an active)/,
      'The process aborted itself',
    ),
    fatal(
      'heap-corruption',
      'malloc free corruption stack glibc corrupted munmap',
      /\b(?:malloc\(\): |free\(\): |double free or corruption|corrupted (?:size|double-linked)|munmap_chunk\(\)|stack smashing detected)/,
      'The process damaged its own memory',
    ),
    fatal(
      'cpu-features',
      'cpu avx avx2 v2 v3',
      /\b(?:requires? a CPU with (?:\w+ )?\w+ support|CPU (?:does not support|lacks|without)|not compiled to use: AVX|x86-64-v[234])\b.{0,60}/i,
      'The node’s CPU lacks an instruction set that the code needs',
    ),
    fatal(
      'node-native-abort',
      'assertion native fatal',
      /\bAssertion [`'].{1,120}' failed\.|#\s{0,4}Fatal error in , line/,
      'The runtime stopped on a failed assertion',
    ),
    fatal(
      'faulthandler',
      'fatal',
      /Fatal Python error: (?:Segmentation fault|Aborted|Illegal instruction|Bus error)/,
      'Python crashed in native code',
    ),
    fatal(
      'terminated-by-signal',
      'signal unhandled crashed terminated killed died exited',
      /\b(?:killed|terminated|exited|died|crashed|was sent) (?:by|on|due to|with)? ?(?:unhandled )?signal:? ?(?:4|5|6|7|8|11|SIGSEGV|SIGILL|SIGBUS|SIGABRT|SIGTRAP)\b/i,
      'A process was killed by a fault signal',
    ),
  ],
  examine(incident): Examination {
    const inConsole = examineConsole(incident, { cause: 'app.native-crash', nextSteps: (c) => nextSteps(c) });
    if (inConsole !== null) return withSignal(incident, inConsole);
    return fromCode(incident);
  },
};

/** A report in the console and the signal's own code in the rows prove each other. */
function withSignal(incident: Case, found: Examination): Examination {
  if (found === null || !('summary' in found) || exitsWithCode(incident, ...faultSignals).length === 0) return found;
  return { ...found, confidence: 'high' };
}

function fromCode(incident: Case): Examination {
  const runs = exitsWithCode(incident, ...signals.keys());
  const last = runs.at(-1);
  const code = last?.exit?.exitCode ?? null;
  if (last === undefined || code === null) return null;
  const explained = [...decisiveByRun(incident)].find(([run]) => run?.id === last.id)?.[1];
  if (explained !== undefined) {
    return explained.signature.weight === 'fatal'
      ? {
          ruledOut: `Exit code ${code} also follows from what the console shows: the process ended itself after an error, not by a fault in native code.`,
        }
      : null;
  }
  if (code === 139 && speaksDotnet(incident.linesOf(last))) return null;
  return {
    confidence: confidenceOf(code, incident.linesOf(last).length > 0),
    ...(code === 132 ? { attribution: 'configuration' as const } : {}),
    summary: `${signals.get(code) ?? `Signal ${code - 128}`}: ${whoEnded(incident)}.`,
    evidence: lastRows(runs),
    nextSteps: nextSteps(incident),
    causality: 20,
  };
}

/**
 * Faults of the processor and of the sandbox are what they say. SIGSEGV, SIGABRT and SIGTRAP are also how .NET as the first
 * process and V8 end themselves, and without a line nobody can tell.
 */
function confidenceOf(code: number, hasSpoken: boolean): 'high' | 'medium' | 'low' {
  if (faultSignals.some((each) => each === code)) return 'high';
  return hasSpoken ? 'medium' : 'low';
}

function nextSteps(incident: Case) {
  return [
    steps.readConsole(incident),
    ...(incident.app.kind === 'app' ? [steps.backToRevision(incident)] : []),
    advise(
      'Switch on the runtime’s crash report (PYTHONFAULTHANDLER=1, DOTNET_DbgEnableMiniDump=1, -XX:ErrorFile, NODE_OPTIONS=--report-on-fatalerror) with a path on a mounted volume',
    ),
    advise('Check native packages against the base image (glibc or musl, x86-64 level) and rebuild them in it'),
  ];
}
