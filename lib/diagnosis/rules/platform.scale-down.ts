import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { lastRows } from '@/lib/diagnosis/rules/exits';
import { isCompletion, isQuietCase } from '@/lib/diagnosis/rules/quiet';
import { ofKind, rowsOf } from '@/lib/diagnosis/rules/said';
import type { Run } from '@/lib/domain/run';
import { counted } from '@/lib/format/count';

export const scaleDown: Rule = {
  cause: 'platform.scale-down',
  attribution: 'platform',
  docs: {
    says: 'The platform stopped containers on purpose: scale-in, scale to zero, a revision that was replaced, deactivated or restarted.',
    evidence:
      '`ManuallyStopped` (it means the platform, not a person), KEDA and scaling rows, a revision that goes away.',
    limits:
      'A note, never an incident. A stop that ends by force after the grace period is platform.grace-period-exceeded.',
  },
  examine(incident): Examination {
    const stopped = intendedStops(incident);
    const scaled = ofKind(incident.events, 'scaled').filter(
      (event) => event.direction === 'in' || event.direction === 'to-zero',
    );
    const stopping = ofKind(incident.events, 'stopping');
    if (stopped.length + scaled.length + stopping.length === 0 || !isQuietCase(incident)) return null;
    const toZero = scaled.some((event) => event.direction === 'to-zero');
    const replaced = ofKind(incident.events, 'revision').some(
      (event) => event.step === 'deactivating' || event.step === 'created',
    );
    const isRolled = stopped.some((run) => hasSuccessor(incident, run));
    const why = toZero
      ? 'the app was scaled to zero'
      : scaled.length > 0
        ? 'the app was scaled in'
        : replaced || isRolled
          ? 'a newer revision took over'
          : 'a stop was asked for';
    return {
      confidence: 'high',
      summary: `${stopped.length === 0 ? 'Containers were' : `${counted(stopped.length, 'container run')} ${stopped.length === 1 ? 'was' : 'were'}`} stopped on purpose: ${why}. No failure.`,
      evidence: [...lastRows(stopped), ...rowsOf([...scaled, ...stopping], 3)],
      nextSteps: toZero
        ? [
            advise('If the first request after a pause is too slow, keep one replica'),
            steps.setReplicas(incident, 'Set the lowest number of replicas'),
          ]
        : [],
      causality: 5,
    };
  },
};

/** Another revision began before this run was stopped, and after it had begun itself. */
function hasSuccessor(incident: Case, run: Run): boolean {
  return [...incident.runs, ...incident.otherRuns].some(
    (other) =>
      other.revision !== run.revision &&
      other.fromMs !== null &&
      run.toMs !== null &&
      other.fromMs <= run.toMs &&
      other.fromMs > (run.fromMs ?? Number.NEGATIVE_INFINITY),
  );
}

function intendedStops(incident: Case): Run[] {
  return [...incident.runs, ...incident.otherRuns].filter(
    (run) =>
      run.exit?.intended === true &&
      !run.exit.forced &&
      !(isCompletion(run) && (incident.app.kind === 'job' || run.role === 'init')),
  );
}
