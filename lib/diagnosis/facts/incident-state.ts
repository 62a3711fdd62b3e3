import type { IncidentState } from '@/lib/domain/incident';
import type { BackOff, Run } from '@/lib/domain/run';
import { toDuration } from '@/lib/format/duration';
import { shortRevision } from '@/lib/format/name';
import { toMoment } from '@/lib/format/time';
import { healthySeconds, waitOf } from './back-off';
import type { Facts } from './facts';
import { firstAtOrAfter } from './places';
import { revisionsOf } from './scope';
import { explainHealthy, healthySinceMs } from './stated-back-off';
import { signTimes, type Trouble } from './trouble';

export interface Standing {
  state: IncidentState;
  overSinceMs: number | null;
  overBecause: string | null;
}

const quietMs = 15 * 60_000;
const healthyMs = healthySeconds * 1000;

/** So many milliseconds without a sign, and an incident no longer counts as ongoing. */
export function patienceAfter(backOff: BackOff | null): number {
  return Math.max(quietMs, backOff === null ? 0 : 2 * waitOf(backOff.stage) * 1000);
}

/**
 * Ongoing while its newest sign is younger than 15 minutes, or than twice the next wait where that is longer. A job does
 * not run between its executions: its silence proves nothing, so it stays ongoing until a later execution succeeds.
 */
export function standingOf(trouble: Trouble, backOff: BackOff | null, facts: Facts): Standing {
  const signs = signTimes(trouble);
  const newest = signs.at(-1) ?? facts.endMs;
  const patienceMs = patienceAfter(backOff);
  if (facts.endMs - newest < patienceMs) return { state: 'ongoing', overSinceMs: null, overBecause: null };
  const grounds = groundsFor(trouble, newest, facts);
  if (grounds === null && facts.input.app.kind === 'job')
    return { state: 'ongoing', overSinceMs: null, overBecause: null };
  const state = cameBack(signs, patienceMs, trouble, facts) ? 'came-back' : 'over';
  return {
    state,
    overSinceMs: grounds?.sinceMs ?? newest,
    overBecause: grounds?.because ?? `No further sign since ${toMoment(newest)} UTC.`,
  };
}

interface Grounds {
  sinceMs: number;
  because: string;
}

function groundsFor(trouble: Trouble, newestMs: number, facts: Facts): Grounds | null {
  const own = facts.input.app.kind === 'job' ? jobGrounds : runGrounds;
  return own(trouble, newestMs, facts) ?? faultGrounds(trouble, newestMs, facts) ?? statedGrounds(trouble, facts);
}

/** Every container of it of which the management API spoke has run for ten minutes by its word. */
function statedGrounds(trouble: Trouble, { lanes, states, backOffs }: Facts): Grounds | null {
  if (states.isEmpty) return null;
  const exits = new Set(trouble.exits);
  const stated = lanes
    .filter((lane) => lane.runs.some((run) => exits.has(run)))
    .flatMap((lane) => {
      const state = states.of(lane.replica, lane.container);
      if (state === null) return [];
      return [{ state, sinceMs: healthySinceMs(lane, backOffs.get(lane.key)?.backOff ?? null, state) }];
    });
  const lived = stated.flatMap(({ state, sinceMs }) => (sinceMs === null ? [] : [{ state, sinceMs }]));
  const [first] = lived.sort((a, b) => b.sinceMs - a.sinceMs);
  if (first === undefined || lived.length < stated.length) return null;
  return { sinceMs: first.sinceMs, because: explainHealthy(first.state, first.sinceMs) };
}

function jobGrounds(trouble: Trouble, newestMs: number, { runs, events }: Facts): Grounds | null {
  const done = runs.find((run) => isSame(run, trouble) && run.exit?.exitCode === 0 && run.exit.atMs > newestMs)?.exit
    ?.atMs;
  const told = events.find(
    (event) => event.kind === 'job-execution' && event.step === 'succeeded' && event.atMs > newestMs,
  )?.atMs;
  const sinceMs = done ?? told;
  return sinceMs === undefined
    ? null
    : { sinceMs, because: `A later execution succeeded at ${toMoment(sinceMs)} UTC.` };
}

