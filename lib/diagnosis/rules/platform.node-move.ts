import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Examination, Rule } from '@/lib/diagnosis/rule';
import { nameOf } from '@/lib/diagnosis/rules/exits';
import { isNodeMove, nodeMovesAround } from '@/lib/diagnosis/rules/node-moves';
import { ownEvents, rowsOf } from '@/lib/diagnosis/rules/said';

export const nodeMove: Rule = {
  cause: 'platform.node-move',
  attribution: 'platform',
  docs: {
    says: 'The node under the replica was drained, scaled away or maintained; the replica was deleted and placed anew.',
    evidence: 'The platform’s row about the node (`deleting pod for node scale down`, taint eviction, node shutdown).',
    limits:
      'Without such a row a move cannot be told from any other stop. A move that hits a long job ends its execution.',
  },
  examine(incident): Examination {
    const own = ownEvents(incident).filter(isNodeMove);
    const around = incident.exits.flatMap((run) => nodeMovesAround(incident, run));
    const events = [...own, ...around].sort((a, b) => a.atMs - b.atMs);
    if (events.length === 0) return null;
    const endedOtherwise = incident.exits.filter((run) => ![137, 143, null, 0].includes(run.exit?.exitCode ?? null));
    if (endedOtherwise.length > 0 && own.length === 0)
      return { ruledOut: 'A node was taken away, but the container had ended by itself with a code of its own.' };
    return {
      confidence: 'high',
      summary: `The node under ${nameOf(incident)} was taken away (scale-down, drain or maintenance), and the replica with it.`,
      evidence: rowsOf(events),
      nextSteps: [
        ...(incident.app.kind === 'app'
          ? [steps.setReplicas(incident, 'Run at least two replicas, so that one move is not felt')]
          : [
              steps.listExecutions(incident, 'See which execution was hit, and start it again'),
              advise('Let the job save its progress, and give it retries (replicaRetryLimit)'),
            ]),
        advise('Let the process end within the grace period on SIGTERM'),
      ],
      causality: 40,
    };
  },
};
