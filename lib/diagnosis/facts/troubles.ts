import type { SystemEvent } from '@/lib/domain/event';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { ContainerRole, FailedStart, Run } from '@/lib/domain/run';
import { unnamed } from './containers';
import { isProbeFailure } from './exits';
import type { Facts } from './facts';
import { standingFaults } from './faults';
import type { LaneOfRuns } from './lives';
import { firstAtOrAfter } from './places';

/** What one incident is made of, before its cause is known. */
export interface Trouble {
  /** Tells two incidents of one container apart: `exit`, `pull`, `unready`, … */
  mechanism: string;
  container: string | null;
  role: ContainerRole | null;
  /** Ended unexpectedly, oldest first. */
  exits: Run[];
  failedStarts: FailedStart[];
  faults: SystemEvent[];
  backOffRows: SystemEvent[];
  /** Rows that only follow from it: what a container that keeps ending looks like from outside. */
  consequences: SystemEvent[];
  /** Console lines that tell of it, when nothing else does. */
  lines: ConsoleRow[];
}

/** Signs of one revision nearer than this to each other are one story. */
const nearMs = 15 * 60_000;
/** An eviction or a node's end kills within this span. */
const removalMs = 5 * 60_000;

/** Everything that needs a reader, folded: what one container went through for one reason is one trouble. */
export function gatherTroubles(facts: Facts): Trouble[] {
  const failures = [...exitTroubles(facts), ...startTroubles(facts)];
  addBackOffs(failures, facts);
  const faults = addFaults(failures, facts);
  return [...withoutCompanions(failures), ...faults];
}

export function newTrouble(mechanism: string, container: string | null, role: ContainerRole | null): Trouble {
  return {
    mechanism,
    container,
    role,
    exits: [],
    failedStarts: [],
    faults: [],
    backOffRows: [],
    consequences: [],
    lines: [],
  };
}

function exitTroubles(facts: Facts): Trouble[] {
  const byContainer = new Map<string, Run[]>();
  for (const run of facts.runs) {
    if (run.exit === null || run.exit.intended === true) continue;
    const list = byContainer.get(run.container);
    if (list === undefined) byContainer.set(run.container, [run]);
    else list.push(run);
  }
  return [...byContainer].flatMap(([name, runs]) => {
    const exits = [...runs].sort((a, b) => endOfRun(a) - endOfRun(b));
    const signatures = joinNeighbours(exits);
    const groups = new Map<string, Trouble>();
    for (const run of exits) {
      const signature = signatures.get(signatureOf(run)) ?? signatureOf(run);
      const trouble =
        groups.get(signature) ?? newTrouble(`exit ${signature}`, name === unnamed ? null : name, run.role);
      trouble.exits.push(run);
      groups.set(signature, trouble);
    }
    return [...groups.values()];
  });
}

function endOfRun(run: Run): number {
  return run.exit?.atMs ?? 0;
}

function signatureOf(run: Run): string {
  const exit = run.exit;
  if (exit === null) return 'none';
  if (isProbeFailure(exit.terminationReason)) return 'probe';
  if (exit.forced) return 'forced';
  return exit.exitCode === null ? (exit.terminationReason ?? 'none') : `code ${exit.exitCode}`;
}

/** One loop can end its runs in several ways: ways that follow each other closely in one revision are one. */
function joinNeighbours(exits: readonly Run[]): Map<string, string> {
  const parent = new Map<string, string>();
  const rootOf = (signature: string): string => {
    let root = signature;
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) root = next;
    return root;
  };
  const newest = new Map<string, Run>();
  for (const run of exits) {
    const key = run.revision ?? run.execution ?? '';
    const before = newest.get(key);
    if (before !== undefined && endOfRun(run) - endOfRun(before) <= nearMs) {
      const [from, to] = [rootOf(signatureOf(before)), rootOf(signatureOf(run))];
      if (from !== to) parent.set(to, from);
    }
    newest.set(key, run);
  }
  return new Map(exits.map((run) => [signatureOf(run), rootOf(signatureOf(run))]));
}

