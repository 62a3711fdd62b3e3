import type { LogSource } from '@/lib/domain/connection';
import type { BlindSpot, Diagnosis } from '@/lib/domain/diagnosis';
import type { TimeRange } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import { type LogAnswer, rowsOf } from '@/lib/logs/log-source';
import { type Addressee, askAppsInConsoleLog, askAppsInSystemLog } from '@/lib/logs/questions';
import { type AppAnswers, answersIn, askAboutApp, commonFailure, knownSpan, queriesOf } from '@/lib/report/app-answers';
import { askConsole, consoleAtHand, usualLines } from '@/lib/report/console-report';
import { type Examined, examine, findMatchingLines } from '@/lib/report/examine';
import { findSimilar, isSelected, type KnownApp, type Select, toKnownApps } from '@/lib/report/known-apps';
import type { AppReport } from '@/lib/report/report';

export interface AppQuestion {
  source: LogSource;
  name: string;
  select: Select;
  range: TimeRange;
  asOfMs: number;
  signal?: AbortSignal | undefined;
}

/** The one app that is meant, with what its workspace answered, or why there is none. */
export type Resolved =
  | { kind: 'found'; known: KnownApp; answers: AppAnswers; examined: Examined; to: Addressee }
  | Exclude<AppReport, { kind: 'found' }>;

/** A report whose last words may still be on their way: the verdict does not wait for them. */
export interface BegunReport {
  /** Without last words where these must be asked for. */
  report: AppReport;
  /** The same with them; `null`: nothing is missing. */
  whole: Promise<AppReport> | null;
}

/** Why an app or job dies: the incident page, its JSON twin, eval and the command line. */
export async function reportOnApp(question: AppQuestion): Promise<AppReport> {
  const { report, whole } = await beginReport(question);
  return whole ?? report;
}

/** The same in two steps: what one round of questions tells, and the rest. */
export async function beginReport(question: AppQuestion): Promise<BegunReport> {
  const resolved = await resolveApp(question);
  if (resolved.kind !== 'found') return { report: resolved, whole: null };

  const { known, answers, examined } = resolved;
  const report: Extract<AppReport, { kind: 'found' }> = {
    kind: 'found',
    diagnosis: examined.diagnosis,
    newestRowMs: known.newestRowMs,
    lastWords: null,
    matchingLines: findMatchingLines(examined.lines),
    queries: queriesOf(answersIn(answers)),
    connection: question.source.connection,
  };
  const last = newestFailedRun(examined.diagnosis);
  if (last === null) return { report, whole: null };
  const atHand = consoleAtHand(last, resolved);
  if (atHand !== null) return { report: { ...report, lastWords: atHand }, whole: null };
  const whole = askConsole(last, resolved, { before: 0, after: 0, lines: usualLines }).then((words) => ({
    ...report,
    lastWords: words.console,
    queries: [...report.queries, ...queriesOf(words.answers)],
  }));
  return { report, whole };
}

/** Resource names of Azure have at most 260 characters; what is longer names nothing and would not fit a query. */
const longestName = 260;

/** Asks every workspace that may be meant, all questions at once, and decides which app the name stands for. */
export async function resolveApp({ source, name, select, range, asOfMs, signal }: AppQuestion): Promise<Resolved> {
  const { connection } = source;
  if (select.ws !== undefined && !connection.workspaces.includes(select.ws)) {
    return { kind: 'no-such-workspace', workspace: select.ws, connection };
  }
  const sinceMs = connection.kind === 'azure' ? knownSpan(source, asOfMs, range).fromMs : null;
  const notFound = { kind: 'not-found' as const, name, bearers: [], similar: [], sinceMs, connection };
  if (name.length > longestName) return notFound;
  const workspaces = connection.workspaces.filter((one) => select.ws === undefined || select.ws === one);
  const addressees = workspaces.map((workspace): Addressee => ({ source, workspace, apps: [name], signal }));
  const answers = await Promise.all(addressees.map((to) => askAboutApp(to, range, asOfMs)));

  const bearers = answers.flatMap((one) => toKnownApps(rowsOf(one.inSystemLog), rowsOf(one.inConsoleLog)));
  const meant = bearers.filter(({ app }) => isSelected(app, select));
  const [known, ...others] = meant;
  if (known === undefined) {
    const failure = failureOf(answers);
    if (failure !== null)
      return { kind: 'failed', failure, queries: queriesOf(answers.flatMap(answersIn)), connection };
    if (bearers.length > 0) return { ...notFound, bearers: bearers.map(({ app }) => app) };
    return { ...notFound, similar: await findSimilarApps({ source, name, range, asOfMs, signal }) };
  }
  if (others.length > 0) return { kind: 'ambiguous', name, choices: meant.map(({ app }) => app), connection };

  const own = answers.find((one) => one.workspace === known.app.workspace);
  const to = addressees.find((one) => one.workspace === known.app.workspace);
  if (own === undefined || to === undefined) throw new Error(`No answer of workspace ${known.app.workspace}.`);
  const failure = commonFailure([own.system, own.failureLines]);
  if (failure !== null) return { kind: 'failed', failure, queries: queriesOf(answersIn(own)), connection };
  const examined = examine(known, own, { connection, range, asOfMs });
  const { diagnosis } = examined;
  const blindSpots = [...diagnosis.blindSpots, ...unheardWorkspaces(answers, own, name)];
  return { kind: 'found', known, answers: own, examined: { ...examined, diagnosis: { ...diagnosis, blindSpots } }, to };
}

function unheardWorkspaces(answers: readonly AppAnswers[], own: AppAnswers, name: string): BlindSpot[] {
  return answers.flatMap((one): BlindSpot[] => {
    const failure = one === own ? null : failureOf([one]);
    if (failure === null) return [];
    const message = `Whether workspace ${one.workspace} knows ${name} too could not be seen. ${failure.message}`;
    return [{ kind: 'source-failed', message }];
  });
}

/** An app that no answer knows may be known where there was no answer: that is a failure, not an absence. */
function failureOf(answers: readonly AppAnswers[]) {
  const asked = answers.flatMap((one): LogAnswer<unknown>[] => [one.system, one.inSystemLog, one.inConsoleLog]);
  const failed = asked.find((answer) => answer.status === 'failed');
  return failed?.status === 'failed' ? failed.failure : null;
}

async function findSimilarApps({ source, name, range, asOfMs, signal }: Omit<AppQuestion, 'select'>) {
  const known = knownSpan(source, asOfMs, range);
  const addressees = source.connection.workspaces.map(
    (workspace): Addressee => ({ source, workspace, apps: [], signal }),
  );
  const [inSystemLog, inConsoleLog] = await Promise.all([
    Promise.all(addressees.map((to) => askAppsInSystemLog(to, range, known))),
    // The console log of a whole workspace is long: only what it holds of the range.
    Promise.all(
      addressees.map((to) => askAppsInConsoleLog(to, range, source.connection.kind === 'azure' ? range : known)),
    ),
  ]);
  const apps = toKnownApps(inSystemLog.flatMap(rowsOf), inConsoleLog.flatMap(rowsOf));
  return findSimilar(
    name,
    apps.map(({ app }) => app),
  );
}

/** Of the worst incident, the run that ended last. */
function newestFailedRun({ incidents }: Diagnosis): Run | null {
  const exits = incidents[0]?.exits ?? [];
  return exits.reduce<Run | null>(
    (newest, run) => ((run.exit?.atMs ?? 0) >= (newest?.exit?.atMs ?? 0) ? run : newest),
    null,
  );
}
