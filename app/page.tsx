import { Suspense } from 'react';
import { AppBrowser } from '@/components/apps/app-browser';
import { toAppItems } from '@/components/apps/app-item';
import { AppsSkeleton } from '@/components/apps/apps-skeleton';
import { AppsSummary } from '@/components/apps/apps-summary';
import { EmptyList } from '@/components/apps/empty-list';
import { SilentWorkspaces } from '@/components/apps/silent-workspaces';
import { splitByWorkspace } from '@/components/apps/workspace-failures';
import { BlindSpots } from '@/components/findings/notes';
import { PartFailures } from '@/components/findings/part-failures';
import { toPartFailures } from '@/components/findings/trust-items';
import { Queries } from '@/components/queries/queries';
import { RangePicker } from '@/components/range/range-picker';
import { toAsOf } from '@/components/ui/ago';
import { FailureNotice } from '@/components/ui/failure-notice';
import { Problems } from '@/components/ui/problems';
import { currentSource } from '@/lib/azure/source';
import type { LogSource } from '@/lib/domain/connection';
import type { TimeRange } from '@/lib/domain/rows';
import { toRangeLabel } from '@/lib/format/time';
import { reportOnApps } from '@/lib/report/apps-page';
import { rangeFor } from '@/lib/report/range';
import { rangeChanges, rangeParam, toSearchParams, withParams } from './address';

/** Every app and job of the workspaces, worst first. */
export default async function AppsPage({ searchParams }: PageProps<'/'>) {
  const raw = await searchParams;
  const source = await currentSource();
  const asOfMs = source.asOfMs();
  const isExport = source.connection.kind === 'export';
  const problems: string[] = [];
  const asked = rangeParam(raw, problems);
  const range = asked ?? rangeFor(asOfMs);
  const params = toSearchParams(raw);
  const others = [...params].filter(([name]) => name !== 'from' && name !== 'to');

  return (
    <div className="space-y-3">
      <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="text-verdict-small">Apps and jobs</h1>
          {isExport && <p className="text-meta text-text-soft">as of {toAsOf(asOfMs)}, the newest row of the export</p>}
        </div>
        <RangePicker
          range={range}
          asOfMs={asOfMs}
          isUsual={asked === null}
          path="/"
          others={others}
          hrefOf={(other) => `/${withParams(params, rangeChanges(other))}`}
        />
      </header>
      <Problems items={problems} instead="Shown are the 24 hours up to the newest time known." />
      <Suspense key={`${range.fromMs} ${range.toMs}`} fallback={<AppsSkeleton />}>
        <Apps source={source} range={range} asOfMs={asOfMs} isUsual={asked === null} />
      </Suspense>
    </div>
  );
}

async function Apps({
  source,
  range,
  asOfMs,
  isUsual,
}: {
  source: LogSource;
  range: TimeRange;
  asOfMs: number;
  isUsual: boolean;
}) {
  const report = await reportOnApps({ source, range, asOfMs });
  if (report.failure) {
    return (
      <>
        <FailureNotice failure={report.failure} level={2} />
        <Queries queries={report.queries} />
      </>
    );
  }
  const query = new URLSearchParams(isUsual ? '' : withParams(new URLSearchParams(), rangeChanges(range)));
  const { silent, others } = splitByWorkspace(report.queries);
  return (
    <>
      <SilentWorkspaces failures={silent} connected={report.connection.workspaces.length} />
      <PartFailures failures={toPartFailures(others)} />
      <AppsSummary
        report={report}
        newestHref={(newest) => `/${withParams(new URLSearchParams(), rangeChanges(newest))}`}
      />
      {report.apps.length === 0 ? (
        <EmptyList connection={report.connection} />
      ) : (
        <AppBrowser
          items={toAppItems(report.apps, query)}
          asOfMs={report.asOfMs}
          isExport={report.connection.kind === 'export'}
          rangeLabel={toRangeLabel(range.fromMs, range.toMs)}
        />
      )}
      <BlindSpots items={report.blindSpots} importProblems={report.connection.importProblems} />
      <Queries queries={report.queries} />
    </>
  );
}