function runGrounds(trouble: Trouble, newestMs: number, facts: Facts): Grounds | null {
  const revisions = revisionsOf(trouble);
  const healthy = facts.runs.filter(
    (run) => isSame(run, trouble) && run.fromMs !== null && isHealthy(run, facts.endMs),
  );
  const firstMs = signTimes(trouble)[0] ?? 0;
  const newer = healthy.find((run) => isNewer(run, revisions, firstMs));
  if (newer?.fromMs != null && newer.revision !== null) {
    return {
      sinceMs: Math.max(newestMs, newer.fromMs),
      because: `Revision ${shortRevision(newer.revision)} has run without an exit since ${toMoment(newer.fromMs)} UTC.`,
    };
  }
  const revived = healthy.find((run) => (run.fromMs ?? 0) >= newestMs - 1000);
  if (revived?.fromMs != null) {
    const lived = toDuration((revived.toMs ?? facts.endMs) - revived.fromMs);
    return { sinceMs: revived.fromMs, because: `The container has since run for ${lived} without an exit.` };
  }
  const stopped = facts.runs.find(
    (run) =>
      isSame(run, trouble) &&
      run.exit?.intended === true &&
      run.exit.atMs >= newestMs &&
      run.revision !== null &&
      revisions.includes(run.revision),
  );
  if (stopped?.exit != null) {
    return {
      sinceMs: stopped.exit.atMs,
      because: `Its replica was stopped on purpose at ${toMoment(stopped.exit.atMs)} UTC.`,
    };
  }
  return null;
}

function isSame(run: Run, trouble: Trouble): boolean {
  return trouble.container === null || run.container === trouble.container;
}

function isHealthy(run: Run, endMs: number): boolean {
  const endedWell = run.exit === null || run.exit.intended === true;
  return endedWell && run.fromMs !== null && (run.toMs ?? endMs) - run.fromMs >= healthyMs;
}

/** Another revision, begun after the failing one's first sign: what replaced it. */
function isNewer(run: Run, revisions: readonly string[], firstMs: number): boolean {
  return run.revision !== null && !revisions.includes(run.revision) && (run.fromMs ?? 0) >= firstMs;
}

function faultGrounds(trouble: Trouble, newestMs: number, { events }: Facts): Grounds | null {
  const kinds = new Set(trouble.faults.map((event) => event.kind));
  const later = events.filter((event) => event.atMs > newestMs);
  if (kinds.has('secret-sync-failed')) {
    const synced = later.find((event) => event.kind === 'secret-synced');
    if (synced !== undefined)
      return { sinceMs: synced.atMs, because: `The secret was read at ${toMoment(synced.atMs)} UTC.` };
  }
  if (kinds.has('quota') || kinds.has('replica-unassigned')) {
    const placed = later.find((event) => event.kind === 'replica-assigned' || event.kind === 'container-started');
    if (placed !== undefined)
      return { sinceMs: placed.atMs, because: `A replica found its place at ${toMoment(placed.atMs)} UTC.` };
  }
  if (kinds.has('scaler-failed')) {
    const scaled = later.find((event) => event.kind === 'scaled');
    if (scaled !== undefined)
      return { sinceMs: scaled.atMs, because: `The scaler worked again at ${toMoment(scaled.atMs)} UTC.` };
  }
  return null;
}

/** It had been over once already: a long silence with a healthy life in it, and then it failed again. */
function cameBack(signs: readonly number[], patienceMs: number, trouble: Trouble, facts: Facts): boolean {
  const births = facts.runs
    .filter((run) => isSame(run, trouble) && run.fromMs !== null && (run.toMs ?? facts.endMs) - run.fromMs >= healthyMs)
    .map((run) => ({ atMs: run.fromMs ?? 0 }))
    .sort((a, b) => a.atMs - b.atMs);
  return signs.some((sign, place) => {
    const before = signs[place - 1];
    if (before === undefined || sign - before < patienceMs) return false;
    const birth = births[firstAtOrAfter(births, before - 1000)];
    return birth !== undefined && birth.atMs <= sign - healthyMs;
  });
}
