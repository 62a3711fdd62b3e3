import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { lastRows, nameOf } from '@/lib/diagnosis/rules/exits';
import { probeKillOf } from '@/lib/diagnosis/rules/probes';
import { isCompletion, isQuietCase } from '@/lib/diagnosis/rules/quiet';
import { ofKind, rowsOf } from '@/lib/diagnosis/rules/said';
import type { Run } from '@/lib/domain/run';
import { counted } from '@/lib/format/count';

export const normalExit: Rule = {
  cause: 'normal.exit',
  attribution: 'application',
  docs: {
    says: 'A process ended with code 0: a job or an init container that did its work, or the main process of an app that came to its end.',
    evidence: 'Exit code 0 with reason `ProcessExited` or `Completed`, or “Execution has successfully completed”.',
    limits:
      'For an app that should run for ever, 0 means that its command ends: then the finding says so. A code 0 after failed probes is that probe’s. The `Warning` type of such rows means nothing.',
  },
  examine(incident): Examination {
    const ended = [...incident.runs, ...incident.otherRuns].filter(
      (run) =>
        isCompletion(run) &&
        (endsByItself(incident, run) || run.exit?.intended !== true) &&
        probeKillOf(incident, run) === null,
    );
    const done = ofKind(incident.events, 'job-execution').filter((event) => event.step === 'succeeded');
    const endless = ended.filter((run) => incident.exits.some((exit) => exit.id === run.id));
    if (endless.length > 0) return fromApp(incident, endless);
    if (ended.length + done.length === 0 || !isQuietCase(incident)) return null;
    return {
      confidence: 'high',
      summary: `${ended.length > 0 ? `${counted(ended.length, 'run')} ended` : `${counted(done.length, 'execution')} completed`} with success (code 0). No failure.`,
      evidence: [...lastRows(ended), ...rowsOf(done, 3)],
      nextSteps: [],
      causality: 4,
    };
  },
};

/** Jobs and init containers are meant to end; an app's container that ends with 0 was mostly asked to. */
function endsByItself(incident: Case, run: Run): boolean {
  return incident.app.kind === 'job' || run.role === 'init';
}

/** Unexpected exits with 0 and nothing else: the command does its work and returns. */
function fromApp(incident: Case, endless: readonly Run[]): Examination {
  if (incident.exits.some((run) => run.exit?.exitCode !== 0)) return null;
  return {
    confidence: 'medium',
    summary: `The main process of ${nameOf(incident)} ended by itself with code 0, ${counted(endless.length, 'time')}: its work is done or its command does not stay in the foreground, and the platform starts it anew.`,
    evidence: [...lastRows(endless), ...endless.slice(-1).flatMap((run) => incident.linesOf(run).slice(-2))],
    nextSteps: [
      steps.readConsole(incident, 'See whether it says why it ends'),
      steps.setCommand(incident, 'If it should serve, start the server in the foreground'),
      advise('If it should end, make it a job: az containerapp job create'),
    ],
    causality: 12,
  };
}
