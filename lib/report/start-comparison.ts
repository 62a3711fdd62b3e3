import { alignLines } from '@/lib/diagnosis/crash/alignment';
import {
  lastCommonOf,
  mostStartLines,
  type NormalLine,
  type StartOf,
  toComparedStarts,
  zeroOf,
} from '@/lib/diagnosis/crash/compared-starts';
import { lastGoodBefore } from '@/lib/diagnosis/crash/good-start';
import { toSentence } from '@/lib/diagnosis/crash/start-sentence';
import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { ConsoleRow } from '@/lib/domain/rows';
import { type LogAnswer, rowsOf } from '@/lib/logs/log-source';
import { askFirstLines, limits } from '@/lib/logs/questions';
import { answersIn, mergedLines, queriesOf } from '@/lib/report/app-answers';
import { type ConsoleQuestion, type LocatedRun, locateRun } from '@/lib/report/console-page';
import { isSameExecution } from '@/lib/report/console-report';
import { resolveApp } from '@/lib/report/incident-page';
import { belongsTo } from '@/lib/report/known-apps';
import type { ComparedLine, ComparedRun, ComparisonAnswer, ComparisonReport } from '@/lib/report/report';
import { isAt, placeOf, windowOf } from '@/lib/report/run-window';
import { whyMissing } from '@/lib/report/why-missing';

export interface ComparisonQuestion extends Omit<ConsoleQuestion, 'before' | 'after' | 'lines'> {
  /** The run to compare with; left out, the last that started well before it. */
  withId?: string | undefined;
}

/** So far before a bad start a good one is looked for. */
const lookBackMs = 7 * 86_400_000;

/** What a run printed at its start against another: by default the last good start of the same container before it. */
export async function reportOnStarts(question: ComparisonQuestion): Promise<ComparisonAnswer> {
  const { withId, name, source } = question;
  const bad = await locateRun(question);
  if (bad.kind !== 'found') return bad;
  const good = await (withId === undefined ? findGoodStart(bad, question) : locateRun({ ...question, runId: withId }));
  if (good.kind === 'no-good-start') {
    return { kind: 'no-good-run', name, run: bad.run, sinceMs: good.sinceMs, connection: source.connection };
  }
  if (good.kind !== 'found') return good;

  const [ofGood, ofBad] = await Promise.all([askStart(good), askStart(bad)]);
  return {
    kind: 'found',
    comparison: {
      ...toComparison(ofGood, ofBad, question.asOfMs),
      chosen: withId === undefined ? 'last-good' : 'named',
    },
    queries: queriesOf([...answersIn(bad.resolved.answers), ofGood.answer, ofBad.answer]),
    connection: source.connection,
  };
}

/** Among the rows at hand, else in the week before. */
async function findGoodStart(
  bad: LocatedRun,
  question: ComparisonQuestion,
): Promise<
  LocatedRun | { kind: 'no-good-start'; sinceMs: number } | Exclude<ComparisonAnswer, { kind: 'found' | 'no-good-run' }>
> {
  const near = lastGoodBefore(bad.run, bad.resolved.examined.diagnosis.runs, endOf(bad.resolved.examined.diagnosis));
  if (near !== null) return { ...bad, run: near };
  const startMs = bad.run.fromMs ?? bad.run.toMs ?? question.asOfMs;
  const sinceMs = startMs - lookBackMs;
  const resolved = await resolveApp({ ...question, range: { fromMs: sinceMs, toMs: (bad.run.toMs ?? startMs) + 1 } });
  if (resolved.kind !== 'found') return resolved;
  const { answers, examined } = resolved;
  const { system } = answers;
  if (system.status === 'failed') {
    return {
      kind: 'failed',
      failure: system.failure,
      queries: queriesOf(answersIn(answers)),
      connection: question.source.connection,
    };
  }
  const far = lastGoodBefore(bad.run, examined.diagnosis.runs, endOf(examined.diagnosis));
  return far === null
    ? { kind: 'no-good-start', sinceMs: seenSince(sinceMs, startMs, resolved) }
    : { kind: 'found', run: far, resolved };
}

