import { findRun, parseRunId } from '@/lib/diagnosis/diagnose';
import type { TimeRange } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import { answersIn, queriesOf } from '@/lib/report/app-answers';
import { askConsole } from '@/lib/report/console-report';
import { type AppQuestion, type Resolved, resolveApp } from '@/lib/report/incident-page';
import type { ConsoleAnswer } from '@/lib/report/report';

export interface ConsoleQuestion extends Omit<AppQuestion, 'range'> {
  runId: string;
  /** Lines beyond the run, at most 500 each. */
  before: number;
  after: number;
  /** The page's range, when there is one: its rows are at hand. The run is found without it too. */
  range?: TimeRange | undefined;
}

/** Around the anchor: long enough for the rows that tell of the run's start, its end and its neighbours. */
const aroundMs = 12 * 3_600_000;

/** What one run printed. The run is found from its id alone, whatever the range. */
export async function reportOnConsole(question: ConsoleQuestion): Promise<ConsoleAnswer> {
  const { name, runId, range, asOfMs, source } = question;
  const id = parseRunId(runId);
  if (id === null) return { kind: 'no-such-run', name, runId, connection: source.connection };

  const around = { fromMs: id.anchorMs - aroundMs, toMs: id.anchorMs + aroundMs };
  const isInside = range !== undefined && id.anchorMs >= range.fromMs && id.anchorMs < range.toMs;
  for (const looked of isInside ? [range, around] : [around]) {
    const resolved = await resolveApp({ ...question, range: looked });
    if (resolved.kind !== 'found') return resolved;
    const run = findRun(resolved.examined.diagnosis, runId);
    // A run that the range cuts is whole in the hours around it.
    if (run !== null && !(run.cut && looked !== around)) return reportOnRun(run, resolved, question, asOfMs);
  }
  return { kind: 'no-such-run', name, runId, connection: source.connection };
}

async function reportOnRun(
  run: Run,
  { to, known, examined, answers }: Extract<Resolved, { kind: 'found' }>,
  { before, after, source }: ConsoleQuestion,
  asOfMs: number,
): Promise<ConsoleAnswer> {
  const asked = await askConsole(run, { to, known, examined, asOfMs }, { before, after });
  return {
    kind: 'found',
    console: asked.console,
    queries: queriesOf([...answersIn(answers), ...asked.answers]),
    connection: source.connection,
  };
}
