import type { Examination, Rule } from '@/lib/diagnosis/rule';
import { isNoise, isQuietCase } from '@/lib/diagnosis/rules/quiet';
import { rowsOf } from '@/lib/diagnosis/rules/said';
import { counted } from '@/lib/format/count';

export const benignNoise: Rule = {
  cause: 'noise.benign',
  attribution: 'platform',
  docs: {
    says: 'Rows that look alarming and are known to be harmless.',
    evidence:
      '`FailedGetContainerResourceMetric`, `ScaledObjectDeleted`, `FailedGetScale` after a deletion, `ScaledObjectCheckFailed` on fixed replicas, a start-up probe refused once or twice while the process starts, a failed pull that the next attempt overcame, a moment of “Waiting for infrastructure”.',
    limits:
      'A note, never an incident; beside a real failure these rows are its consequences and nothing is said of them.',
  },
  examine(incident): Examination {
    if (!isQuietCase(incident)) return null;
    const alarming = [
      ...incident.faults,
      ...incident.events.filter((event) => event.row.severity === 'Warning' || event.kind === 'probe-failed'),
    ];
    const noise = [
      ...new Map(alarming.filter((event) => isNoise(incident, event)).map((event) => [event.row.id, event])).values(),
    ];
    if (noise.length === 0) return null;
    return {
      confidence: noise.some((event) => event.kind === 'probe-failed') ? 'medium' : 'high',
      summary: `${counted(noise.length, 'row')} that may alarm and ${noise.length === 1 ? 'is' : 'are'} harmless: a start, a stop or a scaling step leaves them.`,
      evidence: rowsOf(noise),
      nextSteps: [],
      causality: 1,
    };
  },
};
