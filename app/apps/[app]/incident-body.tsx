import Link from 'next/link';
import { type RawParams, rangeChanges, toSearchParams, withParams } from '@/app/address';
import { toConsoleView } from '@/components/console/console-view';
import { FactStrip } from '@/components/findings/fact-strip';
import { toFacts } from '@/components/findings/incident-facts';
import { BlindSpots, Notes } from '@/components/findings/notes';
import { OtherIncidents } from '@/components/findings/other-incidents';
import { PartFailures } from '@/components/findings/part-failures';
import { QuietCard, SilentCard } from '@/components/findings/quiet-card';
import { toIncidentNow } from '@/components/findings/stands';
import { toPartFailures } from '@/components/findings/trust-items';
import { VerdictCard } from '@/components/findings/verdict-card';
import { WhyPanel } from '@/components/findings/why-panel';
import { Queries } from '@/components/queries/queries';
import { logHrefIn, queryHrefIn } from '@/components/queries/query-href';
import { toRunRows } from '@/components/runs/to-run-rows';
import type { Incident } from '@/lib/domain/incident';
import { toDuration } from '@/lib/format/duration';
import { toIso, toMoment } from '@/lib/format/time';
import type { AppReport, ConsoleReport } from '@/lib/report/report';
import { buildTimeline } from '@/lib/timeline/build-timeline';
import { runningRuns } from '@/lib/timeline/signs-of-life';
import { LaterRuns, LaterTimeline } from './later';

type Found = AppReport & { kind: 'found' };

const dayMs = 86_400_000;
/** More rows than this a table does not help with; its filters work on the newest. */
const mostRuns = 2000;

/** All that is known of an app in a range, first what a reader needs first. */
export function IncidentBody({
  report,
  raw,
  incident,
  defaultRun,
  lostRun,
  firstConsole,
}: {
  report: Found;
  raw: RawParams;
  /** The one the page is about. */
  incident: Incident | null;
  defaultRun: string | null;
  /** The run that the address names and no row tells of: the usual one stands in its place. */
  lostRun: string | null;
  firstConsole: ConsoleReport | null;
}) {
  const { diagnosis, newestRowMs } = report;
  const { app, range, runs } = diagnosis;
  const path = `/apps/${encodeURIComponent(app.name)}`;
  const api = `/api/v1${path}`;
  const fixed = { from: toIso(range.fromMs), to: toIso(range.toMs), ws: app.workspace, kind: app.kind };
  const query = withParams(
    new URLSearchParams(),
    app.environment === null ? fixed : { ...fixed, env: app.environment },
  );
  const params = toSearchParams(raw);
  const queryHref = queryHrefIn(report.queries);
  const runHref = (run: string) => `${path}${withParams(params, { from: fixed.from, to: fixed.to, run })}#console`;
  const links = { runHref, logHref: logHrefIn(report.queries) };
  const isExport = report.connection.kind === 'export';
  const isSilent =
    diagnosis.status === 'unknown' &&
    diagnosis.events.length === 0 &&
    runs.length === 0 &&
    !diagnosis.blindSpots.some(({ kind }) => kind === 'source-failed');

  if (isSilent) {
    return (
      <>
        <PartFailures failures={toPartFailures(report.queries)} />
        <SilentCard>
          {newestRowMs === null ? (
            <p>No row of {app.name} was found at all.</p>
          ) : (
            <>
              <p>
                That is neither good news nor bad: nothing was logged, or nothing has arrived. The newest row of{' '}
                {app.name} is from {toMoment(newestRowMs)} UTC, {toDuration(diagnosis.asOfMs - newestRowMs)} before the
                time of this page.
              </p>
              <p>
                <Link
                  className="link"
                  prefetch={false}
                  href={`${path}${withParams(params, { ...rangeChanges({ fromMs: newestRowMs + 1 - dayMs, toMs: newestRowMs + 1 }), run: null })}`}
                >
                  Show the 24 hours up to it
                </Link>
              </p>
            </>
          )}
        </SilentCard>
        <BlindSpots items={diagnosis.blindSpots} importProblems={report.connection.importProblems} />
        <Queries queries={report.queries} jsonHref={`${api}${query}`} />
      </>
    );
  }

  const view = buildTimeline(diagnosis, report.matchingLines, incident);
  const others = diagnosis.incidents.filter((other) => other !== incident);
  const running = runningRuns(diagnosis, report.matchingLines);
  const rows = toRunRows(runs, running, report.matchingLines);
  return (
    <>
      <PartFailures failures={toPartFailures(report.queries)} />
      {incident ? (
        <>
          <VerdictCard incident={incident} diagnosis={diagnosis} />
          {defaultRun !== null && (
            <p className="lg:hidden">
              <a className="control" href="#console">
                Last lines
              </a>
            </p>
          )}
          <FactStrip
            facts={toFacts(incident, diagnosis, { lines: report.matchingLines, isExport })}
            incident={toIncidentNow(incident)}
            isExport={isExport}
            queryHref={queryHref}
          />
        </>
      ) : (
        <QuietCard diagnosis={diagnosis} />
      )}
      <div className={`grid items-start gap-3 ${incident ? 'lg:grid-cols-[356px_minmax(0,1fr)]' : ''}`}>
        <div className="min-w-0 space-y-3 lg:order-2">
          <LaterTimeline
            view={view}
            defaultRun={defaultRun}
            firstConsole={firstConsole && toConsoleView(firstConsole)}
            consoleBase={{ path: `${api}/runs`, query }}
            running={[...running]}
            lostRun={lostRun}
            widthGuess={incident ? 840 : 1190}
          />
        </div>
        {incident && (
          <div className="min-w-0 lg:order-1">
            <WhyPanel incident={incident} links={links} />
          </div>
        )}
      </div>
      <OtherIncidents incidents={others} links={links} />
      <LaterRuns
        rows={rows.slice(0, mostRuns)}
        total={rows.length}
        isJob={app.kind === 'job'}
        range={range}
        defaultRun={defaultRun}
        lostRun={lostRun}
      />
      <Notes notes={diagnosis.notes} />
      <BlindSpots items={diagnosis.blindSpots} importProblems={report.connection.importProblems} />
      <Queries queries={report.queries} jsonHref={`${api}${query}`} />
    </>
  );
}
