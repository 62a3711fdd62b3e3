import { ingestionDelayMs } from '@/lib/diagnosis/crash/missing-lines';
import type { Connection, ImportProblem } from '@/lib/domain/connection';
import type { BlindSpot } from '@/lib/domain/diagnosis';
import type { TimeRange } from '@/lib/domain/rows';
import { counted, grouped } from '@/lib/format/count';
import { toMoment } from '@/lib/format/time';
import type { AppRow } from '@/lib/logs/app-row';
import { type LogAnswer, rowsOf } from '@/lib/logs/log-source';
import type { AppAnswers } from '@/lib/report/app-answers';

/** What the answers of one workspace could not show. */
export function blindSpotsOfAnswers(answers: AppAnswers, connection: Connection): BlindSpot[] {
  const { system, failureLines, tails, inSystemLog, inConsoleLog } = answers;
  const console = tails === null ? [failureLines] : [failureLines, tails];
  return withoutRepeats([
    ...blindSpotsOf(system, 'system rows'),
    ...console.flatMap((answer) => blindSpotsOf(answer, 'console lines')),
    ...blindSpotsOfApps(inSystemLog, 'system row', connection),
    ...blindSpotsOfApps(inConsoleLog, 'console line', connection),
  ]);
}

/** `row` is what the log holds, in the singular. */
function blindSpotsOfApps(answer: LogAnswer<AppRow>, row: string, connection: Connection): BlindSpot[] {
  const { workspace, failure } = answer.asked;
  const log = `${row.split(' ')[0]} log`;
  if (answer.status === 'failed') {
    return [
      {
        kind: 'source-failed',
        message: `Which apps the ${log} of workspace ${workspace} knows could not be read: there may be others, and newer rows than the newest row told here. ${failure?.message ?? ''} ${failure?.remedy ?? ''}`,
      },
    ];
  }
  return [
    ...(answer.status === 'partial'
      ? [
          {
            kind: answer.unreadable > 0 ? ('rows-unreadable' as const) : ('partial-answer' as const),
            message: `The apps that the ${log} of workspace ${workspace} knows are not all here. ${answer.warning}`,
          },
        ]
      : []),
    ...(answer.isTruncated
      ? [
          {
            kind: 'rows-truncated' as const,
            message: `The ${log} of workspace ${workspace} knows more apps than can be listed: here are the ${grouped(answer.rows.length)} with the newest rows.`,
          },
        ]
      : []),
    ...ofNobody(answer, row, connection),
  ];
}

/** Rows that tell of no app or job are in no app's answer. In an export the import has told of them, file by file. */
function ofNobody(answer: LogAnswer<AppRow>, row: string, { kind }: Connection): BlindSpot[] {
  if (kind === 'export') return [];
  const count = rowsOf(answer).reduce((sum, one) => sum + (one.name === null ? one.rowsInRange : 0), 0);
  if (count === 0) return [];
  const { workspace } = answer.asked;
  return [
    {
      kind: 'rows-missing',
      message: `${counted(count, row)} of workspace ${workspace} in this range ${count === 1 ? 'names' : 'name'} neither app nor job: no answer about an app holds ${count === 1 ? 'it' : 'them'}.`,
    },
  ];
}

/** What one answer could not show. `what` names its rows in a sentence: `system rows`. */
function blindSpotsOf(answer: LogAnswer<{ atMs: number }>, what: string): BlindSpot[] {
  const { workspace } = answer.asked;
  switch (answer.status) {
    case 'failed':
      return [
        {
          kind: 'source-failed',
          message: `The ${what} of workspace ${workspace} could not be read. ${answer.failure.message} ${answer.failure.remedy}`,
        },
      ];
    case 'partial':
      return [
        {
          kind: answer.unreadable > 0 ? 'rows-unreadable' : 'partial-answer',
          message: `The ${what} of workspace ${workspace} are not complete. ${answer.warning}`,
        },
        ...ofTruncation(answer, what),
      ];
    case 'complete':
      if (!answer.hasTable) {
        return [
          {
            kind: 'no-table',
            message: `Workspace ${workspace} has no table for ${what}: nothing was written to it yet, or it is not among the exported files.`,
          },
        ];
      }
      return ofTruncation(answer, what);
  }
}

function ofTruncation(
  { rows, isTruncated }: { rows: readonly { atMs: number }[]; isTruncated: boolean },
  what: string,
): BlindSpot[] {
  if (!isTruncated) return [];
  const oldestMs = rows.reduce((oldest, row) => Math.min(oldest, row.atMs), Number.POSITIVE_INFINITY);
  return [truncation(rows.length, oldestMs, what)];
}

/** The platform is younger. */
const beforeAnyRowMs = Date.UTC(2000, 0, 1);

/** The newest were read, so what is missing is older than the oldest of them. */
export function truncation(read: number, oldestMs: number, what: string): BlindSpot {
  return {
    kind: 'rows-truncated',
    message: `The range holds more ${what} than can be shown at once: the newest ${grouped(read)} were read, back to ${toMoment(oldestMs)} UTC. Choose a shorter range to see what came before.`,
    // Of the other questions a range before the oldest row is known in part from the system rows.
    ...(what === 'system rows' ? { span: { fromMs: beforeAnyRowMs, toMs: oldestMs } } : {}),
  };
}

export function blindSpotsOfConnection(connection: Connection, range: TimeRange, asOfMs: number): BlindSpot[] {
  return [...ofImport(connection.importProblems), ...ofDelay(connection, range, asOfMs)];
}

const mostTold = 5;

function ofImport(problems: readonly ImportProblem[]): BlindSpot[] {
  const told = problems.slice(0, mostTold).map(({ file, line, reason }) => ({
    kind: 'import-problem' as const,
    message: `${file}${line === null ? '' : `, line ${line}`}: ${reason}`,
  }));
  const more = problems.length - told.length;
  if (more <= 0) return told;
  return [
    ...told,
    { kind: 'import-problem', message: `${counted(more, 'more place')} in the exports could not be read.` },
  ];
}

function ofDelay({ kind }: Connection, range: TimeRange, asOfMs: number): BlindSpot[] {
  if (kind !== 'azure' || range.toMs <= asOfMs - ingestionDelayMs) return [];
  return [
    {
      kind: 'ingestion-delay',
      message: 'Rows take minutes to arrive: the newest ten minutes of the range are not complete yet.',
      span: { fromMs: asOfMs - ingestionDelayMs, toMs: asOfMs },
    },
  ];
}

/** Each sentence once, in the order of first mention. */
export function withoutRepeats(spots: readonly BlindSpot[]): BlindSpot[] {
  const seen = new Set<string>();
  return spots.filter(({ kind, message }) => {
    const key = `${kind} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
