import { wordsOf } from '@/lib/diagnosis/rules/said';
import type { SystemEvent } from '@/lib/domain/event';

const words =
  /node scale down|scale[- ]down.{0,40}\bnode\b|taint[- ]?manager|TaintManagerEviction|NodeShutdown|node (?:shutdown|drain|maintenance|upgrade|repair|is being|was (?:removed|deleted))|drain(?:ing|ed)? (?:the )?node|imminent node shutdown|NoExecute|marking for deletion|node .{0,60} is (?:unreachable|going away)|rescheduled? (?:to|on) another node/i;

/** The node was drained, scaled away or maintained, and its replicas had to go. */
export function isNodeMove(event: SystemEvent): boolean {
  return event.kind === 'node-move' || words.test(wordsOf(event));
}
