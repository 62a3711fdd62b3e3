import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Examination, Rule } from '@/lib/diagnosis/rule';
import { isEviction } from '@/lib/diagnosis/rules/evictions';
import { nameOf } from '@/lib/diagnosis/rules/exits';
import { isQuota } from '@/lib/diagnosis/rules/platform.quota';
import { firstGroup, ownEvents, rowsOf, wordsOf } from '@/lib/diagnosis/rules/said';
import type { SystemEvent } from '@/lib/domain/event';

const scarce =
  /Insufficient capacity|no capacity|out of capacity|capacity (?:is )?(?:not|un)available|nodes are available: |Insufficient (?:cpu|memory|ephemeral-storage|nvidia)|Preempt(?:ed|ing|ion)|node was low on resource|MemoryPressure|PIDPressure|OverconstrainedZonalAllocation|AllocationFailed|SkuNotAvailable|Out of ?(?:cpu|memory)\b.{0,40}node|UnexpectedAdmissionError|Unschedulable|FailedScheduling/i;

export const capacity: Rule = {
  cause: 'platform.capacity',
  attribution: 'platform',
  docs: {
    says: 'The platform had no room: no node with enough CPU or memory, a node under pressure, or the replica was displaced by another.',
    evidence: 'The platform’s row about missing capacity, pressure or preemption.',
    limits:
      'A limit that one has set or was given (node count, cores) is platform.quota. `Waiting for infrastructure to be ready` for a moment is normal.',
  },
  examine(incident): Examination {
    const events = ownEvents(incident).filter((event) => isScarce(event));
    const last = events.at(-1);
    if (last === undefined) return null;
    const profile = firstGroup(wordsOf(last), 'profile', [/workload profile ['"](?<profile>[\w-]{1,60})/i]);
    const isDisplaced = /preempt/i.test(wordsOf(last));
    return {
      confidence: 'high',
      summary: isDisplaced
        ? `The replica of ${nameOf(incident)} was displaced by another one.`
        : `There is no room for a replica of ${nameOf(incident)}${profile === undefined ? '' : ` on workload profile ${profile}`}.`,
      evidence: rowsOf(events),
      nextSteps: [
        steps.listProfiles(incident, 'See nodes, and what is in use, of each workload profile'),
        steps.setMaxNodes(incident, profile, 'If the profile is full, allow more nodes'),
        steps.setMemory(incident, 'Or ask for less CPU and memory per replica, so that it fits'),
        advise(
          'If the region is short of this size, another workload profile or the Consumption profile may have room; then ask Azure support',
        ),
      ],
      causality: 50,
    };
  },
};

function isScarce(event: SystemEvent): boolean {
  if (isQuota(event) || isEviction(event)) return false;
  return scarce.test(wordsOf(event)) || (event.kind === 'evicted' && /memory|inode|pid/i.test(wordsOf(event)));
}
