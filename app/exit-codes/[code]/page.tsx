import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { identityChanges, rangeParam, withParams } from '@/app/address';
import { CodeCard } from '@/components/exit-codes/code-card';
import { parseCodeSegment, toCodeSegment } from '@/components/exit-codes/code-segment';
import type { EndedRun } from '@/components/exit-codes/ended-run';
import { EndedRuns } from '@/components/exit-codes/ended-runs';
import { BlindSpots } from '@/components/findings/notes';
import { Queries } from '@/components/queries/queries';
import { FailureNotice } from '@/components/ui/failure-notice';
import { Problems } from '@/components/ui/problems';
import { Skeleton } from '@/components/ui/skeleton';
import { currentSource } from '@/lib/azure/source';
import { explainExitCode } from '@/lib/diagnosis/exit-codes';
import type { TimeRange } from '@/lib/domain/rows';
import { toIso, toRangeLabel } from '@/lib/format/time';
import { reportOnExitCode } from '@/lib/report/exit-codes-page';
import { rangeFor } from '@/lib/report/range';
import type { ExitCodeReport } from '@/lib/report/report';
import { ExitCodesHead } from '../exit-codes-head';

/** More than these a list does not help with; it says how many there are. */
const mostRuns = 1000;

/** One exit code and the runs that ended so, each a way to its console. */
export default async function ExitCodePage({ params, searchParams }: PageProps<'/exit-codes/[code]'>) {
  const code = parseCodeSegment((await params).code);
  if (code === undefined) notFound();
  const raw = await searchParams;
  const source = await currentSource();
  const asOfMs = source.asOfMs();
  const problems: string[] = [];
  const asked = rangeParam(raw, problems);
  const range = asked ?? rangeFor(asOfMs);
  const meaning = explainExitCode(code);
  const report = reportOnExitCode(code, { source, range, asOfMs });
  return (
    <div className="space-y-3">
      <ExitCodesHead
        title={titleOf(code)}
        path={`/exit-codes/${toCodeSegment(code)}`}
        raw={raw}
        range={range}
        asOfMs={asOfMs}
        isUsual={asked === null}
        isUnder
      >
        {meaning.title !== titleOf(code) && meaning.title}
        {meaning.signal !== null && meaning.signal !== meaning.title && ` (${meaning.signal})`}
      </ExitCodesHead>
      <Problems items={problems} instead="Shown are the 24 hours up to the newest time known." />
      <CodeCard meaning={meaning} />
      <Suspense key={`${range.fromMs} ${range.toMs}`} fallback={<Skeleton className="h-64" />}>
        <Ended report={report} range={range} />
      </Suspense>
    </div>
  );
}

export async function generateMetadata({ params }: PageProps<'/exit-codes/[code]'>): Promise<Metadata> {
  const code = parseCodeSegment((await params).code);
  return { title: code === undefined ? 'No exit code' : titleOf(code) };
}

function titleOf(code: number | null): string {
  return code === null ? 'No exit code' : `Exit code ${code}`;
}

async function Ended({ report, range }: { report: Promise<ExitCodeReport>; range: TimeRange }) {
  const { runs, failure, blindSpots, connection, queries } = await report;
  if (failure) return <FailureNotice failure={failure} level={2} />;
  return (
    <>
      <EndedRuns
        runs={runs.slice(0, mostRuns).map((ended) => toEndedRun(ended, range))}
        total={runs.length}
        rangeLabel={toRangeLabel(range.fromMs, range.toMs)}
      />
      <BlindSpots items={blindSpots} importProblems={connection.importProblems} />
      <Queries queries={queries} />
    </>
  );
}

function toEndedRun({ app, run }: ExitCodeReport['runs'][number], range: TimeRange): EndedRun {
  const query = withParams(new URLSearchParams(), {
    from: toIso(range.fromMs),
    to: toIso(range.toMs),
    run: run.id,
    ...identityChanges(app),
  });
  return {
    id: run.id,
    href: `/apps/${encodeURIComponent(app.name)}${query}#console`,
    app: app.name,
    environment: app.environment,
    container: run.container,
    replica: run.replica,
    atMs: run.exit?.atMs ?? run.toMs ?? range.toMs,
    lifetimeMs: run.lifetimeSeconds === null ? null : run.lifetimeSeconds * 1000,
    reason: run.exit?.terminationReason ?? null,
    isIntended: run.exit?.intended === true,
  };
}
