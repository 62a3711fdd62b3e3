import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Examination, Rule } from '@/lib/diagnosis/rule';
import { nameOf } from '@/lib/diagnosis/rules/exits';
import { eventsBetween, ofKind, ownEvents, rowsOf, wordsOf } from '@/lib/diagnosis/rules/said';
import type { SystemEvent } from '@/lib/domain/event';

const fault =
  /legionErrorCode|special device overlay does not exist|FailedCreatePodSandBox|failed to create (?:pod )?sandbox|failed to reserve container name|NodeNotReady|NodeLost|node (?:is )?not ready|ContainerStatusUnknown|failed to setup network for sandbox|cni plugin not initialized|failed to (?:get|find) (?:sandbox|shim)|ttrpc: closed|containerd.{0,80}(?:connection refused|not running)|transport: error while dialing|InternalServerError|internal (?:server )?error|control ?plane (?:error|unavailable)|cgroup.{0,80}(?:no such file|failed to)|failed to start shim|shim (?:disconnected|task exited)|PodSandboxChanged|failed to mount rootfs|input\/output error|Operation expired/i;
/** Waiting for a node is usual for a minute or two (a new profile node takes longer), not for ten. */
const longWaitMs = 10 * 60_000;

export const infraFailure: Rule = {
  cause: 'platform.infra-failure',
  attribution: 'platform',
  docs: {
    says: 'The node, the container runtime or the control plane failed; nothing in the app could have prevented it.',
    evidence:
      'The platform’s own error text (`legionErrorCode`, sandbox or overlay errors, a node that is lost), or more than ten minutes of waiting for infrastructure.',
    limits:
      'An entry point that does not exist fails in the same step, but says so: app.bad-command. Faults of a container that the platform injects are platform.sidecar.',
  },
  examine(incident): Examination {
    if (incident.role === 'platform') return null;
    const events = ownEvents(incident).filter((event) => isFault(event));
    if (events.length > 0) {
      return {
        confidence: 'high',
        summary: `The platform could not run ${nameOf(incident)}: a fault of the node or of its container runtime.`,
        evidence: rowsOf(events),
        nextSteps: nextSteps(incident),
        causality: 48,
      };
    }
    return fromWaiting(incident);
  },
};

function isFault(event: SystemEvent): boolean {
  const words = wordsOf(event);
  if (
    /executable file not found|no such file or directory: unknown|permission denied: unknown|exec format error|Key ?Vault|vault\.azure|azurecr|registry/i.test(
      words,
    )
  )
    return false;
  if (event.kind === 'start-failed' && event.stage !== 'create') return /special device overlay/i.test(words);
  return fault.test(words);
}

function fromWaiting(incident: Parameters<Rule['examine']>[0]): Examination {
  const waits = ofKind(ownEvents(incident), 'replica-unassigned').filter((event) =>
    /waiting for infrastructure/i.test(wordsOf(event)),
  );
  const [first, last] = [waits[0], waits.at(-1)];
  if (first === undefined || last === undefined || last.atMs - first.atMs < longWaitMs) return null;
  const placed = eventsBetween(incident, first.atMs, incident.range.toMs).some(
    (event) => event.kind === 'replica-assigned' || event.kind === 'container-started',
  );
  if (placed) return null;
  return {
    confidence: 'medium',
    summary: `${nameOf(incident)} has been waiting for a node for ${Math.round((last.atMs - first.atMs) / 60_000)} minutes.`,
    evidence: rowsOf(waits),
    nextSteps: nextSteps(incident),
    causality: 48,
  };
}

function nextSteps(incident: Parameters<Rule['examine']>[0]) {
  return [
    ...(incident.app.kind === 'app'
      ? [
          steps.restartRevision(incident, 'Restart the revision: new replicas mostly land on another node'),
          steps.setReplicas(incident, 'Run at least two replicas'),
        ]
      : [steps.listExecutions(incident, 'See which execution was hit, and start it again')]),
    advise(
      'See Azure Service Health for the region; if it comes back, open a support request with the evidence rows and their times',
    ),
  ];
}
