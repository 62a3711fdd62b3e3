import { steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { nameOf } from '@/lib/diagnosis/rules/exits';
import { budgetOf } from '@/lib/diagnosis/rules/probe-arithmetic';
import { listeningIn, outcomeOf, probeKillOf, timesOf } from '@/lib/diagnosis/rules/probes';
import { isQuietCase } from '@/lib/diagnosis/rules/quiet';
import { ofKind, ownEvents, rowsOf, wordsOf } from '@/lib/diagnosis/rules/said';
import type { EventOf } from '@/lib/domain/event';
import { listed } from '@/lib/format/count';

/** A refused probe once a second for that long is no slow start any more; the default budget is 240. */
const refusedForEver = 60;

export const portMismatch: Rule = {
  cause: 'port.mismatch',
  attribution: 'configuration',
  docs: {
    says: 'The ingress or a probe asks one port, and the process listens on another one, or only on the loopback interface.',
    evidence:
      'The platform’s own `Pending:PortMismatch` row; or start-up probes refused again and again on a process that keeps running, with the port from its console where it says one.',
    limits:
      'While a container crashes it listens nowhere: `Pending:PortMismatch` is then a consequence and this keeps quiet. Refusals alone, without a row or line that names ports, are medium: a very slow start reads alike.',
  },
  examine(incident): Examination {
    const rows = ofKind(incident.events, 'port-mismatch').filter(
      ({ revision }) => revision === null || incident.revisions.length === 0 || incident.revisions.includes(revision),
    );
    if (!concernsPorts(incident)) return null;
    const hasDied =
      incident.exits.some((run) => probeKillOf(incident, run) === null) || incident.failedStarts.length > 0;
    if (hasDied) {
      return rows.length === 0
        ? null
        : {
            ruledOut:
              'The platform reports a port mismatch, but the container dies: a process that is not running listens nowhere.',
          };
    }
    return fromRows(incident, rows) ?? fromConsole(incident) ?? fromRefusals(incident);
  },
};

/** The check runs for the whole app: it is this incident’s when it has such rows itself, or probes that were refused. */
function concernsPorts(incident: Case): boolean {
  return (
    ofKind(ownEvents(incident), 'port-mismatch').length > 0 ||
    refusals(incident).length > 0 ||
    incident.exits.length > 0
  );
}

function fromRows(incident: Case, rows: EventOf<'port-mismatch'>[]): Examination {
  const last = rows.at(-1);
  if (last === undefined) return null;
  const ports = last.listeningPorts.map(String);
  return {
    confidence: 'high',
    summary: `The ingress sends traffic to port ${last.targetPort ?? 'of its settings'}, but ${nameOf(incident)} listens on ${ports.length === 0 ? 'another one' : listed(ports)}.`,
    evidence: rowsOf(rows),
    nextSteps: nextSteps(incident, ports[0]),
    causality: 35,
  };
}

/** Probes refused on one port, and a process that says it listens on another, or on loopback only. */
function fromConsole(incident: Case): Examination {
  const refused = refusals(incident);
  if (refused.length === 0) return null;
  const ports = listeningIn(incident.lines.slice(0, 400)).concat(listeningIn(incident.lines.slice(-400)));
  const last = ports.at(-1);
  if (last === undefined) return null;
  const asked =
    refused.map((event) => probePort.exec(wordsOf(event))?.groups?.port).find((port) => port !== undefined) ??
    portInSettings(incident);
  const isElsewhere = asked !== undefined && ports.every((each) => String(each.port) !== asked);
  const isLocal = ports.every((each) => each.local);
  if (!isElsewhere && !isLocal) return null;
  return {
    confidence: 'high',
    summary: isLocal
      ? `${nameOf(incident)} listens on port ${last.port} of the loopback interface only, where no probe and no traffic can reach it.`
      : `The probe asks port ${asked}, but ${nameOf(incident)} listens on ${last.port}.`,
    evidence: [last.row, ...rowsOf(refused)],
    nextSteps: nextSteps(incident, String(last.port)),
    causality: 35,
  };
}

/** Newer rows do not name the port: the settings do, when they are known. */
function portInSettings(incident: Case): string | undefined {
  const ports = incident.runs.flatMap((run) =>
    (['startup', 'liveness'] as const).flatMap((probe) => budgetOf(incident, run, probe)?.port ?? []),
  );
  const last = ports.at(-1);
  return last !== undefined && ports.every((port) => port === last) ? String(last) : undefined;
}

/** Older rows name what was dialled: `dial tcp 100.100.0.18:3000: connect: connection refused`. */
const probePort = /dial tcp [\d.[\]a-f:]{2,60}?:(?<port>\d{1,5}): connect/;

function fromRefusals(incident: Case): Examination {
  if (incident.exits.length > 0 || isQuietCase(incident)) return null;
  const refused = refusals(incident);
  if (timesOf(refused) < refusedForEver) return null;
  const all = ofKind(ownEvents(incident), 'probe-failed').filter((event) => event.probe === 'startup');
  if (outcomeOf([...all].reverse())?.kind !== 'refused') return null;
  return {
    confidence: 'medium',
    summary: `The start-up probe of ${nameOf(incident)} was refused ${timesOf(refused)} times and the process still runs: it most likely listens on another port, or not on all interfaces.`,
    evidence: rowsOf(refused),
    nextSteps: nextSteps(incident, undefined),
    causality: 32,
  };
}

function refusals(incident: Case) {
  return ofKind(ownEvents(incident), 'probe-failed').filter(
    (event) => event.probe !== 'readiness' && event.outcome.kind === 'refused',
  );
}

function nextSteps(incident: Case, port: string | undefined) {
  return [
    steps.showTemplate(
      incident,
      'Compare target port, probe ports and the port the process is told',
      'properties.{ingress:configuration.ingress,containers:template.containers[].{name:name,env:env,args:args,probes:probes}}',
    ),
    steps.setTargetPort(
      incident,
      port ?? '<port>',
      `Point the ingress to the port the process listens on${port === undefined ? '' : ` (${port})`}`,
    ),
    steps.editTemplate(
      incident,
      'Give the probes the same port, and let the process listen on 0.0.0.0 (or [::]), not on localhost',
    ),
  ];
}
