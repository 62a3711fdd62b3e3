import { run, steps } from '@/lib/diagnosis/next-steps';
import type { Examination, Rule } from '@/lib/diagnosis/rule';
import { nameOf } from '@/lib/diagnosis/rules/exits';
import { firstGroup, ownEvents, rowsOf, wordsOf } from '@/lib/diagnosis/rules/said';
import type { SystemEvent } from '@/lib/domain/event';

const limit =
  /Maximum Allowed Cores exceeded|exceeded quota|maximum node count|max(?:imum)? node group size reached|core quota|quota (?:exceeded|limit|has been)|exceed\w* .{0,60}\bquota\b|cores? limit|GPU quota|QuotaExceeded|SubscriptionQuota|not enough (?:core )?quota|MaxReplicasReached/i;

export const quota: Rule = {
  cause: 'platform.quota',
  attribution: 'configuration',
  docs: {
    says: 'A limit of the environment or subscription (cores, GPUs, nodes of a workload profile) keeps new replicas from being placed.',
    evidence: 'The platform’s own message about the quota or the maximum node count.',
    limits:
      'A quota never ends a container that runs: exits at the same time have another cause. A new revision needs the double for a while, because the old one stays until it is healthy.',
  },
  examine(incident): Examination {
    const events = ownEvents(incident).filter(isQuota);
    const last = events.at(-1);
    if (last === undefined) return null;
    const isNodes = /node/i.test(wordsOf(last));
    const profile = firstGroup(wordsOf(last), 'profile', [/workload profile ['"](?<profile>[\w-]{1,60})/i]);
    return {
      confidence: 'high',
      summary: `New replicas of ${nameOf(incident)} cannot be placed: ${isNodes ? `the workload profile${profile === undefined ? '' : ` ${profile}`} has reached its maximum number of nodes` : 'the environment’s quota of cores is used up'}. Running containers are not touched.`,
      evidence: rowsOf(events),
      nextSteps: [
        steps.listUsages(incident, 'See which limit is used up'),
        ...(isNodes
          ? [
              steps.listProfiles(incident, 'See the nodes of each workload profile'),
              steps.setMaxNodes(incident, profile, 'Allow more nodes'),
            ]
          : [
              run(
                'Ask for a higher quota, or free cores: fewer replicas, old revisions deactivated',
                'az quota list --scope /subscriptions/<subscription-id>/providers/Microsoft.App/locations/<region> --output table',
              ),
            ]),
        ...(incident.app.kind === 'app'
          ? [steps.listRevisions(incident, 'Deactivate revisions that are not needed: they hold cores too')]
          : []),
      ],
      causality: 50,
    };
  },
};

export function isQuota(event: SystemEvent): boolean {
  return event.kind === 'quota' || limit.test(wordsOf(event));
}
