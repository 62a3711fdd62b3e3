import { cleanLine } from '@/lib/diagnosis/console/clean';
import type { Case } from '@/lib/diagnosis/rule';
import { budgetOf, fitOf, graceOf } from '@/lib/diagnosis/rules/probe-arithmetic';
import { eventsBetween } from '@/lib/diagnosis/rules/said';
import type { ProbeKind, ProbeOutcome, SystemEvent } from '@/lib/domain/event';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

/** Seen in real rows: a container that ignores SIGTERM is killed 30 to 35 s after the probe gave up; what comes on top. */
const killReachMs = 15_000;
/** The rows of one batch share a time or trail it a little. */
const trailMs = 2_500;

export interface ProbeKill {
  /** `null`: the rows say that a probe killed it, not which. */
  probe: ProbeKind | null;
  /** The platform says so itself; else it is told from failed probes and the way the run ended. */
  proven: boolean;
  /** Kill first, then the failed probes before it, newest first. */
  events: SystemEvent[];
  outcome: ProbeOutcome | null;
}

const kills = new WeakMap<Case, Map<string, ProbeKill | null>>();

/** Whether a start-up or liveness probe ended this run. Readiness never kills. */
export function probeKillOf(incident: Case, run: Run): ProbeKill | null {
  const known = kills.get(incident) ?? new Map<string, ProbeKill | null>();
  kills.set(incident, known);
  const found = known.get(run.id);
  if (found !== undefined) return found;
  const kill = findKill(incident, run);
  known.set(run.id, kill);
  return kill;
}

function findKill(incident: Case, run: Run): ProbeKill | null {
  const exit = run.exit;
  if (exit === null) return null;
  const near = nearEnd(incident, run, exit.atMs);
  const announced = near.filter((event) => event.kind === 'probe-kill' && event.probe !== 'readiness');
  const failed = near.filter((event) => event.kind === 'probe-failed' && event.probe !== 'readiness');
  const says = [exit.terminationReason, ...exit.events.map((event) => event.row.reason)].some((reason) =>
    /^ProbeFailure$/i.test(reason ?? ''),
  );
  const isProven = says || announced.length > 0;
  // An orderly end (0, 143) or a SIGKILL right after failed probes; any other code is the process's own doing.
  const fits = exit.exitCode === null || exit.exitCode === 0 || exit.exitCode === 143 || exit.exitCode === 137;
  if (!isProven && (!fits || exit.intended === true || timesOf(failed) < 2)) return null;
  if (!isProven && isTooShort(incident, run, failed)) return null;
  const named = [...announced, ...failed].map((event) => probeOf(event)).find((probe) => probe !== null) ?? null;
  const before = [...failed].reverse();
  return {
    probe: announced.map(probeOf).find((probe) => probe !== null) ?? probeOf(before[0]) ?? named,
    proven: isProven,
    events: [...announced.reverse(), ...exit.events, ...before],
    outcome: outcomeOf(before),
  };
}

/** By the settings none of the probes that failed can have given up in so short a life. */
function isTooShort(incident: Case, run: Run, failed: readonly SystemEvent[]): boolean {
  const named = new Set(failed.map(probeOf));
  const killing = (['startup', 'liveness'] as const).filter((probe) => named.has(probe) || named.has(null));
  return killing.length > 0 && killing.every((probe) => fitOf(incident, run, probe) === 'too-short');
}

/** How far apart the failures of one row are; a known long period reaches back further. */
function longestRowMs(incident: Case, run: Run): number {
  const periods = (['startup', 'liveness'] as const).map((probe) => budgetOf(incident, run, probe)?.periodSeconds ?? 0);
  return Math.max(...periods) > 15 ? Math.max(...periods) * 2000 : 0;
}

