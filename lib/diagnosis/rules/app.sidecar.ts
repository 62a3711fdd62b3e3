import { decisiveByRun } from '@/lib/diagnosis/console/decisive';
import { fatal, telling, toSentence } from '@/lib/diagnosis/console/signature';
import { steps } from '@/lib/diagnosis/next-steps';
import type { Case, ConsoleMatch, Examination, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { lastRows, nameOf, startRows, whoEnded } from '@/lib/diagnosis/rules/exits';
import { listeningIn, timesOf } from '@/lib/diagnosis/rules/probes';
import { ofKind, ownEvents, rowsOf, saying, wordsOf } from '@/lib/diagnosis/rules/said';

export const sidecar: Rule = {
  cause: 'app.sidecar',
  attribution: 'configuration',
  docs: {
    says: 'A sidecar of the user’s own, the Dapr sidecar or one of its components fails, and not the main container.',
    evidence:
      'Exits or failed probes of `daprd` or of another container beside the main one; Dapr’s own words about a component.',
    limits:
      'Whether a second container is a sidecar is told from its name and its neighbours. What made it fail is named by the other findings. Two containers that want one port are app.port-bind.',
  },
  signatures: [
    fatal(
      'dapr-component',
      'component',
      /(?:[Ff]ailed to init(?:ialize)? component|process component) (?<component>[\w.-]{1,80})|\bINIT_COMPONENT_FAILURE\b/,
      'The Dapr component {component|in the line} cannot be initialised',
    ),
    fatal('dapr-runtime-fatal', 'runtime', /\b[Ff]atal error from runtime\b/, 'The Dapr runtime stopped'),
    fatal(
      'dapr-not-configured',
      'pubsub store configured found actor',
      /\bno (?:pubsub|state store|bindings?|secret stores?|actors?) (?:is|are) configured\b|\b(?:pubsub|state store|secret store|lock store|configuration store) (?<component>[\w.-]{1,80}) (?:is )?not (?:found|configured)|ERR_(?:PUBSUB_NOT_FOUND|PUBSUB_NOT_CONFIGURED|STATE_STORE_NOT_(?:FOUND|CONFIGURED|CONFIGURED)|SECRET_STORES?_NOT_CONFIGURED|DIRECT_INVOKE|ACTOR_\w{1,40})/i,
      'Dapr has no such component ({component|see the line})',
    ),
    fatal(
      'dapr-port-refused',
      '3500 50001 3501',
      /(?:localhost|127\.0\.0\.1|\[::1\]|::1)[^\n]{0,20}\b(?:3500|3501|50001)\b[^\n]{0,160}(?:refused|ECONNREFUSED|unavailable|timed? ?out)|(?:refused|ECONNREFUSED|Unavailable|Max retries)[^\n]{0,200}(?:localhost|127\.0\.0\.1|::1)[^\n]{0,20}\b(?:3500|3501|50001)\b/i,
      'The Dapr sidecar does not answer',
    ),
    fatal(
      'dapr-sidecar-unhealthy',
      'dapr sidecar daprhealthexception daprexception',
      /\b(?:dapr sidecar (?:is )?(?:not (?:healthy|ready|available|running|up)|unavailable)|(?:timed? ?out|waiting)[^\n]{0,60}dapr sidecar|DaprException|DAPR_SIDECAR\w{0,20}|DaprHealthException|sidecar (?:is )?not (?:healthy|ready))\b/i,
      'The Dapr sidecar is not healthy',
    ),
    telling(
      'dapr-waits-for-app',
      'waiting',
      /\b(?:waiting for application to listen on port|application protocol: \w+\. waiting on port) (?<port>\d{1,5})/i,
      'Dapr waits for the app on port {port}',
    ),
    telling(
      'dapr-app-unreachable',
      'channel app',
      /\berror (?:creating app channel|from app channel|invoking app)\b|app (?:channel )?is not (?:initialized|healthy|discovered)/i,
      'Dapr cannot reach the app',
    ),
    telling(
      'dapr-sentry',
      'sentry mtls placement',
      /\b(?:sentry|placement)\b[^\n]{0,80}\b(?:refused|failed|unavailable|error)\b/i,
      'Dapr cannot reach its control plane',
    ),
  ],
  examine(incident): Examination {
    if (incident.role === 'sidecar' || incident.role === 'dapr') {
      const own = fromContainer(incident);
      if (own !== null) return own;
    }
    const waits = waitingDapr(incident);
    if (waits !== null) return waits;
    const dapr = saying(incident, /\bdaprd\b[^\n]{0,80}(?:failed|unhealthy)|['"]daprd['"]/i);
    if (dapr.length > 0 && incident.role !== 'platform') {
      return {
        confidence: 'high',
        summary: `The Dapr sidecar (daprd) fails its probe or ends, so the replica is not ready although the app itself may be.`,
        evidence: rowsOf(dapr),
        nextSteps: nextSteps(incident),
        causality: 45,
      };
    }
    return examineConsole(incident, { cause: 'app.sidecar', nextSteps: (c) => nextSteps(c) });
  },
};

const waitsForApp = /\b(?:waiting for (?:the )?app(?:lication)? to listen on port|waiting on port) (?<port>\d{1,5})\b/i;
const foundApp = /\b(?:application discovered on port|dapr initialized\. status: running)\b/i;
/** The Dapr sidecar’s own health, on its HTTP port or on the public one. */
const daprHealth = /:350[0-3]\/v1\.0\/healthz/;
/** A few failed probes are what every start looks like. */
const fewProbes = 3;

/** Dapr answers its probes with 500 until the app listens on the port that the Dapr settings name. */
function waitingDapr(incident: Case): Examination {
  if (incident.exits.length > 0 || incident.failedStarts.length > 0) return null;
  const failed = ofKind(ownEvents(incident), 'probe-failed');
  const own = failed.filter((event) => daprHealth.test(wordsOf(event)));
  const answered = failed.filter((event) => event.outcome.kind === 'http-status' && event.outcome.status === 500);
  const line = incident.daprLines.findLast((row) => waitsForApp.test(row.text) || foundApp.test(row.text));
  const port = line === undefined ? undefined : waitsForApp.exec(line.text)?.groups?.port;
  const suspects = own.length > 0 ? own : port === undefined ? [] : answered;
  if (suspects.length === 0 || (port === undefined && timesOf(suspects) < fewProbes)) return null;
  const listening = listeningIn(incident.lines.slice(-400)).filter((each) => String(each.port) !== port);
  const elsewhere = port === undefined ? undefined : listening.at(-1);
  return {
    confidence: port !== undefined && timesOf(suspects) >= fewProbes ? 'high' : 'medium',
    summary: `The Dapr sidecar is not ready, so the replica is not, although the app may be${
      port === undefined ? '' : `: it waits for the app on port ${port}`
    }${elsewhere === undefined ? '' : `, and the app listens on ${elsewhere.port}`}.`,
    evidence: [
      ...(line === undefined || port === undefined ? [] : [line]),
      ...(elsewhere === undefined ? [] : [elsewhere.row]),
      ...rowsOf(suspects),
    ],
    nextSteps: nextSteps({ ...incident, role: 'dapr' }),
    causality: 45,
  };
}

/** The containers of a replica share one network: which of two holds the port is chance, and the cause is the port. */
function contendsForPort(match: ConsoleMatch | undefined): boolean {
  return match?.cause === 'app.port-bind';
}

function fromContainer(incident: Case): Examination {
  if (incident.role === 'dapr' && incident.failedStarts.length > 0 && incident.exits.length === 0) return null;
  const said = [...decisiveByRun(incident).values()].at(-1);
  if (contendsForPort(said)) return null;
  const rows = [...lastRows(incident.exits), ...startRows(incident.failedStarts)];
  const isShown = rows.length > 0 || incident.faults.length > 0;
  const who = incident.role === 'dapr' ? 'The Dapr sidecar' : 'A sidecar, not the main container, fails:';
  const deeper = said === undefined ? null : deeperReason(incident, said);
  const because = deeper === null ? '' : `: ${lowered(toSentence(deeper))}`;
  const why = said === undefined ? '' : ` ${toSentence(said)}${because}.`;
  return {
    confidence: isShown ? 'high' : 'medium',
    summary: `${who} ${incident.role === 'dapr' ? `fails: ${whoEnded(incident)}` : nameOf(incident)}.${why}`,
    evidence: [
      ...(deeper === null ? [] : [deeper.row]),
      ...(said === undefined ? [] : [said.row]),
      ...(rows.length > 0 ? rows : rowsOf(ownEvents(incident))),
    ],
    nextSteps: nextSteps(incident),
    causality: 45,
  };
}

/** What Dapr could not do is said by its own words; why, by the error that they wrap. */
const wrapped: ReadonlySet<Rule['cause'] | 'unknown'> = new Set([
  'app.dns-failure',
  'app.auth-failure',
  'app.dependency-unreachable',
]);
const failureSpanMs = 15_000;

function deeperReason(incident: Case, said: ConsoleMatch): ConsoleMatch | null {
  const near = incident.matches.filter(
    (match) =>
      wrapped.has(match.cause) &&
      match.run?.id === said.run?.id &&
      Math.abs(match.row.atMs - said.row.atMs) <= failureSpanMs,
  );
  const [first] = near;
  return near.find((match) => match.cause !== 'app.dependency-unreachable') ?? first ?? null;
}

function lowered(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function nextSteps(incident: Case) {
  if (incident.role === 'sidecar') {
    return [
      steps.readConsole(incident, 'Read what the sidecar printed last'),
      steps.showTemplate(
        incident,
        'See its image, command and variables',
        'properties.template.containers[].{name:name,image:image,command:command,args:args,env:env}',
      ),
      ...(incident.app.kind === 'app' ? [steps.backToRevision(incident)] : []),
    ];
  }
  return [
    steps.readConsole({ ...incident, container: 'daprd' }, 'Read what Dapr printed'),
    steps.listComponents(incident, 'See the Dapr components of the environment: names, scopes, metadata'),
    steps.showTemplate(
      incident,
      'See the app’s Dapr settings: is appPort the port that the app listens on?',
      'properties.configuration.dapr',
    ),
  ];
}
