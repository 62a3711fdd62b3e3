import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { portBindWordings } from '@/lib/diagnosis/rules/wordings/app.port-bind';
import { listed } from '@/lib/format/count';

export const portBind: Rule = {
  cause: 'app.port-bind',
  attribution: 'configuration',
  docs: {
    says: 'The process cannot listen: the port is below 1024 and it does not run as root, or another process of the replica holds it.',
    evidence: 'The last failure in the console before the exit is the refused bind; the port is read from it.',
    limits:
      'All containers of a replica share one network: the holder may be another container, whose lines this rule does not see.',
  },
  signatures: portBindWordings,
  examine(incident): Examination {
    const found = examineConsole(incident, {
      cause: 'app.port-bind',
      nextSteps: (c, match) => [
        steps.showTemplate(
          c,
          'See which container of the replica uses which port',
          'properties.{ingress:configuration.ingress,containers:template.containers[].{name:name,command:command,args:args,env:env,probes:probes}}',
        ),
        advise('Let the process listen on a port of its own above 1023, for example 8080'),
        ...(c.app.kind === 'app'
          ? [
              steps.setTargetPort(
                c,
                '<port>',
                `Then point the ingress to the new port${match.groups.port === undefined ? '' : ` instead of ${match.groups.port}`}`,
              ),
            ]
          : []),
      ],
    });
    if (found === null || !('summary' in found)) return found;
    const others = neighboursOf(incident);
    return others.length === 0
      ? found
      : {
          ...found,
          summary: `${found.summary} The containers of a replica share one network, and ${listed(others)} ${others.length === 1 ? 'runs' : 'run'} beside it.`,
        };
  },
};

/** The user’s other containers in the replicas of the incident. */
function neighboursOf(incident: Case): string[] {
  const replicas = new Set(incident.exits.map((run) => run.replica));
  const others = incident.otherRuns.filter(
    (run) =>
      replicas.has(run.replica) &&
      run.container !== incident.container &&
      (run.role === 'app' || run.role === 'sidecar'),
  );
  return [...new Set(others.map((run) => run.container))];
}
