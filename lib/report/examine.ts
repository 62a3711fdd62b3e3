import { findMatches } from '@/lib/diagnosis/console/match';
import { diagnose } from '@/lib/diagnosis/diagnose';
import { rules } from '@/lib/diagnosis/rules';
import type { Connection } from '@/lib/domain/connection';
import type { BlindSpot, ConsoleReach, Diagnosis } from '@/lib/domain/diagnosis';
import type { ConsoleRow, SystemRow, TimeRange } from '@/lib/domain/rows';
import { type LogAnswer, rowsOf } from '@/lib/logs/log-source';
import { isProbeFailure, limits } from '@/lib/logs/questions';
import { type AppAnswers, mergedLines } from '@/lib/report/app-answers';
import { blindSpotsOf, blindSpotsOfConnection, truncation, withoutRepeats } from '@/lib/report/blind-spots';
import { isLoud } from '@/lib/report/failure-terms';
import { belongsTo, type KnownApp } from '@/lib/report/known-apps';
import type { MatchingLine } from '@/lib/report/report';

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
  const found = diagnose({ app, systemRows, consoleRows: lines, consoleReach, range, asOfMs });
  const blindSpots = withoutRepeats([
    ...blindSpotsOf(answers.system, 'system rows'),
    ...consoleBlindSpots(console),
    ...truncationIn(systemRows),
    ...found.blindSpots,
    ...blindSpotsOfConnection(connection, range, asOfMs),
  ]);
  return { diagnosis: { ...found, status: statusOf(found, answers.system), blindSpots }, systemRows, lines };
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
  const isCut = rows.length >= limits.tailLinesPerApp || tails.isTruncated;
  const oldest = { replica: null, revision: null, container: null, fromMs: oldestOf(rows) };
  return [...[...places.values()].filter(({ lines }) => lines >= limits.tail), ...(isCut ? [oldest] : [])];
}

/** Without its rows an app is not quiet, it is unknown. */
function statusOf(found: Diagnosis, system: LogAnswer<SystemRow>): Diagnosis['status'] {
  return system.status === 'failed' && found.incidents.length === 0 ? 'unknown' : found.status;
}

/** Several questions about one log fail and lack its table alike: told once. */
function consoleBlindSpots(answers: readonly LogAnswer<ConsoleRow>[]): BlindSpot[] {
  const failed = answers.find((answer) => answer.status === 'failed');
  if (failed !== undefined) return blindSpotsOf(failed, 'console lines');
  const partial = answers.filter((answer) => answer.status === 'partial');
  if (partial.length > 0) return partial.flatMap((answer) => blindSpotsOf(answer, 'console lines'));
  const lacking = answers.find((answer) => answer.status === 'complete' && !answer.hasTable);
  // That there were more lines with words of failure, or more last lines, than were read is the usual case.
  return lacking === undefined ? [] : blindSpotsOf(lacking, 'console lines');
}

/** The question takes so many rows of each app, and so many failures of a probe of each replica (system-rows.kql). */
function truncationIn(rows: readonly SystemRow[]): BlindSpot[] {
  const others = rows.filter((row) => !isProbeFailure(row));
  const probes = new Map<string, SystemRow[]>();
  for (const row of rows) {
    if (!isProbeFailure(row)) continue;
    const place = `${row.revision ?? ''} ${row.replica ?? ''}`;
    const known = probes.get(place);
    if (known === undefined) probes.set(place, [row]);
    else known.push(row);
  }
  const full = [...probes.values()].find((known) => known.length >= limits.probeRows);
  return [
    ...(others.length >= limits.systemRowsPerApp ? [truncation(others.length, oldestOf(others), 'system rows')] : []),
    ...(full === undefined ? [] : [truncation(full.length, oldestOf(full), 'failed probes of one replica')]),
  ];
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
