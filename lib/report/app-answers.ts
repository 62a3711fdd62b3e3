import type { LogFailure, LogSource } from '@/lib/domain/connection';
import type { ConsoleRow, SystemRow, TimeRange } from '@/lib/domain/rows';
import type { AppRow } from '@/lib/logs/app-row';
import { type LogAnswer, rowsOf } from '@/lib/logs/log-source';
import {
  type Addressee,
  askAppsInConsoleLog,
  askAppsInSystemLog,
  askConsoleTails,
  askFailureLines,
  askSystemRows,
} from '@/lib/logs/questions';
import { failureTerms } from '@/lib/report/failure-terms';
import type { ShownQuery } from '@/lib/report/report';

/** What one workspace answered about one app or several. */
export interface AppAnswers {
  workspace: string;
  inSystemLog: LogAnswer<AppRow>;
  inConsoleLog: LogAnswer<AppRow>;
  system: LogAnswer<SystemRow>;
  failureLines: LogAnswer<ConsoleRow>;
  /** `null`: not asked. */
  tails: LogAnswer<ConsoleRow> | null;
}

/** All that a verdict on one app needs, in one round of parallel questions. */
export async function askAboutApp(to: Addressee, range: TimeRange, asOfMs: number): Promise<AppAnswers> {
  const known = knownSpan(to.source, asOfMs, range);
  const [inSystemLog, inConsoleLog, system, failureLines, tails] = await Promise.all([
    askAppsInSystemLog(to, range, known),
    askAppsInConsoleLog(to, range, known),
    askSystemRows(to, range),
    askFailureLines(to, failureTerms, range),
    askConsoleTails(to, range),
  ]);
  return { workspace: to.workspace, inSystemLog, inConsoleLog, system, failureLines, tails };
}

const lookBackMs = 90 * 86_400_000;

/** How far back an app is looked for when the range does not hold it. Exports are searched whole: they are small. */
export function knownSpan({ connection }: LogSource, asOfMs: number, range: TimeRange): TimeRange {
  const fromMs = connection.kind === 'azure' ? asOfMs - lookBackMs : Date.UTC(2000, 0, 1);
  return { fromMs: Math.min(fromMs, range.fromMs), toMs: Math.max(asOfMs, range.toMs) };
}

export function answersIn(answers: AppAnswers): LogAnswer<unknown>[] {
  const { system, failureLines, tails, inSystemLog, inConsoleLog } = answers;
  return [system, failureLines, ...(tails === null ? [] : [tails]), inSystemLog, inConsoleLog];
}

export function queriesOf(answers: readonly LogAnswer<unknown>[]): ShownQuery[] {
  return answers.map((answer) => answer.asked);
}

/** Lines that several questions found, each once, in true order: event time, then the order in which they were stored. */
export function mergedLines(answers: readonly LogAnswer<ConsoleRow>[]): ConsoleRow[] {
  const lines = new Map<string, ConsoleRow>();
  for (const answer of answers) {
    const rows = rowsOf(answer);
    // An answer that has the newest first has the lines of one moment the other way round, too.
    const isNewestFirst = (rows[0]?.atMs ?? 0) > (rows.at(-1)?.atMs ?? 0);
    for (const row of isNewestFirst ? rows.toReversed() : rows) if (!lines.has(row.id)) lines.set(row.id, row);
  }
  return [...lines.values()].sort((a, b) => a.atMs - b.atMs);
}

/** Why nothing can be said at all: every workspace failed on the rows that count. */
export function commonFailure(answers: readonly LogAnswer<unknown>[]): LogFailure | null {
  let first: LogFailure | null = null;
  for (const answer of answers) {
    if (answer.status !== 'failed') return null;
    first ??= answer.failure;
  }
  return first;
}
