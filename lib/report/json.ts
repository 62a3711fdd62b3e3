import type { AppIdentity, BlindSpot, Diagnosis } from '@/lib/domain/diagnosis';
import type { Finding, Incident } from '@/lib/domain/incident';
import type { TimeRange } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import { toIso } from '@/lib/format/time';
import { toEvidenceJson, toFingerprintJson, toLastWordsJson, toStartsJson } from '@/lib/report/crash-json';
import type {
  AppReport,
  AppSummary,
  AppsReport,
  ConsoleReport,
  ExitCodeReport,
  ExitCodesReport,
  ExitCodeUse,
} from '@/lib/report/report';

/**
 * The JSON API's shapes. Fields may be added, never renamed: programs of others read them. Times are ISO 8601 UTC;
 * unknown is `null`, never 0 or ''.
 */

export function toAppsJson({ range, asOfMs, apps, blindSpots }: AppsReport) {
  return { range: toRange(range), asOf: toIso(asOfMs), apps: apps.map(toApp), blindSpots: blindSpots.map(toBlindSpot) };
}

function toApp({ app, status, exits, topCause, newestRowMs }: AppSummary) {
  return { ...toIdentity(app), status, exits: toExits(exits), topCause, newestRow: toTime(newestRowMs) };
}

export function toAppJson({ diagnosis, newestRowMs }: Extract<AppReport, { kind: 'found' }>) {
  const { name, kind, workspace, environment } = diagnosis.app;
  return {
    app: name,
    kind,
    workspace,
    environment,
    range: toRange(diagnosis.range),
    asOf: toIso(diagnosis.asOfMs),
    status: diagnosis.status,
    newestRow: toTime(newestRowMs),
    exits: toExits(diagnosis.exits),
    incidents: diagnosis.incidents.map((incident) => toIncident(incident, diagnosis)),
    notes: diagnosis.notes.map(toFinding),
    runs: diagnosis.runs.map(toRun),
    blindSpots: diagnosis.blindSpots.map(toBlindSpot),
  };
}

function toIncident(incident: Incident, { events }: Diagnosis) {
  const { id, container, role, revisions, replicas, state, exits, failedStarts, faults, backOff } = incident;
  return {
    id,
    container,
    role,
    revisions,
    replicas,
    from: toIso(incident.fromMs),
    to: toIso(incident.toMs),
    state,
    overSince: toTime(incident.overSinceMs),
    overBecause: incident.overBecause,
    exits: exits.length,
    // Only the system log tells of starts that failed and of standing faults: without its rows nobody knows.
    failedStarts: events.length === 0 ? null : failedStarts.length,
    faults: events.length === 0 ? null : faults.length,
    exitCodes: countBy(exits, (run) => run.exit?.exitCode ?? null),
    terminationReasons: countBy(exits, (run) => run.exit?.terminationReason ?? null),
    backOff: backOff && {
      stage: backOff.stage,
      seenIn: backOff.seenIn,
      nextAttempt: toTime(backOff.nextAttemptMs),
      remark: backOff.remark ?? null,
    },
    findings: incident.findings.map(toFinding),
    ruledOut: incident.ruledOut.map(({ cause, why }) => ({ cause, why })),
    fingerprint: incident.fingerprint && toFingerprintJson(incident.fingerprint),
    lastWords: incident.lastWords && toLastWordsJson(incident.lastWords),
    starts: incident.starts && toStartsJson(incident.starts),
  };
}

/** `{"137": 14, "none": 2}`: `none` for exits of which the rows give none. */
function countBy(runs: readonly Run[], keyOf: (run: Run) => string | number | null): Record<string, number> {
  const counts = new Map<string, number>();
  for (const run of runs) {
    const key = String(keyOf(run) ?? 'none');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

function toFinding({ cause, attribution, confidence, summary, scope, evidence, nextSteps }: Finding) {
  return {
    cause,
    attribution,
    confidence,
    summary,
    scope,
    evidence: evidence.map(toEvidenceJson),
    nextSteps: nextSteps.map(({ text, command, kql, href }) => ({ text, command, kql, href })),
  };
}

export function toRun(run: Run) {
  const { id, number, replica, container, role, revision, execution, startKnown, endKnown, cut, lifetimeSeconds } = run;
  return {
    id,
    number,
    replica,
    container,
    role,
    revision,
    execution,
    from: toTime(run.fromMs),
    to: toTime(run.toMs),
    startKnown,
    endKnown,
    cut,
    lifetimeSeconds,
    exitCode: run.exit?.exitCode ?? null,
    terminationReason: run.exit?.terminationReason ?? null,
    intended: run.exit?.intended ?? null,
  };
}

export function toConsoleJson({ run, lines, events, backAtMs, truncated, missing }: ConsoleReport) {
  return {
    run: run.id,
    lines: lines.map(({ atMs, stream, container, text, role, row, failing, beyond }) => ({
      time: toIso(atMs),
      stream,
      container,
      text,
      role,
      row,
      failing,
      beyond,
    })),
    events: events.map(({ row, atMs, text }) => ({ row, time: toIso(atMs), text })),
    backAt: toTime(backAtMs),
    truncated,
    missing,
  };
}

export function toExitCodesJson({ range, asOfMs, codes, blindSpots }: ExitCodesReport) {
  return {
    range: toRange(range),
    asOf: toIso(asOfMs),
    codes: codes.map(toUse),
    blindSpots: blindSpots.map(toBlindSpot),
  };
}

export function toExitCodeJson({ range, asOfMs, use, runs, blindSpots }: ExitCodeReport) {
  return {
    range: toRange(range),
    asOf: toIso(asOfMs),
    ...toUse(use),
    runs: runs.map(({ app, run }) => ({ app: toIdentity(app), ...toRun(run) })),
    blindSpots: blindSpots.map(toBlindSpot),
  };
}

function toUse({ meaning, exits, apps }: ExitCodeUse) {
  const { code, title, signal, meaning: means, onContainerApps, lookAt, causes, sources } = meaning;
  return {
    code,
    title,
    signal,
    meaning: means,
    onContainerApps,
    lookAt,
    causes,
    sources,
    exits: toExits(exits),
    apps: apps.map(toIdentity),
  };
}

function toIdentity({ name, kind, workspace, environment }: AppIdentity) {
  return { name, kind, workspace, environment };
}

function toExits({ unexpected, intended }: { unexpected: number; intended: number }) {
  return { unexpected, intended };
}

function toRange({ fromMs, toMs }: TimeRange) {
  return { from: toIso(fromMs), to: toIso(toMs) };
}

function toBlindSpot({ kind, message }: BlindSpot) {
  return { kind, message };
}

function toTime(atMs: number | null): string | null {
  return atMs === null ? null : toIso(atMs);
}
