import { run, steps, word } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { nameOf } from '@/lib/diagnosis/rules/exits';
import { ofKind, ownEvents, rowsOf } from '@/lib/diagnosis/rules/said';

export const jobBackoffLimit: Rule = {
  cause: 'job.backoff-limit',
  attribution: 'unknown',
  docs: {
    says: 'The retries of a job execution are used up; what made its container fail is not in the rows.',
    evidence: '`BackoffLimitExceeded`, “Job has reached the specified backoff limit”.',
    limits:
      'It is never the root: medium at most, and with an exit or a failed start in the same incident it keeps quiet, because those say more. A node that is lost ends an execution with the same row.',
  },
  examine(incident): Examination {
    const events = ofKind(ownEvents(incident), 'job-execution').filter((event) => event.step === 'backoff-limit');
    if (events.length === 0) return null;
    const isExplained = incident.exits.length > 0 || incident.failedStarts.length > 0;
    return {
      confidence: isExplained ? 'low' : 'medium',
      summary: `An execution of ${nameOf(incident)} failed as often as it may be tried again. ${isExplained ? 'Its exits say more.' : 'The row of the container that failed is not here, so the reason is not established.'}`,
      evidence: rowsOf(events),
      nextSteps: nextSteps(incident),
      causality: isExplained ? 2 : 5,
    };
  },
};

function nextSteps(incident: Case) {
  return [
    steps.listExecutions(incident, 'Find the execution that failed'),
    steps.readConsole(incident, 'Read what its container printed'),
    run(
      'See retries and time limit; raise retries only when the failure passes by itself',
      `az containerapp job show --name ${word(incident.app.name)} --resource-group <resource-group> --query "properties.configuration.{retries:replicaRetryLimit,timeout:replicaTimeout}"`,
    ),
  ];
}
