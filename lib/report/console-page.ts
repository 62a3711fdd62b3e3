import { findRun, parseRunId } from '@/lib/diagnosis/diagnose';
import type { TimeRange } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import { answersIn, queriesOf } from '@/lib/report/app-answers';
import { askConsole, usualLines } from '@/lib/report/console-report';
import { type AppQuestion, type Resolved, resolveApp } from '@/lib/report/incident-page';
import type { ConsoleAnswer } from '@/lib/report/report';

export interface ConsoleQuestion extends Omit<AppQuestion, 'range'> {
  runId: string;
  /** Lines beyond the run, at most 500 each. */
  before: number;
  after: number;
  /** The newest of the run's own lines, at most `mostLines`; left out, the usual number. */
  lines?: number | undefined;
  /** The page's range, when there is one: its rows are at hand. The run is found without it too. */
  range?: TimeRange | undefined;
}

/** Around the anchor: long enough for the rows that tell of the run's start, its end and its neighbours. */
const aroundMs = 12 * 3_600_000;

/** What one run printed. */
export async function reportOnConsole(question: ConsoleQuestion): Promise<ConsoleAnswer> {
  const located = await locateRun(question);
  return located.kind === 'found' ? reportOnRun(located.run, located.resolved, question) : located;
}

/** A run with the rows among which it was found. */
export interface LocatedRun {
  kind: 'found';
  run: Run;
  resolved: Found;
}

type RunQuestion = Omit<ConsoleQuestion, 'before' | 'after' | 'lines'>;

/** The run is found from its id alone, whatever the range. */
export async function locateRun(
  question: RunQuestion,
): Promise<LocatedRun | Exclude<ConsoleAnswer, { kind: 'found' }>> {
  const { name, runId, range, asOfMs, source } = question;
  const id = parseRunId(runId);
  if (id === null) return { kind: 'no-such-run', name, runId, connection: source.connection };

  let best: { run: Run; resolved: Found } | null = null;
  for (const looked of spansFor(id.anchorMs, range, asOfMs)) {
    const resolved = await resolveApp({ ...question, range: looked });
    if (resolved.kind !== 'found') {
      if (best === null) return resolved;
      break;
    }
    const run = findRun(resolved.examined.diagnosis, runId);
    if (run !== null) best = { run, resolved };
    // A wider span holds more rows than are read at once, perhaps: what was found before is then the most there is.
    if (looked !== range && (run === null || !isOpen(run))) break;
    if (run !== null && !run.cut) break;
  }
  if (best !== null) return { kind: 'found', ...best };
  return { kind: 'no-such-run', name, runId, connection: source.connection };
}

type Found = Extract<Resolved, { kind: 'found' }>;

/**
 * Where a run is looked for: in the page's range, whose rows are at hand; in the hours around its anchor, where a run is
 * whole that the range cuts; and as long as no row tells of its end, ever further on, up to this day.
 */
function* spansFor(anchorMs: number, range: TimeRange | undefined, asOfMs: number): Generator<TimeRange> {
  if (range !== undefined && anchorMs >= range.fromMs && anchorMs < range.toMs) yield range;
  for (let aheadMs = aroundMs; ; aheadMs *= 4) {
    const toMs = anchorMs + aheadMs;
    yield { fromMs: anchorMs - aroundMs, toMs };
    if (toMs >= asOfMs) return;
  }
}

function isOpen(run: Run): boolean {
  return run.exit === null && run.toMs === null;
}

async function reportOnRun(
  run: Run,
  resolved: Found,
  { before, after, lines = usualLines, source }: ConsoleQuestion,
): Promise<ConsoleAnswer> {
  const asked = await askConsole(run, resolved, { before, after, lines });
  return {
    kind: 'found',
    console: asked.console,
    queries: queriesOf([...answersIn(resolved.answers), ...asked.answers]),
    connection: source.connection,
  };
}