function startTroubles({ failedStarts }: Facts): Trouble[] {
  const groups = new Map<string, Trouble>();
  for (const start of failedStarts) {
    const key = `${start.stage}\n${start.container ?? ''}`;
    const trouble = groups.get(key) ?? newTrouble(start.stage, start.container, start.role);
    trouble.failedStarts.push(start);
    groups.set(key, trouble);
  }
  return [...groups.values()];
}

/** Back-off rows belong to what their container fails by; alone they are a trouble of their own. */
function addBackOffs(troubles: Trouble[], facts: Facts): void {
  const laneOfEvent = new Map<SystemEvent, LaneOfRuns>();
  for (const lane of facts.lanes)
    for (const event of lane.events) if (event.kind === 'back-off') laneOfEvent.set(event, lane);
  const reaches = troubles.map((trouble) => new Reach(trouble));
  const alone = new Map<string | null, Trouble>();
  for (const event of facts.events) {
    if (event.kind !== 'back-off') continue;
    const lane = laneOfEvent.get(event);
    const name = lane?.container ?? event.container ?? facts.names.onlyOne(event.replica, event.revision);
    const container = name === unnamed ? null : name;
    const fitting = reaches.filter((reach) => reach.isAbout(container) && reach.holds(event));
    const home = nearest(fitting, event.atMs)?.trouble ?? alone.get(container);
    if (home !== undefined) {
      home.backOffRows.push(event);
      continue;
    }
    const role = container === null ? null : (facts.roles.get(container) ?? null);
    const trouble = newTrouble('exit back-off', container, role);
    trouble.backOffRows.push(event);
    alone.set(container, trouble);
    troubles.push(trouble);
  }
}

/** Where and when a trouble showed, to find what belongs to it without going through all its signs each time. */
class Reach {
  readonly trouble: Trouble;
  readonly times: readonly { atMs: number }[];
  readonly #revisions: ReadonlySet<string | null>;
  readonly executions: ReadonlySet<string | null>;

  constructor(trouble: Trouble) {
    const places = [...trouble.exits, ...trouble.failedStarts, ...trouble.backOffRows];
    this.trouble = trouble;
    this.times = signTimes(trouble).map((atMs) => ({ atMs }));
    this.#revisions = new Set(places.map((place) => place.revision));
    this.executions = new Set(places.map((place) => place.execution));
  }

  isAbout(container: string | null): boolean {
    return this.trouble.container === container || container === null || this.trouble.container === null;
  }

  /** The trouble showed in the event's execution or revision, or one of the two names none. */
  holds(event: SystemEvent): boolean {
    if (event.execution !== null && !this.executions.has(null)) return this.executions.has(event.execution);
    return event.revision === null || this.#revisions.has(null) || this.#revisions.has(event.revision);
  }

  awayMs(atMs: number): number {
    const place = firstAtOrAfter(this.times, atMs);
    const before = this.times[place - 1];
    const after = this.times[place];
    return Math.min(
      before === undefined ? Number.POSITIVE_INFINITY : atMs - before.atMs,
      after === undefined ? Number.POSITIVE_INFINITY : after.atMs - atMs,
    );
  }
}

function nearest(reaches: readonly Reach[], atMs: number): Reach | undefined {
  return reaches.reduce<Reach | undefined>(
    (best, reach) => (best === undefined || reach.awayMs(atMs) < best.awayMs(atMs) ? reach : best),
    undefined,
  );
}

/** When the trouble showed, oldest first. */
export function signTimes(trouble: Trouble): number[] {
  return [
    ...trouble.exits.flatMap((run) => run.exit?.events.map((event) => event.atMs) ?? []),
    ...trouble.failedStarts.flatMap((start) => start.events.map((event) => event.atMs)),
    ...trouble.faults.map((event) => event.atMs),
    ...trouble.backOffRows.map((event) => event.atMs),
    ...trouble.lines.map((row) => row.atMs),
  ].sort((a, b) => a - b);
}