function nearEnd(incident: Case, run: Run, endMs: number): SystemEvent[] {
  const reachMs = killReachMs + graceOf(incident, run).seconds * 1000 + longestRowMs(incident, run);
  const from = Math.max(endMs - reachMs, (run.fromMs ?? Number.NEGATIVE_INFINITY) - trailMs);
  const around = eventsBetween(incident, from, endMs + trailMs).filter((event) => concerns(event, run));
  const all = [...run.events.filter((event) => event.atMs >= from), ...around];
  return [...new Map(all.map((event) => [event.row.id, event])).values()].sort((a, b) => a.atMs - b.atMs);
}

/** The event speaks of this run's container and replica, or of none in particular. */
export function concerns(event: SystemEvent, run: Run): boolean {
  if (event.container !== null && event.container !== run.container) return false;
  if (event.replica !== null && run.replica !== null) return event.replica === run.replica;
  return event.revision === null || run.revision === null || event.revision === run.revision;
}

function probeOf(event: SystemEvent | undefined): ProbeKind | null {
  return event !== undefined && (event.kind === 'probe-kill' || event.kind === 'probe-failed') ? event.probe : null;
}

/** How often the rows say it: `Count` is cumulative per replica and message, so the highest counts, not the sum. */
export function timesOf(events: readonly SystemEvent[]): number {
  return Math.max(events.length, ...events.map((event) => event.row.count ?? 0));
}

/** The newest outcome that says something; an empty status only says that there was no answer. */
export function outcomeOf(newestFirst: readonly SystemEvent[]): ProbeOutcome | null {
  const outcomes = newestFirst.flatMap((event) => (event.kind === 'probe-failed' ? [event.outcome] : []));
  return (
    outcomes.find((outcome) => outcome.kind === 'http-status') ??
    outcomes.find((outcome) => outcome.kind !== 'unknown' && outcome.kind !== 'no-answer') ??
    outcomes[0] ??
    null
  );
}

export function explainOutcome(outcome: ProbeOutcome | null, path: string | null): string {
  const asked = path === null ? '' : ` for ${path}`;
  switch (outcome?.kind) {
    case 'http-status':
      return ` It got HTTP ${outcome.status}${asked}.`;
    case 'refused':
      return ' The connection was refused: nothing listened on the probe’s port.';
    case 'timeout':
      return ` No answer came within ${outcome.afterSeconds === null ? 'its timeout' : `${outcome.afterSeconds} s`}${asked}.`;
    case 'no-answer':
      return ` It got no answer${asked}.`;
    case 'tls-mismatch':
      return ' It spoke HTTPS to a port that answers plain HTTP.';
    default:
      return '';
  }
}

interface ProbedPath {
  path: string;
  rows: ConsoleRow[];
}

const requests: readonly RegExp[] = [
  // nginx, Apache, uvicorn, gunicorn, werkzeug: "GET /healthz HTTP/1.1" 404
  /"(?:GET|HEAD) (?<path>\/[^\s"]{0,400}) HTTP\/[\d.]{1,3}"? (?<status>\d{3})\b/,
  // morgan, Rails, Phoenix: GET /healthz 404
  /\b(?:GET|HEAD) (?<path>\/[^\s"]{0,400})(?: HTTP\/[\d.]{1,3})?"? (?:- |=> |-> )?(?<status>[1-5]\d{2})\b/,
  // ASP.NET: Request finished HTTP/1.1 GET http://10.0.0.4:80/healthz - 404
  /\b(?:GET|HEAD) https?:\/\/[^\s/]{1,200}(?<path>\/\S{0,400}) (?:[-\w/]{1,40} ){0,3}(?<status>[1-5]\d{2})\b/,
  // gin: | 404 | 20µs | ::1 | GET "/healthz"
  /\| (?<status>[1-5]\d{2}) \|[^|]{0,60}\|[^|]{0,80}\| ?(?:GET|HEAD) {1,8}"?(?<path>\/[^\s"]{0,400})/,
  // nginx's error log: open() "/usr/share/nginx/html/healthz" failed (2: No such file or directory)
  /open\(\) "(?:\/usr\/share\/nginx\/html|\/var\/www(?:\/html)?|\/app|\/srv)?(?<path>\/[^"]{0,400})" failed \(2: /,
  // Spring, Express: No mapping for GET /healthz · Cannot GET /healthz
  /\b(?:No mapping (?:found )?for|Cannot|No endpoint|No route for) (?:HTTP request with URI )?(?:GET|HEAD) (?<path>\/\S{0,400})/,
];

