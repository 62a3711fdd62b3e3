import type { ContainerState } from '@/lib/domain/diagnosis';
import type { SystemEvent } from '@/lib/domain/event';
import type { Run } from '@/lib/domain/run';
import { phaseOf } from './container-states';
import { unnamed } from './containers';
import type { Facts } from './facts';
import { standingFaults } from './faults';
import type { LaneOfRuns } from './lives';
import { overcomePulls } from './overcome-pulls';
import { firstAtOrAfter } from './places';
import { endOfRun, nearest, newTrouble, Reach, type Trouble } from './trouble';
import { exitTroubles, nearMs } from './ways';

/** An eviction or a node's end kills within this span. */
const removalMs = 5 * 60_000;

/** Everything that needs a reader, folded: what one container went through for one reason is one trouble. */
export function gatherTroubles(facts: Facts): Trouble[] {
  const failures = [...exitTroubles(facts), ...startTroubles(facts)];
  addBackOffs(failures, facts);
  addStates(failures, facts);
  const faults = addFaults(failures, facts);
  return [...withoutCompanions(failures), ...faults];
}

function startTroubles({ failedStarts, events }: Facts): Trouble[] {
  const groups = new Map<string, Trouble>();
  const overcome = overcomePulls(failedStarts, events);
  for (const start of failedStarts) {
    if (overcome.has(start)) continue;
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

/**
 * A container that waits by the word of the management API: a sign of what it fails by, however long its last row is ago;
 * where no row tells of it, a trouble of its own.
 */
function addStates(troubles: Trouble[], facts: Facts): void {
  if (facts.states.isEmpty) return;
  const alone = new Map<string, Trouble>();
  const known = troubles.map((trouble) => ({ reach: new Reach(trouble), places: placesOf(trouble) }));
  for (const state of facts.states.all()) {
    const phase = phaseOf(state);
    if (phase !== 'waiting' && phase !== 'not-starting') continue;
    const own = known.filter(
      ({ reach, places }) => isWhere(reach.trouble, places, state) && isHow(reach.trouble, phase),
    );
    const home = nearest(
      own.map(({ reach }) => reach),
      state.atMs,
    )?.trouble;
    if (home !== undefined) home.states.push(state);
    else if (phase === 'waiting') {
      const { container } = state;
      const trouble =
        alone.get(container) ?? newTrouble('exit back-off', container, facts.roles.get(container) ?? null);
      trouble.states.push(state);
      alone.set(container, trouble);
    }
  }
  troubles.push(...alone.values());
}

/** Where a trouble showed: its replicas, and the revisions (`null`: unknown) of what names no replica. */
interface Places {
  replicas: ReadonlySet<string>;
  revisions: ReadonlySet<string | null>;
}

function placesOf({ exits, failedStarts, backOffRows }: Trouble): Places {
  const all = [...exits, ...failedStarts, ...backOffRows];
  return {
    replicas: new Set(all.flatMap(({ replica }) => replica ?? [])),
    revisions: new Set(all.flatMap(({ replica, revision }) => (replica === null ? [revision] : []))),
  };
}

function isWhere({ container }: Trouble, { replicas, revisions }: Places, state: ContainerState): boolean {
  if (container !== state.container && container !== null) return false;
  return replicas.has(state.replica) || revisions.has(null) || revisions.has(state.revision);
}

/** Only what has run waits in a crash loop, and only what never ran waits for its image. */
function isHow({ exits, failedStarts, backOffRows }: Trouble, phase: 'waiting' | 'not-starting'): boolean {
  return phase === 'waiting' ? exits.length + backOffRows.length > 0 : failedStarts.length > 0;
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
