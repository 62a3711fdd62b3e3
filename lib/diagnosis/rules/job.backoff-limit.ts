import { decisiveByRun } from '@/lib/diagnosis/console/decisive';
import { run, steps, target } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { endedByItself, lastRows, nameOf } from '@/lib/diagnosis/rules/exits';
import { ofKind, ownEvents, rowsOf } from '@/lib/diagnosis/rules/said';
import type { Run } from '@/lib/domain/run';

export const jobBackoffLimit: Rule = {
  cause: 'job.backoff-limit',
  attribution: 'unknown',
  docs: {
    says: 'The retries of a job execution are used up; what made its container fail is not in the rows.',
    evidence: '`BackoffLimitExceeded`, “Job has reached the specified backoff limit”.',
    limits:
      'It is never the root: medium at most, and low beside an exit whose reason is known or a failed start, because those say more. A node that is lost ends an execution with the same row.',
  },
  examine(incident): Examination {
    const events = ofKind(ownEvents(incident), 'job-execution').filter((event) => event.step === 'backoff-limit');
    if (events.length === 0) return null;
    const isExplained = incident.failedStarts.length > 0 || incident.exits.some((run) => saysMore(incident, run));
    return {
      confidence: isExplained ? 'low' : 'medium',
      summary: `An execution of ${nameOf(incident)} failed as often as it may be tried again. ${isExplained ? 'Its exits say more.' : 'What made its container fail is not in these rows.'}`,
      evidence: [...rowsOf(events), ...lastRows(incident.exits)],
      nextSteps: nextSteps(incident),
      causality: isExplained ? 2 : 5,
    };
  },
};

/** A code of 1 and no word about it explains no more than the limit itself. */
function saysMore(incident: Case, run: Run): boolean {
  return (
    !endedByItself(run) ||
    [...decisiveByRun(incident).keys()].some((spoken) => spoken?.id === run.id) ||
    (run.exit?.exitCode ?? 0) >= 126
  );
}

function nextSteps(incident: Case) {
  return [
    steps.listExecutions(incident, 'Find the execution that failed'),
    steps.readConsole(incident, 'Read what its container printed'),
    run(
      'See retries and time limit; raise retries only when the failure passes by itself',
      `az containerapp job show ${target(incident)} --query "properties.configuration.{retries:replicaRetryLimit,timeout:replicaTimeout}"`,
    ),
  ];
}
