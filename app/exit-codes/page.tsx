import type { Metadata } from 'next';
import { Suspense } from 'react';
import { rangeParam, withParams } from '@/app/address';
import { type CodeEntry, CodeTable } from '@/components/exit-codes/code-table';
import { SeenCodes } from '@/components/exit-codes/seen-codes';
import { BlindSpots } from '@/components/findings/notes';
import { Queries } from '@/components/queries/queries';
import { FailureNotice } from '@/components/ui/failure-notice';
import { Problems } from '@/components/ui/problems';
import { currentSource } from '@/lib/azure/source';
import { exitCodes } from '@/lib/diagnosis/exit-codes';
import { toIso } from '@/lib/format/time';
import { reportOnExitCodes } from '@/lib/report/exit-codes-page';
import { rangeFor } from '@/lib/report/range';
import { ExitCodesHead } from './exit-codes-head';

export const metadata: Metadata = { title: 'Exit codes' };

/** The reference; it stands at once, the counts follow when the logs have answered. */
export default async function ExitCodesPage({ searchParams }: PageProps<'/exit-codes'>) {
  const raw = await searchParams;
  const source = await currentSource();
  const asOfMs = source.asOfMs();
  const problems: string[] = [];
  const asked = rangeParam(raw, problems);
  const range = asked ?? rangeFor(asOfMs);
  const report = reportOnExitCodes({ source, range, asOfMs });
  return (
    <div className="space-y-3">
      <ExitCodesHead
        title="Exit codes"
        path="/exit-codes"
        raw={raw}
        range={range}
        asOfMs={asOfMs}
        isUsual={asked === null}
      >
        What each means on Container Apps, and how many runs ended so.
      </ExitCodesHead>
      <Problems items={problems} instead="Shown are the 24 hours up to the newest time known." />
      <Suspense
        key={`${range.fromMs} ${range.toMs}`}
        fallback={
          <>
            <SeenCodes entries={null} query="" />
            <CodeTable entries={exitCodes.map((meaning) => ({ meaning, runs: null }))} query="" />
          </>
        }
      >
        <Counted
          report={report}
          query={asked ? withParams(new URLSearchParams(), { from: toIso(range.fromMs), to: toIso(range.toMs) }) : ''}
        />
      </Suspense>
    </div>
  );
}

async function Counted({ report, query }: { report: ReturnType<typeof reportOnExitCodes>; query: string }) {
  const { codes, blindSpots, failure, connection, queries } = await report;
  const entries = codes.map(
    ({ meaning, exits, apps }): CodeEntry => ({
      meaning,
      runs: failure ? null : { ...exits, apps: [...new Set(apps.map(({ name }) => name))] },
    }),
  );
  return (
    <>
      {failure ? <FailureNotice failure={failure} level={2} /> : <SeenCodes entries={entries} query={query} />}
      <CodeTable entries={entries} query={query} />
      <BlindSpots items={blindSpots} importProblems={connection.importProblems} />
      <Queries queries={queries} />
    </>
  );
}
