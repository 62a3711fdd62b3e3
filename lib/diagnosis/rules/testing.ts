import { findMatches } from '@/lib/diagnosis/console/match';
import type { Case, ConsoleMatch, Examined, Rule } from '@/lib/diagnosis/rule';
import { rules } from '@/lib/diagnosis/rules/index';
import type { EventDetail, StartStage, SystemEvent } from '@/lib/domain/event';
import type { ConsoleRow, SystemRow } from '@/lib/domain/rows';
import type { ContainerRole, FailedStart, Run } from '@/lib/domain/run';

/** Cases for the tests of rules: whole and believable, in the words of real rows. */

const startMs = Date.UTC(2026, 5, 20, 4, 0, 0);
const app = 'shop';
const revision = 'shop--r7';
const replica = 'shop--r7-6c9d5f7b8d-x2k4q';

let rows = 0;

interface RowInput {
  /** Seconds from the case's start. */
  at: number;
  message: string;
  reason?: string | null;
  count?: number;
  severity?: string;
  replica?: string | null;
}

export function systemRow({
  at,
  message,
  reason = null,
  count,
  severity = 'Warning',
  replica: of = replica,
}: RowInput): SystemRow {
  rows += 1;
  return {
    id: `s${rows}`,
    atMs: startMs + at * 1000,
    ingestedAtMs: startMs + at * 1000,
    workspace: 'ops',
    environment: 'prod',
    app,
    kind: 'app',
    revision,
    replica: of,
    execution: null,
    table: 'ContainerAppSystemLogs_CL',
    reason,
    message,
    severity,
    eventSource: 'ContainerAppController',
    count: count ?? 1,
  };
}

export function event(detail: EventDetail, input: RowInput & { container?: string | null }): SystemEvent {
  const row = systemRow(input);
  return {
    row,
    repeats: [],
    atMs: row.atMs,
    revision,
    replica: row.replica,
    replicaInferred: false,
    execution: null,
    container: input.container === undefined ? 'web' : input.container,
    ...detail,
  } as SystemEvent;
}

export function consoleRow(at: number, text: string): ConsoleRow {
  rows += 1;
  return {
    id: `c${rows}`,
    atMs: startMs + at * 1000,
    ingestedAtMs: startMs + at * 1000,
    workspace: 'ops',
    environment: 'prod',
    app,
    kind: 'app',
    revision,
    replica,
    execution: null,
    table: 'ContainerAppConsoleLogs_CL',
    container: 'web',
    stream: 'stderr',
    text,
  };
}

interface RunInput {
  at?: number;
  lifetime?: number;
  code?: number | null;
  reason?: string | null;
  /** Console lines, the last one just before the end. */
  lines?: readonly string[];
  intended?: boolean | null;
  forced?: boolean;
  /** Further events of the run: probes, kills. */
  events?: readonly SystemEvent[];
  running?: boolean;
}

interface Life {
  run: Run;
  lines: ConsoleRow[];
}

/** One life of container `web`: it starts, prints, and ends as told. */
export function life({
  at = 0,
  lifetime = 8,
  code = 1,
  reason = 'ProcessExited',
  lines = [],
  intended = false,
  forced = false,
  events = [],
  running = false,
}: RunInput = {}): Life {
  const end = at + lifetime;
  const said = code === null ? '' : String(code);
  const ended = event(
    { kind: 'container-terminated', exitCode: code, terminationReason: reason, detail: null },
    {
      at: end,
      reason: 'ContainerTerminated',
      message: `Container 'web' was terminated with exit code '${said}'${reason === null ? '' : ` and reason '${reason}'`}`,
    },
  );
  const run: Run = {
    id: `web~${replica}~${startMs + at * 1000}`,
    number: 1,
    container: 'web',
    role: 'app',
    replica,
    replicaInferred: false,
    revision,
    execution: null,
    fromMs: startMs + at * 1000,
    toMs: running ? null : startMs + end * 1000,
    startKnown: true,
    endKnown: !running,
    cut: false,
    lifetimeSeconds: running ? null : lifetime,
    exit: running
      ? null
      : {
          atMs: startMs + end * 1000,
          exitCode: code,
          terminationReason: reason,
          detail: null,
          intended,
          forced,
          events: [ended],
        },
    events: [...events],
  };
  return { run, lines: lines.map((text, i) => consoleRow(end - (lines.length - i) * 0.05, text)) };
}