/**
 * Where as many rows came as are read of an app, or only a part, those before them were not looked at; where none came, none
 * before the start.
 */
function seenSince(
  sinceMs: number,
  startMs: number,
  { answers: { system }, examined: { systemRows } }: LocatedRun['resolved'],
): number {
  const isCut = systemRows.length >= limits.systemRowsPerApp || system.status !== 'complete' || system.isTruncated;
  return isCut ? systemRows.reduce((oldest, { atMs }) => Math.min(oldest, atMs), startMs) : sinceMs;
}

function endOf({ asOfMs, range }: Diagnosis): number {
  return Math.min(asOfMs, range.toMs);
}

interface AskedStart extends StartOf {
  side: ComparedRun;
  answer: LogAnswer<ConsoleRow>;
}

async function askStart({ run, resolved: { to, known, answers, examined } }: LocatedRun): Promise<AskedStart> {
  const { diagnosis } = examined;
  const window = windowOf(run, diagnosis);
  // One more than is compared, to know whether there are more.
  const answer = await askFirstLines(to, placeOf(run), window, mostStartLines + 1);
  const isOwn = (row: ConsoleRow) => belongsTo(row, known.app) && isSameExecution(row, run);
  const rows = mergedLines([answer]).filter(isOwn);
  const lines = rows.slice(0, mostStartLines);
  const isCut = rowsOf(answer).length > mostStartLines;
  // What it printed later tells too what it printed at all, as far as it happens to be at hand.
  const later = isCut
    ? examined.lines.filter(
        (row) => isAt(row, placeOf(run)) && isOwn(row) && row.atMs >= window.fromMs && row.atMs < window.toMs,
      )
    : [];
  const side: ComparedRun = {
    run,
    lines: lines.length,
    truncated: isCut,
    missing: [
      ...(answer.status === 'partial' ? [answer.warning] : []),
      ...(answer.status === 'failed'
        ? []
        : whyMissing(lines, run, {
            to,
            known,
            inConsoleLog: answers.inConsoleLog,
            asOfMs: diagnosis.asOfMs,
            hasTable: answer.hasTable,
          })),
    ],
    failure: answer.status === 'failed' ? answer.failure : null,
  };
  return { run, lines: withLater(rows, later), isCut, side, answer };
}

function withLater(first: readonly ConsoleRow[], later: readonly ConsoleRow[]): ConsoleRow[] {
  const known = new Set(first.map(({ id }) => id));
  return [...first, ...later.filter(({ id }) => !known.has(id))];
}

function toComparison(good: AskedStart, bad: AskedStart, asOfMs: number): Omit<ComparisonReport, 'chosen'> {
  const compared = toComparedStarts(good, bad, asOfMs);
  const sides = {
    good: { ...good.side, lines: compared.good.length },
    bad: { ...bad.side, lines: compared.bad.length },
  };
  const silent = [
    ...(compared.good.length === 0 ? ['the good start'] : []),
    ...(compared.bad.length === 0 ? ['the bad start'] : []),
  ];
  if (silent.length > 0) {
    return { ...sides, lines: [], lastCommon: null, sentence: `No line of ${silent.join(' and of ')} is at hand.` };
  }
  const aligned = alignLines(compared);
  const lines = aligned.map((line) => ({
    role: line.role,
    good: line.good === null ? null : toComparedLine(line.good, zeroOf(good)),
    bad: line.bad === null ? null : toComparedLine(line.bad, zeroOf(bad)),
  }));
  const common = lastCommonOf(compared);
  const lastCommon = common === null ? null : aligned.findIndex((line) => line.bad === common);
  return { ...sides, lines, lastCommon, sentence: toSentence(compared) };
}

function toComparedLine({ row }: NormalLine, zeroMs: number): ComparedLine {
  return { row: row.id, atMs: row.atMs, afterStartMs: row.atMs - zeroMs, stream: row.stream, text: row.text };
}
