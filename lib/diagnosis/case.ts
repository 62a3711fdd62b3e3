import { backOffOfRows } from '@/lib/diagnosis/facts/back-off';
import { unnamed } from '@/lib/diagnosis/facts/containers';
import type { Facts } from '@/lib/diagnosis/facts/facts';
import type { Place } from '@/lib/diagnosis/facts/ordered-lines';
import { replicasOf, revisionsOf } from '@/lib/diagnosis/facts/scope';
import { backOffOfStates } from '@/lib/diagnosis/facts/stated-back-off';
import type { Trouble } from '@/lib/diagnosis/facts/trouble';
import type { BackOff, Run } from '@/lib/domain/run';
import type { Case, ConsoleMatch } from './rule';

/** One trouble with what surrounds it: what a rule may look at. */
export function toCase(trouble: Trouble, facts: Facts, matches: readonly ConsoleMatch[]): Case {
  const { app, range, asOfMs, settings = [], samples = [], resourceGroup = null } = facts.input;
  const revisions = revisionsOf(trouble);
  const known = new Set<string | null>(revisions);
  const isOwn = (run: Run) => isAbout(trouble, run.container) && isIn(known, run.revision);
  const isOwnLine = ({ container, revision }: Place) =>
    (container === null || isAbout(trouble, container)) && isIn(known, revision);
  const isDaprLine = ({ container, revision }: Place) =>
    container !== null && facts.roles.get(container) === 'dapr' && isIn(known, revision);
  return {
    app,
    range,
    asOfMs,
    container: trouble.container,
    role: trouble.role,
    revisions,
    replicas: replicasOf(trouble),
    exits: trouble.exits,
    failedStarts: trouble.failedStarts,
    faults: trouble.faults,
    runs: facts.runs.filter(isOwn),
    otherRuns: facts.runs.filter((run) => !isOwn(run)),
    events: facts.events,
    backOff: backOffIn(trouble, facts),
    linesOf: (run) => facts.console.linesOf(run),
    lines: facts.console.where(isOwnLine),
    matches: matches.filter((match) => isOwnLine(match.row)),
    daprLines: facts.console.where(isDaprLine),
    settings,
    samples,
    resourceGroup,
  };
}

function isAbout(trouble: Trouble, container: string): boolean {
  return trouble.container === null || container === trouble.container || container === unnamed;
}

/** Without a known revision everything is about the trouble. */
function isIn(revisions: ReadonlySet<string | null>, revision: string | null): boolean {
  return revisions.size === 0 || revision === null || revisions.has(revision);
}

/**
 * The wait of the lane in which the trouble showed last, with the next attempt of whichever lane tries first; rows that
 * belong to no lane speak when no lane does.
 */
function backOffIn(trouble: Trouble, facts: Facts): BackOff | null {
  const last = trouble.exits.at(-1);
  const exits = new Set(trouble.exits);
  const rows = new Set(trouble.backOffRows);
  if (exits.size + rows.size === 0) return backOffOfStates(trouble.states, facts.endMs);
  const lanes = facts.lanes
    .filter((lane) => lane.runs.some((run) => exits.has(run)) || lane.events.some((event) => rows.has(event)))
    .map((lane) => ({ lane, found: facts.backOffs.get(lane.key)?.backOff ?? null }))
    .filter(({ found }) => found !== null);
  const newest = lanes.find(({ lane }) => last !== undefined && lane.runs.includes(last)) ?? lanes.at(-1);
  if (newest?.found == null) return backOffOfRows(trouble.backOffRows, facts.endMs);
  const attempts = lanes.flatMap(({ found }) => found?.nextAttemptMs ?? []).sort((a, b) => a - b);
  // An attempt that is due may have been made already, in rows that are still on their way.
  const nextAttemptMs = attempts.find((atMs) => atMs >= facts.endMs) ?? attempts.at(-1) ?? null;
  return { ...newest.found, nextAttemptMs };
}