export function failedStart(stage: StartStage, message: string, at = 5): FailedStart {
  const failure = event(
    { kind: 'start-failed', stage, detail: message },
    { at, reason: 'ContainerTerminated', message },
  );
  return {
    atMs: failure.atMs,
    stage,
    container: 'web',
    role: 'app',
    replica,
    revision,
    execution: null,
    detail: message,
    events: [failure],
  };
}

export interface CaseInput {
  lives?: readonly Life[];
  /** Lives that are no part of the incident: intended stops, success. */
  otherLives?: readonly Life[];
  failedStarts?: readonly FailedStart[];
  faults?: readonly SystemEvent[];
  events?: readonly SystemEvent[];
  /** Lines of a container that has no run in the rows. */
  lines?: readonly string[];
  daprLines?: readonly string[];
  role?: ContainerRole | null;
  container?: string | null;
  backOff?: Case['backOff'];
  kind?: 'app' | 'job';
  settings?: Case['settings'];
  samples?: Case['samples'];
  resourceGroup?: Case['resourceGroup'];
}

export function caseOf(input: CaseInput = {}): Case {
  const {
    lives = [],
    otherLives = [],
    failedStarts = [],
    faults = [],
    backOff = null,
    settings = [],
    samples = [],
    resourceGroup = null,
  } = input;
  const exits = lives.map(({ run }) => run).filter((run) => run.exit !== null && run.exit.intended !== true);
  const runs = [...lives, ...otherLives].map(({ run }) => run);
  const loose = (input.lines ?? []).map((text, i) => consoleRow(2 + i * 0.05, text));
  const lines = [...[...lives, ...otherLives].flatMap((each) => each.lines), ...loose].sort((a, b) => a.atMs - b.atMs);
  const byRow = new Map(
    [...lives, ...otherLives].flatMap((each) => each.lines.map((line) => [line.id, each.run] as const)),
  );
  const byRun = new Map([...lives, ...otherLives].map((each) => [each.run.id, each.lines]));
  const matches: ConsoleMatch[] = findMatches(lines, rules, (row) => byRow.get(row.id) ?? null);
  const events = [
    ...faults,
    ...failedStarts.flatMap((start) => start.events),
    ...runs.flatMap((run) => [...run.events, ...(run.exit?.events ?? [])]),
    ...(input.events ?? []),
  ];
  return {
    app: { name: app, kind: input.kind ?? 'app', workspace: 'ops', environment: 'prod' },
    range: { fromMs: startMs, toMs: startMs + 3_600_000 },
    asOfMs: startMs + 3_600_000,
    container: input.container === undefined ? 'web' : input.container,
    role: input.role === undefined ? 'app' : input.role,
    revisions: [revision],
    replicas: [replica],
    exits,
    failedStarts,
    faults,
    runs,
    otherRuns: [],
    events: [...new Map(events.map((each) => [each.row.id, each])).values()].sort((a, b) => a.atMs - b.atMs),
    backOff,
    daprLines: (input.daprLines ?? []).map((text, i) => ({ ...consoleRow(2 + i * 0.05, text), container: 'daprd' })),
    linesOf: (run) => byRun.get(run.id) ?? [],
    lines,
    matches,
    settings,
    samples,
    resourceGroup,
  };
}

/** The container prints these lines and ends with the code, once. */
export function crashed(lines: readonly string[], code = 1): Case {
  return caseOf({ lives: [life({ lines, code })] });
}

const order = { high: 3, medium: 2, low: 1 };

/** What the rules together say first: highest confidence, then nearest to the root. */
export function verdict(incident: Case): { cause: Rule['cause'] | 'unknown'; found: Examined | null } {
  let best: { cause: Rule['cause']; found: Examined } | null = null;
  for (const rule of rules) {
    const found = rule.examine(incident);
    if (found === null || !('summary' in found)) continue;
    if (best === null || isBefore(found, best.found)) best = { cause: rule.cause, found };
  }
  return best ?? { cause: 'unknown', found: null };
}

function isBefore(a: Examined, b: Examined): boolean {
  const byConfidence = order[a.confidence] - order[b.confidence];
  return byConfidence > 0 || (byConfidence === 0 && (a.causality ?? 0) > (b.causality ?? 0));
}

/** The rule claims its cause for this case; to be silent or to rule it out is to keep quiet. */
export function speaks(rule: Rule, incident: Case): boolean {
  const found = rule.examine(incident);
  return found !== null && 'summary' in found;
}
