import type { AppIdentity, DiagnosisInput } from '@/lib/domain/diagnosis';
import type { ConsoleRow, ConsoleStream, SystemRow } from '@/lib/domain/rows';

const startMs = Date.UTC(2026, 5, 20);
const range = { fromMs: startMs, toMs: startMs + 86_400_000 };

/** Of the platform's ladder the longest wait: what a container in back-off lives and waits, together. */
const cycleMs = 310_000;
const cyclesPerDay = Math.floor((range.toMs - range.fromMs) / cycleMs) - 1;
const rowsPerCycle = 10;
const linesPerRow = 10;

type Ending = 'exception' | 'memory' | 'probe' | 'stopped';
/** Most containers of a busy environment end because they were asked to. */
const endings: readonly Ending[] = ['stopped', 'exception', 'stopped', 'probe', 'stopped', 'memory'];

interface Place {
  app: AppIdentity;
  revision: string;
  replica: string;
}

/**
 * What `diagnose` is given of each app of a noisy environment: restarts of several kinds side by side in all replicas, and
 * ten console lines per system row, most of them chatter that looks alarming. The same numbers give the same rows.
 */
export function noisyEnvironment(sizes: { apps: number; systemRows: number }): DiagnosisInput[] {
  return Array.from({ length: sizes.apps }, (_, number) =>
    noisyApp(`noisy-${number}`, Math.round(sizes.systemRows / sizes.apps)),
  );
}

function noisyApp(name: string, systemRowCount: number): DiagnosisInput {
  const app: AppIdentity = { name, kind: 'app', workspace: 'bench', environment: 'bench' };
  const cycles = Math.ceil(systemRowCount / rowsPerCycle);
  const replicas = Math.max(endings.length, Math.ceil(cycles / cyclesPerDay));
  const systemRows: SystemRow[] = [];
  const consoleRows: ConsoleRow[] = [];
  for (let cycle = 0; cycle < cycles; cycle++) {
    const number = cycle % replicas;
    const place = {
      app,
      revision: `${name}--r7`,
      replica: `${name}--r7-6c9d5f7b8d-${String(number).padStart(5, 'x')}`,
    };
    const atMs = startMs + Math.floor(cycle / replicas) * cycleMs + number * 137;
    const ending = endings[number % endings.length] ?? 'stopped';
    tellCycle(place, { atMs, ending, count: Math.floor(cycle / replicas) + 1 }, systemRows, consoleRows);
  }
  return { app, systemRows: asRead(systemRows), consoleRows: asRead(consoleRows), range, asOfMs: range.toMs };
}

/** As rows come out of an answer's JSON: every text its own and in one piece, where those built here share and join theirs. */
function asRead<Row>(rows: readonly Row[]): Row[] {
  return rows.map((row) => JSON.parse(JSON.stringify(row)) as Row);
}

interface Cycle {
  atMs: number;
  ending: Ending;
  count: number;
}

