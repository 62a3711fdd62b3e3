import type { LogSource } from '@/lib/domain/connection';
import type { AppStatus, BlindSpot, Diagnosis } from '@/lib/domain/diagnosis';
import type { SystemRow, TimeRange } from '@/lib/domain/rows';
import { grouped, listed } from '@/lib/format/count';
import { type LogAnswer, rowsOf } from '@/lib/logs/log-source';
import {
  type Addressee,
  askAppsInConsoleLog,
  askAppsInSystemLog,
  askConsoleTails,
  askFailureLines,
  askSystemRows,
  limits,
} from '@/lib/logs/questions';
import { type AppAnswers, answersIn, commonFailure, knownSpan, queriesOf } from '@/lib/report/app-answers';
import { blindSpotsOfAnswers, blindSpotsOfConnection, withoutRepeats } from '@/lib/report/blind-spots';
import { type Examined, examine } from '@/lib/report/examine';
import { failureTerms } from '@/lib/report/failure-terms';
import { type KnownApp, toKnownApps } from '@/lib/report/known-apps';
import type { AppSummary, AppsReport } from '@/lib/report/report';

export interface AppsQuestion {
  source: LogSource;
  range: TimeRange;
  asOfMs: number;
  signal?: AbortSignal | undefined;
}

export interface ExaminedApp {
  known: KnownApp;
  examined: Examined;
}

/** One workspace's apps with the verdict on each. */
export interface ExaminedWorkspace {
  answers: AppAnswers;
  apps: ExaminedApp[];
}

/** Every app and job, worst first. */
export async function reportOnApps(question: AppsQuestion): Promise<AppsReport> {
  const { source, range, asOfMs } = question;
  const workspaces = await examineWorkspaces(question);
  const apps = workspaces.flatMap((one) => one.apps.map(({ known, examined }) => toSummary(known, examined.diagnosis)));
  return {
    range,
    asOfMs,
    apps: apps.sort(worstFirst),
    blindSpots: blindSpotsOfWorkspaces(workspaces, question),
    queries: queriesOf(workspaces.flatMap(({ answers }) => answersIn(answers))),
    connection: source.connection,
    failure: commonFailure(workspaces.flatMap(({ answers }) => [answers.system, answers.inSystemLog])),
  };
}

/** Asks every workspace about all of its apps at once; the verdicts are those of the apps' own pages. */
export function examineWorkspaces({ source, range, asOfMs, signal }: AppsQuestion): Promise<ExaminedWorkspace[]> {
  return Promise.all(
    source.connection.workspaces.map(async (workspace) => {
      const to: Addressee = { source, workspace, apps: [], signal };
      const known = knownSpan(source, asOfMs, range);
      const [inSystemLog, inConsoleLog, system, failureLines] = await Promise.all([
        askAppsInSystemLog(to, range, known),
        // The console log of a whole workspace is long: beyond the range it is searched only where it is small.
        askAppsInConsoleLog(to, range, source.connection.kind === 'azure' ? range : known),
        askSystemRows(to, range),
        askFailureLines(to, failureTerms, range),
      ]);
      const first: AppAnswers = { workspace, inSystemLog, inConsoleLog, system, failureLines, tails: null };
      const circumstances = { connection: source.connection, range, asOfMs };
      const apps = toKnownApps(rowsOf(inSystemLog), rowsOf(inConsoleLog)).map((one) => ({
        known: one,
        examined: examine(one, first, circumstances),
      }));
      const inTrouble = apps.filter(({ examined }) => examined.diagnosis.incidents.length > 0);
      const cutShort = appsCutShort(apps, system);
      if (inTrouble.length + cutShort.length === 0) return { answers: first, apps };

      const names = [...new Set(inTrouble.map(({ known: { app } }) => app.name))];
      const [tails, ...own] = await Promise.all([
        names.length === 0 ? null : askConsoleTails({ ...to, apps: names }, range),
        ...cutShort.map(({ known: { app } }) => askSystemRows({ ...to, apps: [app.name] }, range)),
      ]);
      const answers = { ...first, tails };
      return {
        answers,
        apps: apps.map((one) => {
          const whole = own[cutShort.indexOf(one)];
          if (whole === undefined && !inTrouble.includes(one)) return one;
          const answersOfOne = whole === undefined ? answers : { ...answers, system: whole };
          return { ...one, examined: examine(one.known, answersOfOne, circumstances) };
        }),
      };
    }),
  );
}

