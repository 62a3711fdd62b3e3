import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { lastRows, nameOf } from '@/lib/diagnosis/rules/exits';
import { ofKind, ownEvents, rowsOf } from '@/lib/diagnosis/rules/said';
import type { Run } from '@/lib/domain/run';
import { toDuration } from '@/lib/format/duration';

export const jobDeadline: Rule = {
  cause: 'job.deadline',
  attribution: 'configuration',
  docs: {
    says: 'The execution was still running when replicaTimeout was over, and was ended.',
    evidence: '`DeadlineExceeded`, “Job was active longer than specified deadline”.',
    limits:
      'A job that crashes and is retried until the time is over reports the deadline too, because it takes precedence over the retry limit: with exits of its own code in the same execution this is medium and those explain it. A job that is meant to run for ever fails like this by design.',
  },
  examine(incident): Examination {
    const events = ofKind(ownEvents(incident), 'job-execution').filter((event) => event.step === 'deadline');
    const last = events.at(-1);
    if (last === undefined) return null;
    const crashed = incident.exits.filter(
      (run) =>
        isOwnFailure(run) && (run.execution === null || last.execution === null || run.execution === last.execution),
    );
    const running = incident.runs.filter((run) => run.lifetimeSeconds !== null).map((run) => run.lifetimeSeconds ?? 0);
    const longest = running.length === 0 ? null : Math.max(...running);
    return {
      confidence: crashed.length > 0 ? 'low' : 'high',
      summary: `An execution of ${nameOf(incident)} was ended because it ran longer than replicaTimeout${longest === null ? '' : ` (longest run seen: ${toDuration(longest * 1000)})`}.${crashed.length > 0 ? ' Its container crashed and was tried again until then.' : ''}`,
      evidence: [...rowsOf(events), ...lastRows(crashed)],
      nextSteps: nextSteps(incident),
      causality: 15,
    };
  },
};

function isOwnFailure(run: Run): boolean {
  const code = run.exit?.exitCode ?? null;
  return code !== null && code !== 0 && code !== 137 && code !== 143;
}

function nextSteps(incident: Case) {
  return [
    steps.listExecutions(incident, 'See how long the executions take that succeed'),
    steps.setReplicaTimeout(
      incident,
      'If the work really takes longer, raise replicaTimeout above the longest good execution',
    ),
    steps.readConsole(
      incident,
      'See what it was doing when the time was over: does it wait for something that never comes?',
    ),
    advise('A process that should run for ever belongs into a container app, not into a job'),
  ];
}
