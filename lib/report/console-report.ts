import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import { toClock, toMoment } from '@/lib/format/time';
import { type LogAnswer, rowsOf } from '@/lib/logs/log-source';
import { type Addressee, askNewestLines, askOldestLines, limits } from '@/lib/logs/questions';
import { type AppAnswers, mergedLines } from '@/lib/report/app-answers';
import { ingestionDelayMs } from '@/lib/report/blind-spots';
import { toConsoleLines } from '@/lib/report/console-lines';
import { type Examined, fullTails } from '@/lib/report/examine';
import { belongsTo, type KnownApp } from '@/lib/report/known-apps';
import type { ConsoleReport } from '@/lib/report/report';
import { isAt, placeOf, windowOf } from '@/lib/report/run-window';

/** More of one run than that no reader scrolls through; the newest are kept. */
export const mostLines = 1_000;
/** How far before and after a run further lines are looked for. */
const neighbourhoodMs = 6 * 3_600_000;

interface Asking {
  to: Addressee;
  known: KnownApp;
  answers: AppAnswers;
  examined: Examined;
}

/** A run's lines, asked for; `before` and `after` lines beyond it. */
export async function askConsole(
  run: Run,
  { to, known, answers: ofApp, examined: { diagnosis } }: Asking,
  beyond: { before: number; after: number },
): Promise<{ console: ConsoleReport; answers: LogAnswer<ConsoleRow>[] }> {
  const window = windowOf(run, diagnosis);
  const place = placeOf(run);
  const earlier = { fromMs: window.fromMs - neighbourhoodMs, toMs: window.fromMs };
  const later = { fromMs: window.toMs, toMs: window.toMs + neighbourhoodMs };
  const [own, before, after] = await Promise.all([
    askNewestLines(to, place, window, mostLines),
    beyond.before > 0 ? askNewestLines(to, place, earlier, beyond.before) : null,
    beyond.after > 0 ? askOldestLines(to, place, later, beyond.after) : null,
  ]);
  const answers = [own, before, after].filter((answer) => answer !== null);
  const rows = mergedLines(answers).filter((row) => belongsTo(row, known.app) && isSameExecution(row, run));
  const console: ConsoleReport = {
    run,
    lines: toConsoleLines(rows, run),
    truncated: own.status !== 'failed' && own.isTruncated,
    missing: [
      ...answers.flatMap((answer) => (answer.status === 'partial' ? [answer.warning] : [])),
      ...whyNotBeyond(before, 'before'),
      ...whyNotBeyond(after, 'after'),
      ...whyEndless(run, diagnosis),
      ...(own.status === 'failed'
        ? []
        : whyMissing(rowsOf(own).length, run, {
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
    lines: toConsoleLines(rows, run),
    truncated: false,
    missing: whyMissing(rows.length, run, { to, known, inConsoleLog, asOfMs: diagnosis.asOfMs, hasTable: true }),
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

function isSameExecution(row: ConsoleRow, run: Run): boolean {
  return row.execution === null || run.execution === null || row.execution === run.execution;
}

interface Circumstances {
  to: Addressee;
  known: KnownApp;
  inConsoleLog: AppAnswers['inConsoleLog'];
  asOfMs: number;
  hasTable: boolean;
}

/**
 * No line is no proof of silence: why there may have been some (microsoft/azure-container-apps#699, #945, #1206 and the
 * documentation on log storage).
 */
function whyMissing(count: number, run: Run, { to, known, inConsoleLog, asOfMs, hasTable }: Circumstances): string[] {
  const exitMs = run.exit?.atMs ?? null;
  const isFresh = to.source.connection.kind === 'azure' && (exitMs ?? asOfMs) > asOfMs - ingestionDelayMs;
  const late = 'Lines take minutes to arrive: more of this run may follow.';
  if (count > 0) return isFresh ? [late] : [];
  if (!hasTable) return [`Workspace ${to.workspace} has no console table yet: no line was ever written to it.`];
  const endMs = exitMs ?? run.toMs;
  if (inConsoleLog.status === 'failed') {
    return [
      `Since when the console log holds lines of ${known.app.name}, if it holds any, could not be seen. ${inConsoleLog.failure.message}`,
    ];
  }
  if (known.oldestConsoleMs === null) {
    return [
      `The console log holds no line of ${known.app.name} at all. Its environment may send console logs elsewhere or nowhere.`,
    ];
  }
  if (endMs !== null && known.oldestConsoleMs > endMs) {
    return [`The console lines at hand begin at ${toClock(known.oldestConsoleMs)} UTC, after this run had ended.`];
  }
  const known699 =
    run.lifetimeSeconds !== null && run.lifetimeSeconds < 60
      ? ['What a container prints that dies within seconds does not always reach the workspace.']
      : [];
  const ofJob = known.app.kind === 'job' ? ['Lines of a job’s short executions are known to get lost on the way.'] : [];
  return [...(isFresh ? [late] : []), ...known699, ...ofJob];
}
