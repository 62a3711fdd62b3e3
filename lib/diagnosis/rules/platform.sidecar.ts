import { fatal } from '@/lib/diagnosis/console/signature';
import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { lastRows, nameOf, startRows } from '@/lib/diagnosis/rules/exits';
import { ownEvents, rowsOf } from '@/lib/diagnosis/rules/said';

export const platformSidecar: Rule = {
  cause: 'platform.sidecar',
  attribution: 'platform',
  docs: {
    says: 'A container that the platform puts beside the user’s (identity service, Envoy, the Dapr binary) failed, and the app with it.',
    evidence:
      'Exit or create-failure rows of a container that the platform injects; or a token request to the identity service of the replica that is refused.',
    limits:
      'The identity service can be refused during the first seconds of a start: an app that tries again does not notice. A Dapr component that is wrong is app.sidecar.',
  },
  signatures: [
    fatal(
      'identity-refused',
      '42356',
      /(?:localhost|127\.0\.0\.1)[^\n]{0,20}\b42356\b[^\n]{0,2000}?(?:refused|Max retries|timed? ?out|unreachable|ECONNREFUSED|ETIMEDOUT|error|failed)/i,
      'The identity service of the replica did not answer',
    ),
    fatal(
      'identity-refused-before',
      '42356',
      /(?:refused|Max retries|timed? ?out|ECONNREFUSED|failed|error)[^\n]{0,2000}?(?:localhost|127\.0\.0\.1)[^\n]{0,20}\b42356\b/i,
      'The identity service of the replica did not answer',
    ),
    fatal(
      'identity-msi-token',
      'msi',
      /\/msi\/token\b[^\n]{0,1000}?(?:refused|Max retries|Errno 111|ECONNREFUSED|Connect call failed)/i,
      'The identity service of the replica did not answer',
    ),
  ],
  examine(incident): Examination {
    if (incident.role === 'platform' || (incident.role === 'dapr' && failsToStart(incident)))
      return fromContainer(incident);
    return examineConsole(incident, {
      cause: 'platform.sidecar',
      nextSteps: (c) => [
        advise(
          'Ask for the token again after a moment: the identity service may start later than the app (DefaultAzureCredential with retries does)',
        ),
        ...(c.app.kind === 'app'
          ? [steps.restartRevision(c, 'Restart the revision')]
          : [steps.listExecutions(c, 'See whether other executions were hit')]),
        steps.identity(c, 'See whether the app has an identity at all; init containers cannot use it in every profile'),
      ],
    });
  },
};

function failsToStart(incident: Case): boolean {
  return incident.failedStarts.length > 0 && incident.exits.length === 0;
}

function fromContainer(incident: Case): Examination {
  const rows = [...startRows(incident.failedStarts), ...lastRows(incident.exits)];
  return {
    confidence: 'high',
    summary: `The platform’s own ${nameOf(incident)} failed beside the app’s containers; the app is not at fault.`,
    evidence: rows.length > 0 ? rows : rowsOf(ownEvents(incident)),
    nextSteps: [
      ...(incident.app.kind === 'app'
        ? [steps.restartRevision(incident, 'Restart the revision: new replicas mostly land on another node')]
        : [steps.listExecutions(incident, 'See which execution was hit, and start it again')]),
      advise('If it comes back, open a support request with the evidence rows and their times'),
    ],
    causality: 55,
  };
}
