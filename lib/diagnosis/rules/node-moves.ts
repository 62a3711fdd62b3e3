import type { Case } from '@/lib/diagnosis/rule';
import { graceOf } from '@/lib/diagnosis/rules/probe-arithmetic';
import { wordsOf } from '@/lib/diagnosis/rules/said';
import type { SystemEvent } from '@/lib/domain/event';
import type { Run } from '@/lib/domain/run';

const words =
  /node scale down|scale[- ]down.{0,40}\bnode\b|taint[- ]?manager|TaintManagerEviction|NodeShutdown|node (?:shutdown|drain|maintenance|upgrade|repair|is being|was (?:removed|deleted))|drain(?:ing|ed)? (?:the )?node|imminent node shutdown|NoExecute|marking for deletion|node .{0,60} is (?:unreachable|going away)|rescheduled? (?:to|on) another node/i;

/** The node was drained, scaled away or maintained, and its replicas had to go. */
export function isNodeMove(event: SystemEvent): boolean {
  return event.kind === 'node-move' || words.test(wordsOf(event));
}

/** Read once per case: each of its exits asks for what is near. */
const moves = new WeakMap<Case, readonly SystemEvent[]>();

/** Rows about the node of a run's replica, from two minutes before its end; earlier by what its grace period is longer. */
export function nodeMovesAround(incident: Case, run: Run): SystemEvent[] {
  const known = moves.get(incident) ?? incident.events.filter(isNodeMove);
  moves.set(incident, known);
  const endMs = run.exit?.atMs ?? 0;
  const reachMs = 90_000 + graceOf(incident, run).seconds * 1000;
  return known.filter(
    (event) =>
      event.atMs >= endMs - reachMs &&
      event.atMs <= endMs + 5_000 &&
      (event.replica === null || event.replica === run.replica),
  );
}