/** Which troubles of their own the standing faults make; the others join the failure that they belong to or follow from. */
function addFaults(failures: Trouble[], facts: Facts): Trouble[] {
  const groups = new Map<string, Trouble>();
  const reaches = failures.map((trouble) => new Reach(trouble));
  for (const event of standingFaults(facts)) {
    const home = homeOf(event, reaches);
    if (home !== undefined) {
      (isOutsideView(event) ? home.consequences : home.faults).push(event);
      continue;
    }
    const container = containerOf(event, facts);
    const mechanism = mechanismOf(event);
    const key = `${mechanism}\n${container ?? ''}`;
    const role = container === null ? null : (facts.roles.get(container) ?? null);
    const trouble = groups.get(key) ?? newTrouble(mechanism, container, role);
    trouble.faults.push(event);
    groups.set(key, trouble);
  }
  return [...groups.values()];
}

function homeOf(event: SystemEvent, reaches: readonly Reach[]): Trouble | undefined {
  const near = (spanMs: number) =>
    reaches.find((reach) => reach.holds(event) && reach.awayMs(event.atMs) <= spanMs)?.trouble;
  switch (event.kind) {
    case 'evicted':
    case 'node-move':
      return reaches.find(({ trouble }) => trouble.exits.some((run) => isRemoval(event, run)))?.trouble;
    case 'probe-failed':
    case 'port-mismatch':
      return near(nearMs);
    case 'revision':
      return near(nearMs * 2);
    case 'job-execution':
      return jobHome(event, reaches);
    default:
      return undefined;
  }
}

/** Not ready, not listening, no port. */
function isOutsideView({ kind }: SystemEvent): boolean {
  return kind === 'probe-failed' || kind === 'port-mismatch';
}

function isRemoval(event: SystemEvent, run: Run): boolean {
  return (
    (event.replica === null || run.replica === null || run.replica === event.replica) &&
    (event.container === null || event.container === run.container) &&
    Math.abs(endOfRun(run) - event.atMs) <= removalMs
  );
}

/** The retries and the deadline of a job only count what its containers did. */
function jobHome(event: SystemEvent, reaches: readonly Reach[]): Trouble | undefined {
  const same = reaches.find((reach) => event.execution !== null && reach.executions.has(event.execution));
  if (same !== undefined) return same.trouble;
  const [only] = reaches;
  const isElsewhere = event.execution !== null && only !== undefined && !only.executions.has(null);
  return reaches.length === 1 && !isElsewhere ? only?.trouble : undefined;
}

function mechanismOf(event: SystemEvent): string {
  switch (event.kind) {
    case 'probe-failed':
    case 'port-mismatch':
      return 'unready';
    case 'quota':
    case 'replica-unassigned':
      return 'capacity';
    default:
      return event.kind;
  }
}

function containerOf(event: SystemEvent, facts: Facts): string | null {
  if (event.container !== null) return event.container;
  switch (event.kind) {
    case 'probe-failed':
    case 'port-mismatch': {
      const name = facts.runOfEvent.get(event)?.container ?? facts.names.onlyOne(event.replica, event.revision);
      return name === unnamed ? null : name;
    }
    case 'evicted':
      return facts.names.onlyOne(event.replica, event.revision);
    case 'job-execution':
      return facts.names.onlyOne(event.replica, null);
    default:
      return null;
  }
}

/** Companions that went down with the user's container: their every end follows one of its ends in the same replica. */
const togetherMs = 5_000;

function withoutCompanions(failures: readonly Trouble[]): Trouble[] {
  const leaders = new Map<string | null, { atMs: number }[]>();
  for (const { role, exits } of failures) {
    if (role !== 'app' && role !== 'sidecar') continue;
    for (const run of exits) {
      const ends = leaders.get(run.replica);
      if (ends === undefined) leaders.set(run.replica, [{ atMs: endOfRun(run) }]);
      else ends.push({ atMs: endOfRun(run) });
    }
  }
  for (const ends of leaders.values()) ends.sort((a, b) => a.atMs - b.atMs);
  const follows = (run: Run) => {
    const ends = leaders.get(run.replica) ?? [];
    const next = ends[firstAtOrAfter(ends, endOfRun(run) - togetherMs)];
    return next !== undefined && next.atMs <= endOfRun(run) + togetherMs;
  };
  return failures.filter(({ role, exits }) => {
    const isCompanion = role === 'platform' || role === 'dapr';
    return !isCompanion || exits.length === 0 || !exits.every(follows);
  });
}
