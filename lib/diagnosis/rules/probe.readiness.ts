import { steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { nameOf } from '@/lib/diagnosis/rules/exits';
import { askedBySettings, standingFailures } from '@/lib/diagnosis/rules/probe-rule';
import { explainOutcome, outcomeOf, probedPath } from '@/lib/diagnosis/rules/probes';
import { ofKind, rowsOf, wordsOf } from '@/lib/diagnosis/rules/said';

export const readinessProbe: Rule = {
  cause: 'probe.readiness',
  attribution: 'configuration',
  docs: {
    says: 'The readiness probe fails: the replica gets no traffic. Nothing is restarted for it.',
    evidence: 'Failed readiness probes, and the row that says the failure threshold was reached.',
    limits:
      'A replica that is being stopped, or a container that crashes, fails readiness too: then this is a consequence and keeps quiet.',
  },
  examine(incident): Examination {
    const { failed, times } = standingFailures(incident, 'readiness');
    const killed = ofKind(incident.faults, 'probe-kill').filter((event) => event.probe === 'readiness');
    if (failed.length === 0 && killed.length === 0) return null;
    if (incident.exits.length > 0 || incident.failedStarts.length > 0) {
      return {
        ruledOut: 'Readiness failed as well, but it never ends a container: here it follows from the failure itself.',
      };
    }
    const isReached = [...failed, ...killed].some((event) =>
      /reached failure threshold|failed readiness probe/i.test(wordsOf(event)),
    );
    const outcome = outcomeOf([...failed].reverse());
    const asked = probedPath(incident, [], outcome);
    return {
      confidence: isReached && (times >= 2 || killed.length > 0) ? 'high' : times >= 3 || isReached ? 'medium' : 'low',
      ...(outcome?.kind === 'http-status' && outcome.status >= 500 ? { attribution: 'application' as const } : {}),
      summary: `The readiness probe of ${nameOf(incident)} fails: the replica runs but gets no traffic.${explainOutcome(outcome, asked?.path ?? null)}${askedBySettings(incident, 'readiness')}`,
      evidence: [...rowsOf([...failed, ...killed]), ...(asked?.rows ?? [])],
      nextSteps: nextSteps(incident),
      causality: 10,
    };
  },
};

function nextSteps(incident: Case) {
  return [
    steps.showTemplate(
      incident,
      'See path, port and timeout of the readiness probe',
      'properties.template.containers[].{name:name,probes:probes}',
    ),
    steps.listReplicas(incident, 'See which replicas are ready'),
    steps.readConsole(incident, 'See what the readiness path answers and what it waits for'),
    steps.backToRevision(incident),
  ];
}
