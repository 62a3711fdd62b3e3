import type { LogSource } from '@/lib/domain/connection';
import type { ConsoleRow, SystemRow, TimeRange } from '@/lib/domain/rows';
import { type AppRow, appRowCells, toAppRow } from '@/lib/logs/app-row';
import { ask } from '@/lib/logs/ask';
import { consoleRowCells, toConsoleRow } from '@/lib/logs/console-row';
import type { LogAnswer } from '@/lib/logs/log-source';
import { systemRowCells, toSystemRow } from '@/lib/logs/system-row';

/** Whom a question is put to, and about which apps or jobs (none: all). */
export interface Addressee {
  source: LogSource;
  workspace: string;
  apps: readonly string[];
  signal?: AbortSignal | undefined;
}

/** One container of one replica as far as it is known; `null` means any. */
export interface Place {
  replica: string | null;
  revision: string | null;
  container: string | null;
}

/**
 * `TimeGenerated` is the time of the ingestion batch: minutes late at times (Azure Monitor, "Log data ingestion time"),
 * so the request looks that much wider than the range of event time.
 */
const batchDelayMs = 15 * 60_000;

export const limits = {
  apps: 2_000,
  /** System rows of one app of one environment, and of all apps of one question. */
  systemRowsPerApp: 10_000,
  /** Failures of a probe, of one replica. */
  probeRows: 1_000,
  systemRows: 20_000,
  failureLinesPerApp: 2_000,
  failureLines: 10_000,
  /** Last lines of each container of each replica. */
  tail: 60,
  tailLinesPerApp: 3_000,
  tailLines: 12_000,
} as const;

/** The years that a Kusto datetime can hold. */
const firstMs = Date.parse('0001-01-01T00:00:00Z');
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function wider({ fromMs, toMs }: TimeRange): TimeRange {
  return { fromMs: Math.max(firstMs, fromMs - batchDelayMs), toMs: Math.min(lastMs, toMs + batchDelayMs) };
}

function about(apps: readonly string[]): string {
  return apps.length === 1 ? `of ${apps[0]}` : apps.length === 0 ? 'of every app and job' : 'of the apps in trouble';
}

/** Every app and job that the system log knows in the span `known`, with how many rows it has in the range. */
export function askAppsInSystemLog(to: Addressee, range: TimeRange, known: TimeRange): Promise<LogAnswer<AppRow>> {
  return askApps(to, 'apps-in-system-log', 'Newest system row', range, known);
}

/** The same of the console log. */
export function askAppsInConsoleLog(to: Addressee, range: TimeRange, known: TimeRange): Promise<LogAnswer<AppRow>> {
  return askApps(to, 'apps-in-console-log', 'Newest console line', range, known);
}

function askApps(
  to: Addressee,
  file: 'apps-in-system-log' | 'apps-in-console-log',
  what: string,
  range: TimeRange,
  known: TimeRange,
): Promise<LogAnswer<AppRow>> {
  return ask(
    to.source,
    to.workspace,
    {
      file,
      title: `${what} ${about(to.apps)}`,
      values: { p_apps: to.apps, p_from: range.fromMs, p_to: range.toMs, p_limit: limits.apps },
      span: wider(known),
      limit: limits.apps,
      cells: appRowCells,
      toRow: toAppRow,
    },
    to.signal,
  );
}

/** What the platform said, newest first. */
export function askSystemRows(to: Addressee, range: TimeRange): Promise<LogAnswer<SystemRow>> {
  return ask(
    to.source,
    to.workspace,
    {
      file: 'system-rows',
      title: `System rows ${about(to.apps)}`,
      values: {
        p_apps: to.apps,
        p_from: range.fromMs,
        p_to: range.toMs,
        p_per_app: limits.systemRowsPerApp,
        p_probes: limits.probeRows,
        p_limit: limits.systemRows,
      },
      span: wider(range),
      limit: limits.systemRows,
      cells: systemRowCells,
      toRow: toSystemRow,
    },
    to.signal,
  );
}

