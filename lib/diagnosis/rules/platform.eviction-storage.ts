import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { isEviction } from '@/lib/diagnosis/rules/evictions';
import { exitsWithCode, nameOf } from '@/lib/diagnosis/rules/exits';
import { firstGroup, ownEvents, rowsOf, wordsOf } from '@/lib/diagnosis/rules/said';
import type { SystemEvent } from '@/lib/domain/event';

export const evictionStorage: Rule = {
  cause: 'platform.eviction-storage',
  attribution: 'configuration',
  docs: {
    says: 'The replica was evicted because it used more ephemeral storage than its share.',
    evidence: 'The eviction row that names the ephemeral storage limit; an exit with 137 may follow it.',
    limits:
      'An eviction row without a reason is medium. A full file system that the process itself meets (ENOSPC) is app.disk-full; pressure of a whole node is platform.capacity.',
  },
  examine(incident): Examination {
    const events = ownEvents(incident).filter((event) => isEviction(event) || isEvictedExit(event));
    const last = events.at(-1);
    if (last === undefined) {
      return exitsWithCode(incident, 137).length > 0
        ? { ruledOut: 'No row speaks of an eviction or of ephemeral storage.' }
        : null;
    }
    const limit = firstGroup(wordsOf(last), 'limit', [
      /limit(?: of containers)? "?(?<limit>\d[\d.]{0,12} ?[KMGT]?i?B?)\b/i,
    ]);
    const isSaid = /ephemeral|storage|disk/i.test(wordsOf(last));
    return {
      confidence: isSaid ? 'high' : 'medium',
      summary: `The replica of ${nameOf(incident)} was evicted: it used more ephemeral storage than ${limit === undefined ? 'it may' : `its limit of ${limit}`}.`,
      evidence: rowsOf(events),
      nextSteps: nextSteps(incident),
      causality: 45,
    };
  },
};

/** `… with exit code '137' and reason 'Evicted'`: storage is what the platform evicts for, though this row does not say so. */
function isEvictedExit(event: SystemEvent): boolean {
  return event.kind === 'container-terminated' && /^Evicted$/i.test(event.terminationReason ?? '');
}

function nextSteps(incident: Case) {
  return [
    steps.tryFromInside(
      incident,
      'sh -c "du -xsh /tmp /var/* 2>/dev/null | sort -h | tail"',
      'See what fills the disk, in a replica that lives',
    ),
    steps.setMemory(
      incident,
      'Ephemeral storage grows with vCPU: up to 0.25 vCPU 1 GiB, 0.5 2 GiB, 1 4 GiB, above 8 GiB',
    ),
    advise(
      'Write large or growing files to a mounted Azure Files volume, and delete temporary files when they are done with',
    ),
  ];
}