function tellCycle(place: Place, { atMs, ending, count }: Cycle, system: SystemRow[], console: ConsoleRow[]) {
  const say = (afterMs: number, reason: string, message: string, severity = 'Normal') =>
    system.push({
      ...commonOf(place, `s${system.length}`, atMs + afterMs),
      table: 'ContainerAppSystemLogs_CL',
      reason,
      message,
      severity,
      eventSource: 'ContainerAppController',
      count,
    });
  const lifeMs = 200_000;
  say(0, 'PullingImage', "Pulling image 'registry.example.com/noisy/web:7'");
  say(900, 'PulledImage', "Successfully pulled image 'registry.example.com/noisy/web:7' in 0.9s. Image size: 91 MB.");
  say(1_000, 'ContainerCreated', "Created container 'web'");
  say(1_050, 'ContainerStarted', "Started container 'web'");
  say(2_000, 'ProbeFailed', 'Probe of StartUp failed with status code: 1', 'Warning');
  say(3_000, 'ProbeFailed', 'Probe of StartUp failed with status code: 1', 'Warning');
  const words: Record<Ending, [string, string][]> = {
    stopped: [
      ['FailedGetContainerResourceMetric', 'no metrics returned from resource metrics API'],
      ['ContainerTerminated', "Container 'web' was terminated with exit code '' and reason 'ManuallyStopped'"],
      ['FailedGetContainerResourceMetric', 'no metrics returned from resource metrics API'],
      ['AssigningReplica', `Replica '${place.replica}' has been scheduled to run on a node.`],
    ],
    exception: [
      ['ContainerTerminated', "Container 'web' was terminated with exit code '1' and reason 'ProcessExited'"],
      ['ProcessExited', "Container 'web' was terminated with exit code '1'"],
      ['ContainerBackOff', 'Persistent Failure to start container'],
      ['ContainerBackOff', 'Persistent Failure to start container'],
    ],
    memory: [
      ['ContainerTerminated', "Container 'web' was terminated with exit code '137' and reason 'ProcessExited'"],
      ['ProcessExited', "Container 'web' was terminated with exit code '137'"],
      ['ContainerBackOff', 'Persistent Failure to start container'],
      ['ContainerBackOff', 'Persistent Failure to start container'],
    ],
    probe: [
      ['ProbeFailed', 'Probe of Liveness failed with status code: 500'],
      ['ProbeFailed', 'Container web failed liveness probe, will be restarted'],
      ['ContainerTerminated', "Container 'web' was terminated with exit code '' and reason 'ProbeFailure'"],
      ['ContainerBackOff', 'Persistent Failure to start container'],
    ],
  };
  for (const [place, [reason, message]] of words[ending].entries())
    say(lifeMs + place * 40, reason, message, 'Warning');

  const farewell = ending === 'exception' ? trace : [];
  const lines = rowsPerCycle * linesPerRow - farewell.length;
  const print = (afterMs: number, stream: ConsoleStream, text: string) =>
    console.push({
      ...commonOf(place, `c${console.length}`, atMs + afterMs),
      table: 'ContainerAppConsoleLogs_CL',
      container: 'web',
      stream,
      text,
    });
  for (let line = 0; line < lines; line++) {
    const afterMs = 1_200 + Math.floor((line / lines) * (lifeMs - 2_000));
    print(afterMs, line % 3 === 0 ? 'stderr' : 'stdout', chatter(count * 31 + line, atMs + afterMs));
  }
  for (const [place, text] of farewell.entries()) print(lifeMs - 200 + place, 'stderr', text);
}

function commonOf({ app, revision, replica }: Place, id: string, atMs: number) {
  return {
    id: `${app.name}-${id}`,
    atMs,
    ingestedAtMs: atMs + 5_000,
    workspace: app.workspace,
    environment: app.environment,
    app: app.name,
    kind: app.kind,
    revision,
    replica,
    execution: null,
  };
}

/** One line of a log as it is: requests and their failures, levels in many forms, words that alarm and mean nothing. */
function chatter(seed: number, atMs: number): string {
  const time = new Date(atMs).toISOString();
  const number = (seed * 2_654_435_761) % 99_991;
  switch (number % 12) {
    case 0:
    case 1:
    case 2:
    case 3:
      return `192.0.2.${number % 250} - - [${time}] "GET /orders/${number} HTTP/1.1" 200 ${number % 9_000} "-" "Mozilla/5.0 (X11; Linux x86_64)" 0.0${number % 90}`;
    case 4:
      return `192.0.2.${number % 250} - - [${time}] "POST /orders HTTP/1.1" 500 ${number % 900} "-" "curl/8.5.0" 0.${number}`;
    case 5:
      return `{"level":"info","time":"${time}","msg":"request completed","path":"/basket/${number}","status":200,"ms":${number % 700}}`;
    case 6:
      return `{"level":"error","time":"${time}","msg":"upstream returned 503, retrying","attempt":1,"host":"stock.example.com"}`;
    case 7:
      return `time=${time} level=ERROR msg="dial tcp 198.51.100.40:6379: connect: connection refused, retrying in 200ms"`;
    case 8:
      return `${time} WARN  [pool-${number % 9}] deprecated setting poolTimeout is ignored, using default`;
    case 9:
      return `\u001b[33m[${time}] WARNING django.request: Not Found: /favicon-${number}.ico\u001b[0m`;
    case 10:
      return `${time} INFO  com.example.noisy.OrderService - order ${number} stored in ${number % 40} ms, 0 errors`;
    default:
      return `${time} DEBUG cache miss for key basket:${number}, loading from the database, 3 rows`;
  }
}

const trace = [
  'Traceback (most recent call last):',
  '  File "/app/main.py", line 41, in <module>',
  '    main()',
  '  File "/app/main.py", line 33, in main',
  '    total = sum(prices) / len(prices)',
  'ZeroDivisionError: division by zero',
];
