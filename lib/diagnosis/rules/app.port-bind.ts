import { inOtherLanguages } from '@/lib/diagnosis/console/localised';
import { fatal } from '@/lib/diagnosis/console/signature';
import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { listed } from '@/lib/format/count';

const denied = 'Listening on port {port|} was denied: a port below 1024 needs root';
const inUse = 'Port {port|the port} is already in use in this replica';

export const portBind: Rule = {
  cause: 'app.port-bind',
  attribution: 'configuration',
  docs: {
    says: 'The process cannot listen: the port is below 1024 and it does not run as root, or another process of the replica holds it.',
    evidence: 'The last failure in the console before the exit is the refused bind; the port is read from it.',
    limits:
      'All containers of a replica share one network: the holder may be another container, whose lines this rule does not see.',
  },
  signatures: [
    fatal(
      'node-listen-denied',
      'eacces',
      /\blisten EACCES: permission denied (?:[\w.:[\]*]{1,60}:)?(?<port>\d{1,5})(?=\D|$)(?!\.)/,
      denied,
    ),
    fatal(
      'node-in-use',
      'eaddrinuse',
      /\bEADDRINUSE\b(?:: address already in use)? ?[\w.:[\]*]{0,60}?:?(?<port>\d{1,5})?\b/,
      inUse,
    ),
    fatal(
      'bind-denied',
      'bind listen permission permitted eacces denied failed',
      /\b(?:bind\(\) to|listen tcp[46]?|bind(?:ing)? (?:to|on)|cannot bind to|failed to bind(?: to)?) {0,2}['"(]?[\w.:[\]*]{0,60}?:(?<port>\d{1,5})\b.{0,40}(?:permission denied|\(13:|Permission denied|EACCES|Operation not permitted)/i,
      denied,
    ),
    fatal(
      'bind-in-use',
      'bind listen tcp failed',
      /\b(?:bind\(\) to|listen(?:ing)?(?: on)? tcp[46]?|bind(?:ing)? (?:to|on)|cannot bind to|failed to bind(?: to)?) {0,2}['"(]?[\w.:[\]*]{0,60}?:(?<port>\d{1,5})\b.{0,60}(?:in use|\(98:)/i,
      inUse,
    ),
    fatal(
      'python-denied-address',
      'permission',
      /\bPermission denied: \('(?<host>[\d.:a-f]{2,45})', (?<port>\d{1,5})\)/,
      denied,
    ),
    fatal('bind-eacces', 'eacces', /\bbind EACCES [\w.:[\]*]{0,60}?:(?<port>\d{1,5})\b/, denied),
    fatal(
      'apr-bind',
      'bind bindexception',
      /\bSocket bind failed: \[(?:13|98)\]|BindException: (?:Permission denied|Address already in use)/,
      'The port cannot be bound',
    ),
    fatal(
      'apache-bind',
      'ah00072',
      /\bAH00072: make_sock: could not bind to address [\w.:[\]]{1,60}?:(?<port>\d{1,5})/,
      'Apache cannot listen on port {port}',
    ),
    fatal(
      'python-in-use',
      'errno',
      /\[Errno (?:98|48)\] .{0,40}(?:[Aa]ddress already in use|error while attempting to bind on address \('[^']{1,60}', (?<port>\d{1,5})\))/,
      inUse,
    ),
    fatal(
      'python-bind-denied',
      'errno',
      /\[Errno 13\] .{0,20}error while attempting to bind on address \('[^']{1,60}', (?<port>\d{1,5})/,
      denied,
    ),
    fatal(
      'gunicorn-cannot-connect',
      'connect connection',
      /(?:Can't connect to|Connection in use:) \('[^']{1,60}', (?<port>\d{1,5})\)/,
      'gunicorn cannot listen on port {port}',
    ),
    fatal(
      'spring-in-use',
      'port',
      /\b(?:Web server failed to start\. )?Port (?<port>\d{1,5}) (?:was|is) already in use/i,
      inUse,
    ),
    fatal(
      'dotnet-in-use',
      'addressinuseexception bind address',
      /\bAddressInUseException\b|Failed to bind to address https?:\/\/[\w.:[\]+*-]{1,80}?:(?<port>\d{1,5}): address already in use/,
      inUse,
    ),
    fatal('dotnet-denied', 'socketexception bind', /SocketException \(13\): Permission denied/, denied),
    fatal('rust-addr-in-use', 'addrinuse', /\bkind: AddrInUse\b/, 'The port is already in use in this replica'),
    fatal('address-in-use', 'address', /\b[Aa]ddress (?:is )?already in use\b(?:.{0,30}?:(?<port>\d{2,5}))?/, inUse),
    inOtherLanguages('inUse', 'The port is already in use in this replica'),
    fatal(
      'php-fpm-bind',
      'bind listening',
      /unable to bind listening socket for address '[^']{0,60}?:?(?<port>\d{1,5})?'/,
      'PHP-FPM cannot listen on port {port|}',
    ),
    fatal(
      'haproxy-bind',
      'bind',
      /cannot bind socket.{0,60}?:(?<port>\d{1,5})\]/i,
      'HAProxy cannot listen on port {port}',
    ),
    fatal(
      'postgres-bind',
      'bind',
      /could not bind IPv[46] address .{1,60}: (?:Address|Permission)/,
      'PostgreSQL cannot listen on its port',
    ),
    fatal(
      'mongod-bind',
      'listen setuplistener socketexception',
      /Failed to set up listener: SocketException: (?:Address already in use|Permission denied)/,
      'mongod cannot listen on its port',
    ),
  ],
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
