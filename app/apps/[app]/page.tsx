import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { type ReactNode, Suspense } from 'react';
import { decodedName, type RawParams, rangeChanges, toSearchParams, toSelect, withParams } from '@/app/address';
import { Queries } from '@/components/queries/queries';
import { RangePicker } from '@/components/range/range-picker';
import { FailureNotice } from '@/components/ui/failure-notice';
import { Problems } from '@/components/ui/problems';
import { currentSource } from '@/lib/azure/source';
import type { LogSource } from '@/lib/domain/connection';
import type { TimeRange } from '@/lib/domain/rows';
import { reportOnConsole } from '@/lib/report/console-page';
import { reportOnApp } from '@/lib/report/incident-page';
import { rangeFor } from '@/lib/report/range';
import type { AppReport, ConsoleReport } from '@/lib/report/report';
import { AppHead } from './app-head';
import { Choice, NoSuchWorkspace } from './choice';
import { chooseIncident, chooseRange, chooseRun } from './chosen';
import { CopyLink } from './copy-link';
import { IncidentBody } from './incident-body';
import { IncidentSkeleton } from './incident-skeleton';
import { sayMissing } from './missing';
import { type IncidentParams, parseIncidentParams } from './search-params';

/** The incident page of one app or job. */
export default async function IncidentPage({ params, searchParams }: PageProps<'/apps/[app]'>) {
  const name = decodedName((await params).app);
  const raw = await searchParams;
  const asked = parseIncidentParams(raw);
  const source = await currentSource();
  const asOfMs = source.asOfMs();
  const range = chooseRange(asked.range, asked.atMs, rangeFor(asOfMs));
  const question: Question = { source, name, raw, asked, range, asOfMs };

  const answer = ask(question);
  answer.then(
    ({ report }) => sayMissing(report.kind === 'not-found' ? report : null),
    () => sayMissing(null),
  );
  const early = await soonAnswer(answer);
  if (early) return <Answered question={question} answer={early} />;
  return (
    <Suspense
      key={`${range.fromMs} ${range.toMs}`}
      fallback={
        <Frame question={question} known={null} defaultRun={null}>
          <IncidentSkeleton />
        </Frame>
      }
    >
      <Later question={question} answer={answer} />
    </Suspense>
  );
}

export async function generateMetadata({ params }: PageProps<'/apps/[app]'>): Promise<Metadata> {
  return { title: decodedName((await params).app) };
}

interface Question {
  source: LogSource;
  name: string;
  raw: RawParams;
  asked: IncidentParams;
  range: TimeRange;
  asOfMs: number;
}

interface Answer {
  report: AppReport;
  /** Of the run that the address names. */
  console: ConsoleReport | null;
  /** The run that the address names, when no row tells of it. */
  lostRun: string | null;
}

async function ask({ source, name, asked, range, asOfMs }: Question): Promise<Answer> {
  const select = toSelect(asked.identity);
  const [report, console] = await Promise.all([
    reportOnApp({ source, name, select, range, asOfMs }),
    asked.run === null
      ? null
      : reportOnConsole({ source, name, select, runId: asked.run, before: 0, after: 0, asOfMs, range }),
  ]);
  return {
    report,
    console: console?.kind === 'found' ? console.console : null,
    lostRun: console?.kind === 'no-such-run' ? console.runId : null,
  };
}

const lostSentence = 'This link names a run that is not here: no row tells of it.';

const patienceMs = 1000;

/**
 * The answer, when it comes soon: only until the first byte is out can the status still become 404. Navigation inside
 * the site shows no status, so there the placeholder comes at once.
 */
async function soonAnswer(answer: Promise<Answer>): Promise<Answer | null> {
  const isDocument = (await headers()).get('sec-fetch-dest') !== 'empty';
  const wait = new Promise<null>((resolve) => setTimeout(resolve, isDocument ? patienceMs : 0, null));
  return Promise.race([answer, wait]);
}

async function Later({ question, answer }: { question: Question; answer: Promise<Answer> }) {
  return <Answered question={question} answer={await answer} />;
}

function Answered({ question, answer: { report, console, lostRun } }: { question: Question; answer: Answer }) {
  const { asked, raw, asOfMs } = question;
  switch (report.kind) {
    case 'not-found':
      notFound();
      break;
    case 'ambiguous':
      return <Choice name={report.name} choices={report.choices} raw={raw} />;
    case 'no-such-workspace':
      return <NoSuchWorkspace workspace={report.workspace} connected={report.connection.workspaces} />;
    case 'failed':
      return (
        <Frame question={question} known={null} defaultRun={null}>
          <FailureNotice failure={report.failure} level={2} />
          <Queries queries={report.queries} />
        </Frame>
      );
    case 'found': {
      const { diagnosis, newestRowMs, lastWords } = report;
      const incident = chooseIncident(diagnosis.incidents, asked.atMs);
      const run = chooseRun(incident, asked.atMs);
      const first =
        console ?? ((asked.run === null || lostRun !== null) && lastWords?.run.id === run?.id ? lastWords : null);
      return (
        <Frame
          question={question}
          known={{
            app: diagnosis.app,
            status: diagnosis.status,
            newestRowMs,
            asOfMs,
            isExport: report.connection.kind === 'export',
          }}
          defaultRun={run?.id ?? null}
          lostRun={lostRun}
        >
          <IncidentBody
            report={report}
            raw={raw}
            incident={incident}
            defaultRun={run?.id ?? null}
            lostRun={lostRun}
            firstConsole={first}
          />
        </Frame>
      );
    }
  }
}

function Frame({
  question,
  known,
  defaultRun,
  lostRun = null,
  children,
}: {
  question: Question;
  known: Parameters<typeof AppHead>[0]['known'];
  defaultRun: string | null;
  lostRun?: string | null;
  children: ReactNode;
}) {
  const { name, asked, raw, range, asOfMs } = question;
  const path = `/apps/${encodeURIComponent(name)}`;
  const params = toSearchParams(raw);
  // A run belongs to its hours; which of several bearers of the name is meant, and the filters, do not.
  const others = [...params].filter(([param]) => !['from', 'to', 'zoomFrom', 'zoomTo', 'at', 'run'].includes(param));
  return (
    <div className="space-y-3">
      <AppHead name={name} known={known}>
        <RangePicker
          range={range}
          asOfMs={asOfMs}
          isUsual={asked.range === null}
          path={path}
          others={others}
          hrefOf={(other) => `${path}${withParams(params, { ...rangeChanges(other), run: null })}`}
        />
        <CopyLink range={range} defaultRun={defaultRun} lostRun={lostRun} />
      </AppHead>
      <Problems
        items={lostRun === null ? asked.problems : [...asked.problems, lostSentence]}
        instead="The usual is shown instead."
      />
      {children}
    </div>
  );
}
