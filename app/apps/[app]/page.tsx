import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { type ReactNode, Suspense } from 'react';
import { decodedName, identityChanges, rangeChanges, toSearchParams, withParams } from '@/app/address';
import { toIncidentNow } from '@/components/findings/stands';
import { toTrustItems } from '@/components/findings/trust-items';
import type { Shown } from '@/components/live/news';
import { Queries } from '@/components/queries/queries';
import { RangePicker } from '@/components/range/range-picker';
import { FailureNotice } from '@/components/ui/failure-notice';
import { Problems } from '@/components/ui/problems';
import { currentSource } from '@/lib/azure/source';
import { settings } from '@/lib/env';
import { toIso } from '@/lib/format/time';
import { rangeFor } from '@/lib/report/range';
import { AppHead, type KnownHead } from './app-head';
import { type Answer, ask, type FoundReport, type Question, soonAnswer } from './ask-page';
import { Choice, NoSuchWorkspace } from './choice';
import { chooseIncident, chooseRange, chooseRun } from './chosen';
import { CopyLink } from './copy-link';
import { IncidentBody } from './incident-body';
import { IncidentSkeleton } from './incident-skeleton';
import { LiveButton, LivePage } from './live-page';
import { sayMissing } from './missing';
import { parseIncidentParams } from './search-params';
import { whyStill } from './still';

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
  if (early?.report.kind === 'not-found') notFound();
  return (
    // The page that goes with the clock stays the same page when it is asked for anew.
    <Suspense
      key={asked.range === null ? 'up to now' : `${range.fromMs} ${range.toMs}`}
      fallback={
        <Frame question={question} found={null} isReading>
          <IncidentSkeleton />
        </Frame>
      }
    >
      {early ? <Answered question={question} answer={early} /> : <Later question={question} answer={answer} />}
    </Suspense>
  );
}

export async function generateMetadata({ params }: PageProps<'/apps/[app]'>): Promise<Metadata> {
  return { title: decodedName((await params).app) };
}

const lostSentence = 'This link names a run that is not here: no row tells of it.';

async function Later({ question, answer }: { question: Question; answer: Promise<Answer> }) {
  return <Answered question={question} answer={await answer} />;
}

function Answered({ question, answer: { report, console, lostRun } }: { question: Question; answer: Answer }) {
  const { asked, raw } = question;
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
        <Frame question={question} found={null}>
          <FailureNotice failure={report.failure} level={2} />
          <Queries queries={report.queries} />
        </Frame>
      );
    case 'found': {
      const { diagnosis, lastWords } = report;
      const incident = chooseIncident(diagnosis.incidents, asked.atMs);
      const run = chooseRun(incident, asked.atMs);
      const first =
        console ?? ((asked.run === null || lostRun !== null) && lastWords?.run.id === run?.id ? lastWords : null);
      return (
        <Frame question={question} found={report} defaultRun={run?.id ?? null} lostRun={lostRun}>
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
  found,
  isReading = false,
  defaultRun = null,
  lostRun = null,
  children,
}: {
  question: Question;
  /** `null` while the logs are being read, and when they could not be. */
  found: FoundReport | null;
  isReading?: boolean;
  defaultRun?: string | null;
  lostRun?: string | null;
  children: ReactNode;
}) {
  const { name, asked, raw, range, asOfMs, source } = question;
  const path = `/apps/${encodeURIComponent(name)}`;
  const params = toSearchParams(raw);
  // A run belongs to its hours; which of several bearers of the name is meant, and the filters, do not.
  const others = [...params].filter(([param]) => !['from', 'to', 'zoomFrom', 'zoomTo', 'at', 'run'].includes(param));
  const liveHref = `${path}${withParams(params, { ...rangeChanges(null), run: null })}`;
  return (
    <LivePage
      asOfMs={asOfMs}
      shown={found && toShown(found)}
      pulseUrl={`/api/v1${path}/pulse${withParams(new URLSearchParams(), { ...identityChanges(asked.identity), since: toIso(range.fromMs) })}`}
      still={
        found === null && !isReading
          ? { word: 'Not live', why: 'There is no answer that could be kept up to date.', liveHref: null }
          : whyStill(source.connection, settings().nowMs, asked.range !== null || range.toMs < asOfMs, liveHref)
      }
    >
      <div className="space-y-3">
        <AppHead name={name} known={found && toHead(found)} isReading={isReading}>
          <LiveButton />
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
    </LivePage>
  );
}

function toHead({ diagnosis, newestRowMs, queries, connection }: FoundReport): KnownHead {
  const { app, status, incidents, blindSpots } = diagnosis;
  const state = incidents[0]?.state ?? null;
  const isExport = connection.kind === 'export';
  return { app, status, state, newestRowMs, isExport, trust: toTrustItems(blindSpots, queries) };
}

function toShown({ diagnosis }: FoundReport): Shown {
  const { asOfMs, status, events, incidents } = diagnosis;
  return { asOfMs, status, events: events.length, incidents: incidents.map(toIncidentNow) };
}
