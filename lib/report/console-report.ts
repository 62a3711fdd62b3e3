import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import { toMoment } from '@/lib/format/time';
import { type LogAnswer, rowsOf } from '@/lib/logs/log-source';
import { type Addressee, askNewestLines, askOldestLines, limits } from '@/lib/logs/questions';
import { type AppAnswers, mergedLines } from '@/lib/report/app-answers';
import { surroundingsOf } from '@/lib/report/console-events';
import { toConsoleLines } from '@/lib/report/console-lines';
import { type Examined, fullTails } from '@/lib/report/examine';
import { belongsTo, type KnownApp } from '@/lib/report/known-apps';
import type { ConsoleReport } from '@/lib/report/report';
import { isAt, placeOf, windowOf } from '@/lib/report/run-window';
import { whyMissing } from '@/lib/report/why-missing';

/** The newest lines of a run that are read unless more are asked for, and the most that can be. */
export const usualLines = 1_000;
export const mostLines = 10_000;
/** How far before and after a run further lines are looked for. */
const neighbourhoodMs = 6 * 3_600_000;

export interface Asking {
  to: Addressee;
  known: KnownApp;
  answers: AppAnswers;
  examined: Examined;
}

/** A run's lines, asked for; `before` and `after` lines beyond it. */
export async function askConsole(
  run: Run,
  { to, known, answers: ofApp, examined: { diagnosis } }: Asking,
  { before: linesBefore, after: linesAfter, lines }: { before: number; after: number; lines: number },
): Promise<{ console: ConsoleReport; answers: LogAnswer<ConsoleRow>[] }> {
  const window = windowOf(run, diagnosis);
  const place = placeOf(run);
  const earlier = { fromMs: window.fromMs - neighbourhoodMs, toMs: window.fromMs };
  const later = { fromMs: window.toMs, toMs: window.toMs + neighbourhoodMs };
  const [own, before, after] = await Promise.all([
    askNewestLines(to, place, window, lines),
    linesBefore > 0 ? askNewestLines(to, place, earlier, linesBefore) : null,
    linesAfter > 0 ? askOldestLines(to, place, later, linesAfter) : null,
  ]);
  const answers = [own, before, after].filter((answer) => answer !== null);
  const rows = mergedLines(answers).filter((row) => belongsTo(row, known.app) && isSameExecution(row, run));
  const console: ConsoleReport = {
    run,
    lines: toConsoleLines(rows, run, window),
    ...surroundingsOf(run, diagnosis),
    truncated: own.status !== 'failed' && own.isTruncated,
    missing: [
      ...answers.flatMap((answer) => (answer.status === 'partial' ? [answer.warning] : [])),
      ...whyNotBeyond(before, 'before'),
      ...whyNotBeyond(after, 'after'),
      ...whyEndless(run, diagnosis),
      ...(own.status === 'failed'
        ? []
        : whyMissing(rowsOf(own), run, {
            to,
            known,
            inConsoleLog: ofApp.inConsoleLog,
            asOfMs: diagnosis.asOfMs,
            hasTable: own.hasTable,
          })),
    ],
    failure: own.status === 'failed' ? own.failure : null,
  };
  return { console, answers };
}

function whyNotBeyond(answer: LogAnswer<ConsoleRow> | null, side: 'before' | 'after'): string[] {
  if (answer?.status !== 'failed') return [];
  return [`The lines ${side} it could not be read. ${answer.failure.message} ${answer.failure.remedy}`.trim()];
}

/** A run may have ended after the last row that was read of it. */
function whyEndless(run: Run, { range, asOfMs }: Diagnosis): string[] {
  if (run.exit !== null || run.toMs !== null || range.toMs >= asOfMs) return [];
  return [`How this run ended was not found: what it printed after ${toMoment(range.toMs)} UTC is not here.`];
}

/**
 * A run's lines from the last lines of each container that are already at hand; `null` when they do not reach back to its
 * start, so that it must be asked for.
 */
export function consoleAtHand(
  run: Run,
  { to, known, answers: { tails, inConsoleLog }, examined: { diagnosis } }: Asking,
): ConsoleReport | null {
  if (tails === null || tails.status !== 'complete' || tails.isTruncated || !tails.hasTable) return null;
  const window = windowOf(run, diagnosis);
  const place = placeOf(run);
  const ofApp = tails.rows.filter((row) => belongsTo(row, known.app));
  if (fullTails(ofApp).length > 0) return null;
  const tail = mergedLines([{ ...tails, rows: ofApp.filter((row) => isAt(row, place)) }]);
  if (!reachesBack(tail, window.fromMs)) return null;
  const rows = tail.filter((row) => row.atMs >= window.fromMs && row.atMs < window.toMs && isSameExecution(row, run));
  return {
    run,
    lines: toConsoleLines(rows, run, window),
    ...surroundingsOf(run, diagnosis),
    truncated: false,
    missing: whyMissing(rows, run, { to, known, inConsoleLog, asOfMs: diagnosis.asOfMs, hasTable: true }),
    failure: null,
  };
}

/** Each container's tail is whole (shorter than it may be) or begins before the moment. */
function reachesBack(tail: readonly ConsoleRow[], atMs: number): boolean {
  const places = new Map<string, { count: number; oldestMs: number }>();
  for (const { replica, revision, container, atMs: lineMs } of tail) {
    const key = JSON.stringify([replica, revision, container]);
    const seen = places.get(key);
    places.set(key, { count: (seen?.count ?? 0) + 1, oldestMs: Math.min(seen?.oldestMs ?? lineMs, lineMs) });
  }
  return [...places.values()].every(({ count, oldestMs }) => count < limits.tail || oldestMs < atMs);
}

export function isSameExecution(row: ConsoleRow, run: Run): boolean {
  return row.execution === null || run.execution === null || row.execution === run.execution;
}