const probeReasons = new Set(['ProbeFailed', 'ReplicaUnhealthy', 'PodUnhealthy', 'PodUnhealhy', 'Unhealthy']);

/** One of the rows of which system-rows.kql takes the newest of each replica only: the same condition as there. */
export function isProbeFailure({ reason, message }: Pick<SystemRow, 'reason' | 'message'>): boolean {
  return (
    reason !== null && probeReasons.has(reason) && !/(?<![0-9a-z])(?:restarted|threshold)(?![0-9a-z])/i.test(message)
  );
}

/** Console lines that hold one of the words (lower case, whole, as KQL `has_any` sees words), newest first. */
export function askFailureLines(
  to: Addressee,
  terms: readonly string[],
  range: TimeRange,
): Promise<LogAnswer<ConsoleRow>> {
  return ask(
    to.source,
    to.workspace,
    {
      file: 'console-failure-lines',
      title: `Console lines with words of failure ${about(to.apps)}`,
      values: {
        p_apps: to.apps,
        p_terms: terms,
        p_from: range.fromMs,
        p_to: range.toMs,
        p_per_app: limits.failureLinesPerApp,
        p_limit: limits.failureLines,
      },
      span: wider(range),
      limit: limits.failureLines,
      cells: consoleRowCells,
      toRow: toConsoleRow,
    },
    to.signal,
  );
}

/** The last lines of every container of every replica, newest first. */
export function askConsoleTails(to: Addressee, range: TimeRange): Promise<LogAnswer<ConsoleRow>> {
  return ask(
    to.source,
    to.workspace,
    {
      file: 'console-tails',
      title: `Last console lines of each container ${about(to.apps)}`,
      values: {
        p_apps: to.apps,
        p_from: range.fromMs,
        p_to: range.toMs,
        p_tail: limits.tail,
        p_per_app: limits.tailLinesPerApp,
        p_limit: limits.tailLines,
      },
      span: wider(range),
      limit: limits.tailLines,
      cells: consoleRowCells,
      toRow: toConsoleRow,
    },
    to.signal,
  );
}

/** The newest `limit` lines of a place in the range, newest first. */
export function askNewestLines(
  to: Addressee,
  place: Place,
  range: TimeRange,
  limit: number,
): Promise<LogAnswer<ConsoleRow>> {
  return askLines(to, 'newest-console-lines', 'Console lines of one run', place, range, limit);
}

/** The oldest `limit` lines of a place in the range, oldest first. */
export function askOldestLines(
  to: Addressee,
  place: Place,
  range: TimeRange,
  limit: number,
): Promise<LogAnswer<ConsoleRow>> {
  return askLines(to, 'oldest-console-lines', 'Console lines after one run', place, range, limit);
}

/** The first `limit` lines of a run, oldest first; the place and range are the run's own. */
export function askFirstLines(
  to: Addressee,
  place: Place,
  range: TimeRange,
  limit: number,
): Promise<LogAnswer<ConsoleRow>> {
  return askLines(to, 'oldest-console-lines', 'First console lines of one run', place, range, limit);
}

function askLines(
  to: Addressee,
  file: 'newest-console-lines' | 'oldest-console-lines',
  what: string,
  { replica, revision, container }: Place,
  range: TimeRange,
  limit: number,
): Promise<LogAnswer<ConsoleRow>> {
  return ask(
    to.source,
    to.workspace,
    {
      file,
      title: `${what} ${about(to.apps)}`,
      values: {
        p_apps: to.apps,
        p_replica: replica ?? '',
        p_revision: revision ?? '',
        p_container: container ?? '',
        p_from: range.fromMs,
        p_to: range.toMs,
        p_limit: limit,
      },
      span: wider(range),
      limit,
      cells: consoleRowCells,
      toRow: toConsoleRow,
    },
    to.signal,
  );
}