/** As many apps are asked about one by one when all at once were too much. */
const mostAskedAlone = 6;

/** Where the rows of all apps together were too many, the apps that lost most of theirs. */
function appsCutShort(apps: readonly ExaminedApp[], system: LogAnswer<SystemRow>): ExaminedApp[] {
  if (system.status === 'failed' || !system.isTruncated) return [];
  return apps
    .map((one) => ({ one, lost: one.known.systemRowsInRange - one.examined.systemRows.length }))
    .filter(({ lost }) => lost > 0)
    .sort((a, b) => b.lost - a.lost)
    .slice(0, mostAskedAlone)
    .map(({ one }) => one);
}

export function blindSpotsOfWorkspaces(
  workspaces: readonly ExaminedWorkspace[],
  { source, range, asOfMs }: AppsQuestion,
): BlindSpot[] {
  return withoutRepeats([
    ...workspaces.flatMap(({ answers }) => blindSpotsOfAnswers(answers, source.connection)),
    ...cutApps(workspaces.flatMap(({ apps }) => apps)),
    ...blindSpotsOfConnection(source.connection, range, asOfMs),
  ]);
}

/** Each app's newest rows are read, so many and no more: of a very loud one the counts are too low. */
function cutApps(apps: readonly ExaminedApp[]): BlindSpot[] {
  const names = apps
    .filter(({ examined }) => examined.systemRows.length >= limits.systemRowsPerApp)
    .map(({ known }) => known.app.name);
  if (names.length === 0) return [];
  const most = grouped(limits.systemRowsPerApp);
  return [
    {
      kind: 'rows-truncated',
      message: `Of ${listed(names)} the range holds more than ${most} system rows: the counts here rest on the newest ${most} of each, the app’s own page says how far back they reach.`,
    },
  ];
}

function toSummary({ app, newestRowMs }: KnownApp, diagnosis: Diagnosis): AppSummary {
  const [incident] = diagnosis.incidents;
  return {
    app,
    status: diagnosis.status,
    exits: diagnosis.exits,
    exitCodes: unexpectedCodes(diagnosis),
    topCause: incident?.findings[0].cause ?? null,
    topFinding: incident?.findings[0] ?? null,
    topIncident: incident
      ? { state: incident.state, container: incident.container, fromMs: incident.fromMs, toMs: incident.toMs }
      : null,
    newestRowMs,
    history: historyOf(diagnosis),
  };
}

function unexpectedCodes({ runs }: Diagnosis): (number | null)[] {
  const exits = runs.flatMap(({ exit }) => (exit === null || exit.intended === true ? [] : [exit.exitCode]));
  return [...new Set(exits)];
}

const bins = 24;

/** Unexpected exits and failed starts over the range. */
function historyOf({ incidents, range }: Diagnosis): number[] {
  const history = Array.from({ length: bins }, () => 0);
  const moments = incidents.flatMap(({ exits, failedStarts }) => [
    ...exits.map((run) => run.exit?.atMs ?? null),
    ...failedStarts.map((start) => start.atMs),
  ]);
  for (const atMs of moments) {
    if (atMs === null || atMs < range.fromMs || atMs >= range.toMs) continue;
    const bin = Math.floor(((atMs - range.fromMs) / (range.toMs - range.fromMs)) * bins);
    history[bin] = (history[bin] ?? 0) + 1;
  }
  return history;
}

const severity: Readonly<Record<AppStatus, number>> = {
  'crash-looping': 0,
  failing: 1,
  recovered: 2,
  unknown: 3,
  quiet: 4,
};

function worstFirst(a: AppSummary, b: AppSummary): number {
  return (
    severity[a.status] - severity[b.status] ||
    b.exits.unexpected - a.exits.unexpected ||
    (b.topIncident?.toMs ?? 0) - (a.topIncident?.toMs ?? 0) ||
    (a.app.name < b.app.name ? -1 : a.app.name > b.app.name ? 1 : 0)
  );
}
