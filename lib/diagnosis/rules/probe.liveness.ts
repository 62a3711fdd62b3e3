import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { endedByItself, nameOf } from '@/lib/diagnosis/rules/exits';
import { explainTooShort } from '@/lib/diagnosis/rules/probe-arithmetic';
import { askedBySettings, examineKills, standingFailures } from '@/lib/diagnosis/rules/probe-rule';
import { explainOutcome, outcomeOf, probedPath, probeKillOf, timesOf } from '@/lib/diagnosis/rules/probes';
import { ofKind, ownEvents, rowsOf } from '@/lib/diagnosis/rules/said';

export const livenessProbe: Rule = {
  cause: 'probe.liveness',
  attribution: 'application',
  docs: {
    says: 'The liveness probe failed as often as it may, and the platform ended a container that had been running.',
    evidence:
      'The kill (`ProbeFailure`, `failed liveness probe, will be restarted`) with the failed liveness probes before it, and what they got.',
    limits:
      'Why the container did not answer (overload, a dependency that the health check waits for, a timeout of one second) is in the application. Without a kill in the rows it is medium at most; a life that is too short for the probe by its settings is no probe kill. A liveness probe of a Dapr sidecar is app.sidecar when the rows name it.',
  },
  examine(incident): Examination {
    const killed = examineKills(incident, { probe: 'liveness', name: 'liveness', nextSteps });
    if (killed !== null) return killed;
    return fromFailures(incident) ?? ruledOut(incident);
  },
};

function fromFailures(incident: Case): Examination {
  if (incident.exits.length > 0) return null;
  const { failed, times } = standingFailures(incident, 'liveness');
  if (failed.length === 0) return null;
  const newestFirst = [...failed].reverse();
  const outcome = outcomeOf(newestFirst);
  const asked = probedPath(incident, [], outcome);
  return {
    confidence: times >= 2 || incident.backOff !== null ? 'medium' : 'low',
    ...(outcome?.kind === 'refused' ? { attribution: 'configuration' as const } : {}),
    summary: `The liveness probe of ${nameOf(incident)} fails; when it reaches its threshold the container is restarted.${explainOutcome(outcome, asked?.path ?? null)}${askedBySettings(incident, 'liveness')}`,
    evidence: [...rowsOf(failed), ...(asked?.rows ?? [])],
    nextSteps: nextSteps(incident, asked?.path ?? null),
    causality: 25,
  };
}

function ruledOut(incident: Case): Examination {
  const forced = incident.exits.some((run) => run.exit?.exitCode === 137);
  const last = incident.exits.at(-1);
  if (last === undefined || probeKillOf(incident, last) !== null) return null;
  if (!forced)
    return endedByItself(last)
      ? { ruledOut: 'The process ended itself with a code of its own, and no probe had given up on it.' }
      : null;
  const tooShort = explainTooShort(incident, last, 'liveness', 'liveness');
  if (tooShort !== null) return { ruledOut: tooShort };
  const liveness = ofKind(ownEvents(incident), 'probe-failed').filter((event) => event.probe === 'liveness');
  return timesOf(liveness) === 0
    ? { ruledOut: 'No failed liveness probe and no probe kill in the minute before the exit.' }
    : null;
}

function nextSteps(incident: Case, path: string | null) {
  return [
    steps.showTemplate(
      incident,
      'See path, port, period, timeout and threshold of the probe (a timeout that is left out is one second)',
      'properties.template.containers[].{name:name,probes:probes}',
    ),
    steps.editTemplate(
      incident,
      `Raise timeoutSeconds and failureThreshold while you look${path === null ? '' : `, and check what ${path} does`}; give a slow start a start-up probe of its own`,
    ),
    advise(
      'Let the liveness path answer without asking databases or other services: what they cannot do belongs into readiness',
    ),
    steps.readConsole(incident, 'See what the process was doing when it did not answer'),
  ];
}
