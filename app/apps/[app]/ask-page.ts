import { headers } from 'next/headers';
import { type RawParams, toSelect } from '@/app/address';
import type { LogSource } from '@/lib/domain/connection';
import type { TimeRange } from '@/lib/domain/rows';
import { reportOnConsole } from '@/lib/report/console-page';
import { beginReport } from '@/lib/report/incident-page';
import type { AppReport, ConsoleReport } from '@/lib/report/report';
import type { IncidentParams } from './search-params';

/** What one request asks for. */
export interface Question {
  source: LogSource;
  name: string;
  raw: RawParams;
  asked: IncidentParams;
  range: TimeRange;
  asOfMs: number;
}

export type FoundReport = AppReport & { kind: 'found' };

export interface Answer {
  report: AppReport;
  /** Of the run that the address names. */
  console: ConsoleReport | null;
  /** The run that the address names, when no row tells of it. */
  lostRun: string | null;
}

/** The verdict waits for one round of questions; lines that take longer are asked for by the open page itself. */
export async function ask({ source, name, asked, range, asOfMs }: Question): Promise<Answer> {
  const select = toSelect(asked.identity);
  const consoleAnswer =
    asked.run === null
      ? Promise.resolve(null)
      : reportOnConsole({ source, name, select, runId: asked.run, before: 0, after: 0, asOfMs, range });
  // Whether it fails is looked at below; until then a failure must not count as unhandled.
  consoleAnswer.catch(() => undefined);
  const begun = await beginReport({ source, name, select, range, asOfMs });
  begun.whole?.catch(() => undefined);
  const [whole, console] = await Promise.all([
    within(linePatienceMs, begun.whole),
    within(runPatienceMs, consoleAnswer),
  ]);
  return {
    report: whole ?? begun.report,
    console: console?.kind === 'found' ? console.console : null,
    lostRun: console?.kind === 'no-such-run' ? console.runId : null,
  };
}

const linePatienceMs = 300;
/** Who follows a link to a run came for that run; whether it is there at all takes several rounds of questions. */
const runPatienceMs = 1500;

/** @returns `null` when it takes longer. */
async function within<Value>(ms: number, promise: Promise<Value> | null): Promise<Value | null> {
  if (promise === null) return null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const patienceMs = 1000;

/**
 * The answer, when it comes soon: only until the first byte is out can the status still become 404. Navigation inside
 * the site shows no status, so there the placeholder comes at once.
 */
export async function soonAnswer(answer: Promise<Answer>): Promise<Answer | null> {
  const isDocument = (await headers()).get('sec-fetch-dest') !== 'empty';
  return within(isDocument ? patienceMs : 0, answer);
}
