import { isLoud } from '@/lib/diagnosis/console/loud';
import { findMatches } from '@/lib/diagnosis/console/match';
import { diagnose } from '@/lib/diagnosis/diagnose';
import { rules } from '@/lib/diagnosis/rules';
import type { Connection } from '@/lib/domain/connection';
import type { AppStatus, BlindSpot, ConsoleReach, Diagnosis } from '@/lib/domain/diagnosis';
import type { ConsoleRow, SystemRow, TimeRange } from '@/lib/domain/rows';
import { type LogAnswer, rowsOf } from '@/lib/logs/log-source';
import { isProbeFailure, limits } from '@/lib/logs/questions';
import { type AppAnswers, answersIn, mergedLines } from '@/lib/report/app-answers';
import { blindSpotsOfAnswers, blindSpotsOfConnection, truncation, withoutRepeats } from '@/lib/report/blind-spots';
import { belongsTo, type KnownApp } from '@/lib/report/known-apps';
import type { MatchingLine } from '@/lib/report/report';
import { silencesIn } from '@/lib/report/silence';

export interface Examined {
  diagnosis: Diagnosis;
  systemRows: readonly SystemRow[];
  /** Lines at hand, in true order: those with words of failure and the last of each container. */
  lines: readonly ConsoleRow[];
}

interface Circumstances {
  connection: Connection;
  range: TimeRange;
  asOfMs: number;
}

/** The verdict on one app from what its workspace answered. The same rows give the same verdict on every page. */
export function examine(known: KnownApp, answers: AppAnswers, { connection, range, asOfMs }: Circumstances): Examined {
  const { app } = known;
  const systemRows = rowsOf(answers.system).filter((row) => belongsTo(row, app));
  const console = [answers.failureLines, ...(answers.tails === null ? [] : [answers.tails])];
  const lines = mergedLines(console).filter((row) => belongsTo(row, app));
  const consoleReach = reachOf(answers.tails, app);
  const { resourceGroup = null } = connection;
  const found = diagnose({
    app,
    systemRows,
    systemRowsFromMs: systemRowsFrom(answers.system, systemRows),
    consoleRows: lines,
    consoleReach,
    range,
    asOfMs,
    resourceGroup,
  });
  const blindSpots = withoutRepeats([
    ...blindSpotsOfAnswers(answers, connection),
    ...truncationIn(systemRows),
    ...found.blindSpots,
    ...silencesIn(found, lines, consoleReach),
    ...blindSpotsOfConnection(connection, range, asOfMs),
  ]);
  const status = statusOf(found, known, answers, systemRows.length);
  return { diagnosis: { ...found, status, blindSpots }, systemRows, lines };
}

/** From when on every system row of the app is at hand; `null`: of the whole range. An answer in part may lack any of them. */
function systemRowsFrom(answer: AppAnswers['system'], rows: readonly SystemRow[]): number | null {
  const others = rows.filter((row) => !isProbeFailure(row));
  const full = groupsOf(others, inEnvironment).filter((group) => group.length >= limits.systemRowsPerApp);
  const isWhole = answer.status === 'complete' && !answer.isTruncated;
  if (!isWhole) return rows.length === 0 ? null : oldestOf(rows);
  return full.length === 0 ? null : Math.max(...full.map(oldestOf));
}

function inEnvironment({ environment }: SystemRow): string {
  return environment ?? '';
}

/** A container of which as many lines came as were asked for may have said more before. */
function reachOf(tails: LogAnswer<ConsoleRow> | null, app: KnownApp['app']): ConsoleReach[] {
  if (tails === null || tails.status === 'failed')
    return [{ replica: null, revision: null, container: null, fromMs: Number.POSITIVE_INFINITY }];
  const rows = rowsOf(tails).filter((row) => belongsTo(row, app));
  const places = new Map<string, ConsoleReach & { lines: number }>();
  for (const { replica, revision, container, atMs } of rows) {
    const key = JSON.stringify([replica, revision, container]);
    const known = places.get(key);
    if (known === undefined) places.set(key, { replica, revision, container, fromMs: atMs, lines: 1 });
    else {
      known.lines += 1;
      known.fromMs = Math.min(known.fromMs, atMs);
    }
  }
  const cut = [...fullTails(rows), ...(tails.isTruncated ? [rows] : [])];
  return [
    ...[...places.values()].filter(({ lines }) => lines >= limits.tail),
    ...cut.map((group) => ({ replica: null, revision: null, container: null, fromMs: oldestOf(group) })),
  ];
}

/**
 * An app is quiet only when all was answered and its rows were read. That it has rows is known from the lists of apps too:
 * calm console lines need not be at hand.
 */
function statusOf(found: Diagnosis, known: KnownApp, answers: AppAnswers, systemRows: number): AppStatus {
  if (found.incidents.length > 0) return found.status;
  if (answersIn(answers).some((answer) => answer.status === 'failed')) return 'unknown';
  const isCut = answers.system.status !== 'failed' && answers.system.isTruncated;
  const areLost = systemRows < known.systemRowsInRange && (systemRows === 0 || isCut);
  if (areLost) return 'unknown';
  return known.systemRowsInRange + known.consoleRowsInRange > 0 ? 'quiet' : found.status;
}

/**
 * The question takes so many rows of each app of an environment, and so many failures of a probe of each replica
 * (system-rows.kql).
 */
function truncationIn(rows: readonly SystemRow[]): BlindSpot[] {
  const others = rows.filter((row) => !isProbeFailure(row));
  const probes = rows.filter(isProbeFailure);
  return [
    ...fullest(others, limits.systemRowsPerApp, inEnvironment, 'system rows'),
    ...fullest(
      probes,
      limits.probeRows,
      ({ environment, revision, replica }) => JSON.stringify([environment, revision, replica]),
      'failed probes of one replica',
    ),
  ];
}

function fullest(
  rows: readonly SystemRow[],
  limit: number,
  keyOf: (row: SystemRow) => string,
  what: string,
): BlindSpot[] {
  const full = groupsOf(rows, keyOf).find((group) => group.length >= limit);
  return full === undefined ? [] : [truncation(full.length, oldestOf(full), what)];
}

/** Rows of as many as may be cut off, each by itself. */
function groupsOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

/** Of an app of each environment only so many last lines are taken (console-tails.kql): the groups that are full. */
export function fullTails(rows: readonly ConsoleRow[]): ConsoleRow[][] {
  return groupsOf(rows, (row) => row.environment ?? '').filter((group) => group.length >= limits.tailLinesPerApp);
}

function oldestOf(rows: readonly { atMs: number }[]): number {
  return rows.reduce((oldest, row) => Math.min(oldest, row.atMs), Number.POSITIVE_INFINITY);
}

/** Lines for the timeline's ticks: those that a rule knows, and those that by themselves look like trouble. */
export function findMatchingLines(lines: readonly ConsoleRow[]): MatchingLine[] {
  const known = new Set(findMatches(lines, rules, () => null).map((match) => match.row.id));
  return lines
    .filter((row) => known.has(row.id) || isLoud(row.text))
    .map(({ id, atMs, replica, revision, container, stream, text }) => ({
      row: id,
      atMs,
      replica,
      revision,
      container,
      stream,
      text,
    }));
}
