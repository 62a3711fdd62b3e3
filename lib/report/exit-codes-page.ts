import { exitCodes, explainExitCode } from '@/lib/diagnosis/exit-codes';
import type { AppIdentity } from '@/lib/domain/diagnosis';
import type { Run } from '@/lib/domain/run';
import { answersIn, commonFailure, queriesOf } from '@/lib/report/app-answers';
import { type AppsQuestion, blindSpotsOfWorkspaces, examineWorkspaces } from '@/lib/report/apps-page';
import type { ExitCodeReport, ExitCodesReport, ExitCodeUse } from '@/lib/report/report';

/** Every code of the reference, and those that the range holds beside it, with the runs that ended so. */
export async function reportOnExitCodes(question: AppsQuestion): Promise<ExitCodesReport> {
  const { ended, ...facts } = await askEndedRuns(question);
  const known = new Set(exitCodes.map(({ code }) => code));
  const others = [...new Set(ended.map(({ run }) => run.exit?.exitCode ?? null))]
    .filter((code) => !known.has(code))
    .sort((a, b) => (a ?? -1) - (b ?? -1));
  return {
    ...facts,
    codes: [...exitCodes, ...others.map(explainExitCode)].map((meaning) => toUse(meaning, ended)),
  };
}

/** One code: what it means and which runs ended so, newest first. `null` is the end without a code. */
export async function reportOnExitCode(code: number | null, question: AppsQuestion): Promise<ExitCodeReport> {
  const { ended, ...facts } = await askEndedRuns(question);
  const runs = ended.filter(({ run }) => (run.exit?.exitCode ?? null) === code);
  return {
    ...facts,
    use: toUse(explainExitCode(code), ended),
    runs: runs.sort((a, b) => (b.run.exit?.atMs ?? 0) - (a.run.exit?.atMs ?? 0)),
  };
}

async function askEndedRuns(question: AppsQuestion) {
  const { source, range, asOfMs } = question;
  const workspaces = await examineWorkspaces(question);
  return {
    range,
    asOfMs,
    blindSpots: blindSpotsOfWorkspaces(workspaces, question),
    queries: queriesOf(workspaces.flatMap(({ answers }) => answersIn(answers))),
    connection: source.connection,
    failure: commonFailure(workspaces.flatMap(({ answers }) => [answers.system, answers.inSystemLog])),
    ended: workspaces.flatMap(({ apps }) =>
      apps.flatMap(({ known, examined }) =>
        examined.diagnosis.runs.filter((run) => run.exit !== null).map((run) => ({ app: known.app, run })),
      ),
    ),
  };
}

function toUse(meaning: ExitCodeUse['meaning'], ended: readonly { app: AppIdentity; run: Run }[]): ExitCodeUse {
  const own = ended.filter(({ run }) => (run.exit?.exitCode ?? null) === meaning.code);
  const intended = own.filter(({ run }) => run.exit?.intended === true).length;
  const apps = new Map(own.map(({ app }) => [JSON.stringify(app), app]));
  return { meaning, exits: { unexpected: own.length - intended, intended }, apps: [...apps.values()] };
}
