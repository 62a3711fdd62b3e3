import Link from 'next/link';
import type { ReactNode } from 'react';
import { StateSign, statusSign } from '@/components/findings/state-sign';
import { toAgo, toAsOf } from '@/components/ui/ago';
import type { AppIdentity, AppStatus } from '@/lib/domain/diagnosis';
import { toIso, toMoment } from '@/lib/format/time';

/** Which app, how it stands, how fresh that is; beside it what changes the view. */
export function AppHead({
  name,
  known,
  children,
}: {
  name: string;
  /** `null` while the logs are being read. */
  known: { app: AppIdentity; status: AppStatus; newestRowMs: number | null; asOfMs: number; isExport: boolean } | null;
  children: ReactNode;
}) {
  const facts = known === null ? [] : factsOf(known.app);
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
      <div className="min-w-0">
        <nav aria-label="Breadcrumb" className="text-meta">
          <Link href="/" className="link">
            Apps and jobs
          </Link>
          <span aria-hidden="true" className="mx-1.5 text-text-faint">
            /
          </span>
          <span className="text-text-soft">{facts.length === 0 ? 'app or job' : facts.join(' · ')}</span>
        </nav>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
          <h1 className="min-w-0 text-verdict-small [overflow-wrap:anywhere]">{name}</h1>
          {known && <StateSign sign={statusSign[known.status]} />}
          {known && known.newestRowMs !== null && (
            <Newest atMs={known.newestRowMs} asOfMs={known.asOfMs} isExport={known.isExport} />
          )}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-1.5">{children}</div>
    </header>
  );
}

function factsOf({ kind, environment, workspace }: AppIdentity): string[] {
  return [kind === 'job' ? 'Job' : 'App', environment, workspace].filter((fact) => fact !== null);
}

function Newest({ atMs, asOfMs, isExport }: { atMs: number; asOfMs: number; isExport: boolean }) {
  const age = asOfMs - atMs;
  if (isExport && age < 1000) {
    return (
      <span className="text-meta text-text-soft">
        as of{' '}
        <time dateTime={toIso(atMs)} title={toIso(atMs)}>
          {toAsOf(atMs)}
        </time>
        , the newest row of the export
      </span>
    );
  }
  return (
    <span className="text-meta text-text-soft">
      newest row{' '}
      <time dateTime={toIso(atMs)} title={toIso(atMs)}>
        {isExport ? toAsOf(atMs) : `${toMoment(atMs)} UTC`}
      </time>
      {age >= 1000 && `, ${toAgo(age, isExport)}${isExport ? ' of the export' : ''}`}
    </span>
  );
}