/** What the probe most likely asked for: the path that the console shows being answered as the probe was. */
export function probedPath(incident: Case, runs: readonly Run[], outcome: ProbeOutcome | null): ProbedPath | null {
  const spoken = runs.slice(-3).flatMap((run) => incident.linesOf(run));
  const lines = spoken.length > 0 ? spoken : incident.lines.slice(-500);
  const byPath = new Map<string, { rows: ConsoleRow[]; weight: number }>();
  for (const row of lines) {
    const line = cleanLine(row.text);
    for (const pattern of requests) {
      const groups = pattern.exec(line)?.groups;
      const path = groups?.path;
      if (path === undefined || !fitsOutcome(groups?.status, outcome)) continue;
      const entry = byPath.get(path) ?? { rows: [], weight: 0 };
      entry.rows.push(row);
      entry.weight += /kube-probe|Go-http-client/i.test(line) ? 3 : 1;
      byPath.set(path, entry);
      break;
    }
  }
  const [best] = [...byPath].sort((a, b) => b[1].weight - a[1].weight);
  return best === undefined ? null : { path: best[0], rows: best[1].rows.slice(-2).reverse() };
}

function fitsOutcome(status: string | undefined, outcome: ProbeOutcome | null): boolean {
  if (outcome?.kind === 'http-status')
    return status === undefined ? outcome.status === 404 : Number(status) === outcome.status;
  return status === undefined ? false : Number(status) >= 400;
}

/** The middle lifetime of runs that a probe ended: what its budget amounts to, inferred. */
export function inferredBudgetSeconds(runs: readonly Run[]): number | null {
  const lives = runs
    .flatMap((run) => (run.lifetimeSeconds === null ? [] : [run.lifetimeSeconds]))
    .sort((a, b) => a - b);
  return lives[Math.floor(lives.length / 2)] ?? null;
}

/** Ports that the process says it listens on, from the console; `local` when only on the loopback interface. */
export function listeningIn(lines: readonly ConsoleRow[]): { port: number; local: boolean; row: ConsoleRow }[] {
  return lines.flatMap((row) => {
    const line = cleanLine(row.text);
    if (!/listen|running|started|serving|ready|bound|url:|local:|network:|address:/i.test(line)) return [];
    const groups = listening.map((pattern) => pattern.exec(line)?.groups).find((found) => found !== undefined);
    const port = Number(groups?.port);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) return [];
    return [{ port, local: /^(?:127\.|localhost|\[?::1)/i.test(groups?.host ?? ''), row }];
  });
}

const listening: readonly RegExp[] = [
  /\b(?:listening|running|started|serving|available|ready|up|bound)\b.{0,80}?(?:https?|tcp):\/\/(?<host>\[[\da-f:]{2,45}\]|[\w.*+-]{1,100}):(?<port>\d{2,5})\b/i,
  /\b(?:listening|running|started|serving|bound)\b.{0,40}?(?:\bon|\bat|\bto)\b:? ?(?:address )?(?<host>\d{1,3}(?:\.\d{1,3}){3}|localhost|\[[\da-f:]{2,45}\]|\*)?:(?<port>\d{2,5})\b/i,
  // Streamlit, Vite, Next: `URL: http://0.0.0.0:8501`, `Local: http://localhost:5173`
  /(?:^|\s)(?:(?:Local|Network|External|Internal) )?(?:URL|Local|Network|Address): {1,12}https?:\/\/(?<host>\[[\da-f:]{2,45}\]|[\w.*+-]{1,100}):(?<port>\d{2,5})\b/i,
  /\b(?:listening|running|started|serving|initialized|up)\b.{0,60}?\bport(?:\(s\)|s)?:? {0,2}(?<port>\d{2,5})\b/i,
];
