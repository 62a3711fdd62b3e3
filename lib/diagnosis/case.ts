import type { BackOff, Run } from '@/lib/domain/run';
import type { ConsoleRow } from '@/lib/domain/rows';
import { backOffOfRows } from './facts/back-off';
import { unnamed } from './facts/containers';
import type { Facts } from './facts/facts';
import { replicasOf, revisionsOf } from './facts/scope';
import type { Trouble } from './facts/troubles';
import type { Case, ConsoleMatch } from './rule';

/** One trouble with what surrounds it: what a rule may look at. */
export function toCase(trouble: Trouble, facts: Facts, matches: readonly ConsoleMatch[]): Case {
  const { app, range, asOfMs, settings = [], memory = [] } = facts.input;
  const revisions = revisionsOf(trouble);
  const isOwn = (run: Run) => isAbout(trouble, run.container) && isIn(revisions, run.revision);
  const isOwnLine = (row: ConsoleRow) => (row.container === null || isAbout(trouble, row.container)) && isIn(revisions, row.revision);
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
    lines: facts.console.all.filter(isOwnLine),
    matches: matches.filter((match) => isOwnLine(match.row)),
    settings,
    memory,
  };
}

function isAbout(trouble: Trouble, container: string): boolean {
  return trouble.container === null || container === trouble.container || container === unnamed;
}

function isIn(revisions: readonly string[], revision: string | null): boolean {
  return revisions.length === 0 || revision === null || revisions.includes(revision);
}

/** The wait of the lane in which the trouble showed last; rows that belong to no lane speak when no lane does. */
function backOffIn(trouble: Trouble, facts: Facts): BackOff | null {
  const last = trouble.exits.at(-1);
  const rows = new Set(trouble.backOffRows);
  const lanes = facts.lanes
    .filter((lane) => lane.runs.some((run) => trouble.exits.includes(run)) || lane.events.some((event) => rows.has(event)))
    .map((lane) => ({ lane, found: facts.backOffs.get(lane.key)?.backOff ?? null }))
    .filter(({ found }) => found !== null);
  const newest = lanes.find(({ lane }) => last !== undefined && lane.runs.includes(last)) ?? lanes.at(-1);
  return newest?.found ?? backOffOfRows(trouble.backOffRows, facts.endMs);
}
