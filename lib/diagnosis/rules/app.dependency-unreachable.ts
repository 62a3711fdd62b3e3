import { steps } from '@/lib/diagnosis/next-steps';
import type { ConsoleMatch, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { dependencyUnreachableWordings } from '@/lib/diagnosis/rules/wordings/app.dependency-unreachable';

export const dependencyUnreachable: Rule = {
  cause: 'app.dependency-unreachable',
  attribution: 'configuration',
  docs: {
    says: 'The process gave up because a dependency (database, cache, broker, HTTP service) refused the connection or did not answer.',
    evidence:
      'The last failure in the console before the exit is a refused or timed-out connection; host and port are read from it.',
    limits:
      'The same lines appear in healthy logs while a client reconnects: only the last failure before an end counts, and one that the program says it lives with is left out. A name that does not resolve is app.dns-failure, a rejected credential app.auth-failure.',
  },
  signatures: dependencyUnreachableWordings,
  examine: (incident) =>
    examineConsole(incident, {
      cause: 'app.dependency-unreachable',
      nextSteps: (c, match) => [
        steps.tryFromInside(
          c,
          `sh -c "nc -zvw5 ${targetOf(match)}"`,
          'Try the connection from a living replica (nc or curl must be in the image)',
        ),
        steps.outboundAddresses(
          c,
          'If the dependency has a firewall, allow these outbound addresses or use a private endpoint',
        ),
        steps.showTemplate(
          c,
          'Check host and port in the settings',
          'properties.template.containers[].{name:name,env:env}',
        ),
      ],
    }),
};

function targetOf(match: ConsoleMatch): string {
  const { host, port } = match.groups;
  const isPlain = host !== undefined && /^[\w.-]+$/.test(host);
  return `${isPlain ? host : '<host>'} ${port ?? '<port>'}`;
}
