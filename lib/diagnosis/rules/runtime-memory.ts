import { fatal, ofMemory, telling } from '@/lib/diagnosis/console/signature';
import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, ConsoleMatch, ConsoleSignature } from '@/lib/diagnosis/rule';
import { nameOf } from '@/lib/diagnosis/rules/exits';
import type { NextStep } from '@/lib/domain/incident';

/**
 * A runtime that finds no memory ends itself, with a code of its own (Node 134, the JVM 1 or 3, Python 1): the container’s
 * limit is then not what killed it. Before a 137 the same words corroborate that kill.
 */
export const runtimeMemory: readonly ConsoleSignature[] = [
  fatal(
    'node-heap-limit',
    'heap retry',
    /JavaScript heap out of memory|Reached heap limit|CALL_AND_RETRY_LAST|Ineffective mark-compacts near heap limit/,
    'The JavaScript heap is exhausted',
  ),
  fatal(
    'java-heap',
    'outofmemoryerror insufficient',
    /(?<!torch\.)(?<!cuda\.)\bOutOfMemoryError\b(?:: (?<space>.{1,60}))?|insufficient memory for the Java Runtime Environment/,
    'The JVM has no memory left ({space|see the line})',
  ),
  fatal(
    'python-memory-error',
    'memoryerror arraymemoryerror',
    /^(?:\w+\.){0,6}_?(?:ArrayMemoryError|MemoryError)\b/m,
    'Python has no memory left',
  ),
  fatal(
    'dotnet-oom',
    'outofmemoryexception memory',
    /\bOutOfMemoryException\b|^Out of memory\.$/m,
    '.NET has no memory left',
  ),
  fatal(
    'go-oom',
    'memory',
    /\bruntime: out of memory\b|fatal error: out of memory/,
    'The Go program has no memory left',
  ),
  fatal('rust-oom', 'memory', /\bmemory allocation of \d+ bytes failed\b/, 'The program could not allocate memory'),
  fatal('cpp-bad-alloc', 'alloc', /\bstd::bad_alloc\b/, 'The program could not allocate memory'),
  fatal(
    'cannot-allocate',
    'allocate enomem errno',
    /\b[Cc]annot allocate memory\b|\bENOMEM\b|\[Errno 12\]/,
    'The process could not allocate memory',
  ),
  fatal('ruby-no-memory', 'nomemoryerror', /\bNoMemoryError\b/, 'Ruby has no memory left'),
  fatal(
    'cuda-oom',
    'cuda hip cublas torch',
    /\b(?:CUDA|HIP|cuda|cublas|CUBLAS)\b[^\n]{0,40}\bout of memory\b|CUDA_ERROR_OUT_OF_MEMORY|CUBLAS_STATUS_ALLOC_FAILED|torch\.(?:cuda\.)?OutOfMemoryError/,
    'The GPU has no memory left',
  ),
  fatal('numpy-allocate', 'allocate', /\b[Uu]nable to allocate \d[\d.]{0,8} ?[KMGT]i?B\b/, 'Python has no memory left'),
  telling(
    'php-memory-limit',
    'allowed',
    /Allowed memory size of (?<bytes>\d+) bytes exhausted/,
    'PHP’s memory_limit was reached in one request',
  ),
  fatal(
    'too-little-memory',
    'megabytes gigabytes mb gb ram memory',
    /\brequires? (?:a machine with )?(?:at least|a minimum of) \d[\d.]{0,6} ?(?:megabytes|gigabytes|[MG]i?B) (?:of )?(?:memory|RAM)/i,
    'The program asks for more memory than it has',
  ),
  telling(
    'out-of-memory',
    'memory oom',
    /\b(?:[Oo]ut of memory|OOM(?! command not allowed)|insufficient memory|not enough memory|memory (?:limit|quota) (?:reached|exceeded)|exceed\w* (?:the )?memory limit|memory exhausted)\b/i,
    'The process speaks of too little memory',
  ),
].map(ofMemory);

/** What each runtime calls the limit that it gives itself; beside the container’s own limit the two must fit. */
const limits: readonly [RegExp, string][] = [
  [
    /^node-/,
    'Set NODE_OPTIONS=--max-old-space-size=<MiB> to about three quarters of the container’s memory: V8 chooses its heap limit itself and may stay far below',
  ],
  [
    /^java-/,
    'Set -XX:MaxRAMPercentage=75 (JAVA_TOOL_OPTIONS): without it the JVM takes a quarter of the container’s memory for its heap',
  ],
  [
    /^dotnet-/,
    'Set DOTNET_GCHeapHardLimitPercent: in a container the .NET heap ends at three quarters of the memory by default',
  ],
  [/^go-/, 'Set GOMEMLIMIT a little below the container’s memory, so that the collector works harder before the end'],
  [/^php-/, 'Raise memory_limit in php.ini, and keep it times the number of workers below the container’s memory'],
];

/** First the limit of the runtime, then the container’s: more memory alone does not move a heap limit that is set. */
export function memorySteps(incident: Case, match: ConsoleMatch): NextStep[] {
  const { id } = match.signature;
  if (id === 'cuda-oom') {
    return [
      advise(
        'It is the memory of the GPU, not the container’s: take a smaller batch, context or model, a smaller number format, or a profile with a larger GPU',
      ),
      advise('See that no second process or replica loads its model onto the same GPU'),
      steps.readConsole(incident, 'See what was loaded before it'),
    ];
  }
  const limit = limits.find(([runtime]) => runtime.test(id))?.[1];
  return [
    ...(limit === undefined ? [] : [advise(limit)]),
    steps.setMemory(
      incident,
      `Give ${nameOf(incident)} more memory if its limit is the smaller of the two (CPU and memory go in pairs: 0.25 and 0.5Gi, 0.5 and 1Gi, …)`,
    ),
    steps.readConsole(incident, 'See what it was working on: one large input, or a leak that grows over hours'),
  ];
}

/** `null`: nothing is to be added. GPU memory has no limit that the platform could enforce. */
export function memoryRemark(incident: Case, match: ConsoleMatch): string | null {
  if (match.signature.isMemory !== true || match.signature.id === 'cuda-oom') return null;
  const code = incident.exits.at(-1)?.exit?.exitCode ?? null;
  return code === null || code === 137
    ? null
    : 'It ended itself; a kill at the container’s memory limit would leave exit code 137.';
}
