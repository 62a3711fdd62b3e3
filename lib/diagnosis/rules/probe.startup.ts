import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { endedByItself, nameOf } from '@/lib/diagnosis/rules/exits';
import { explainTooShort } from '@/lib/diagnosis/rules/probe-arithmetic';
import { askedBySettings, examineKills, standingFailures } from '@/lib/diagnosis/rules/probe-rule';
import { explainOutcome, outcomeOf, probedPath, probeKillOf } from '@/lib/diagnosis/rules/probes';
import { isQuietCase } from '@/lib/diagnosis/rules/quiet';
import { ofKind, ownEvents, rowsOf } from '@/lib/diagnosis/rules/said';
import type { Run } from '@/lib/domain/run';

export const startupProbe: Rule = {
  cause: 'probe.startup',
  attribution: 'configuration',
  docs: {
    says: 'The start-up probe used up its budget before the container answered, and the platform ended the container.',
    evidence:
      'The kill (`ProbeFailure`, `failed startup probe, will be restarted`) with the failed start-up probes before it; what they got, and from the console the path that was asked for.',
    limits:
      'A few refusals while a container starts are normal and say nothing. Without a kill in the rows it is medium at most. Where the settings are known, a life that is too short for the probe is no probe kill; where they are not, its budget is inferred from the lives. A probe that is refused for ever, while the process listens elsewhere, is port.mismatch.',
  },
  examine(incident): Examination {
    const killed = examineKills(incident, { probe: 'startup', name: 'start-up', nextSteps });
    if (killed !== null) return killed;
    const livenessKilled = incident.exits.some((run) => probeKillOf(incident, run)?.probe === 'liveness');
    const standing = fromFailures(incident);
    if (standing !== null) return standing;
    const tooShort = incident.exits.map((run) => tooShortFor(incident, run)).findLast((why) => why !== null) ?? null;
    if (tooShort !== null && !livenessKilled) return { ruledOut: tooShort };
    const seen = ofKind(ownEvents(incident), 'probe-failed').some((event) => event.probe === 'startup');
    return seen && incident.exits.length > 0 && !livenessKilled
      ? { ruledOut: 'Start-up probes failed, but each run ended by itself, not by the probe.' }
      : null;
  },
};

/** An end that a probe could have made, were the life not too short for it by the settings. */
function tooShortFor(incident: Case, run: Run): string | null {
  if (endedByItself(run) || probeKillOf(incident, run) !== null) return null;
  return explainTooShort(incident, run, 'startup', 'start-up');
}

function fromFailures(incident: Case): Examination {
  if (incident.exits.length > 0 || isQuietCase(incident)) return null;
  const { failed, times } = standingFailures(incident, 'startup');
  if (failed.length === 0) return null;
  const newestFirst = [...failed].reverse();
  const outcome = outcomeOf(newestFirst);
  const asked = probedPath(incident, [], outcome);
  const isAnswer = outcome?.kind === 'http-status' || outcome?.kind === 'tls-mismatch' || outcome?.kind === 'timeout';
  return {
    confidence: incident.backOff !== null || (times >= 3 && isAnswer) ? 'medium' : 'low',
    summary: `The start-up probe of ${nameOf(incident)} fails.${explainOutcome(outcome, asked?.path ?? null)}${askedBySettings(incident, 'startup')}`,
    evidence: [...rowsOf(failed), ...(asked?.rows ?? [])],
    nextSteps: nextSteps(incident, asked?.path ?? null),
    causality: 30,
  };
}

function nextSteps(incident: Case, path: string | null) {
  return [
    steps.showTemplate(
      incident,
      'See path, port and budget of the probe: periodSeconds × (failureThreshold − 1) after initialDelaySeconds',
      'properties.template.containers[].{name:name,probes:probes}',
    ),
    steps.editTemplate(
      incident,
      path === null
        ? 'Point the probe at a path and port that answer 200, or raise its failureThreshold so that the start fits'
        : `Point the probe at a path that answers 200 instead of ${path}`,
    ),
    steps.backToRevision(incident),
    advise(
      'If the start is slow only sometimes, measure it in the console (first line to “listening”) and set the budget above the slowest',
    ),
  ];
}
