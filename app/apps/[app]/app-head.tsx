import Link from 'next/link';
import type { ReactNode } from 'react';
import { StatusNow } from '@/components/findings/status-now';
import type { TrustItem } from '@/components/findings/trust-items';
import { Skeleton } from '@/components/ui/skeleton';
import type { AppIdentity, AppStatus } from '@/lib/domain/diagnosis';
import type { IncidentState } from '@/lib/domain/incident';
import { LaterTrust } from './later';

export interface KnownHead {
  app: AppIdentity;
  status: AppStatus;
  /** Of the worst incident. */
  state: IncidentState | null;
  newestRowMs: number | null;
  isExport: boolean;
  trust: readonly TrustItem[];
}

/** Which app, how it stands, how far that can be trusted; beside it what changes the view. */
export function AppHead({
  name,
  known,
  isReading,
  children,
}: {
  name: string;
  /** `null` while the logs are being read, and when they could not be. */
  known: KnownHead | null;
  isReading: boolean;
  children: ReactNode;
}) {
  const facts = known === null ? [] : factsOf(known.app);
  return (
    <header className="space-y-1">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-2.5">
          <nav
            aria-label="Breadcrumb"
            className="-mr-1 inline-flex min-h-6 items-center gap-1.5 whitespace-nowrap text-meta"
          >
            <Link href="/" className="link">
              Apps and jobs
            </Link>
            <span aria-hidden="true" className="text-text-faint">
              /
            </span>
          </nav>
          <h1 className="min-w-0 text-verdict-small [overflow-wrap:anywhere]">{name}</h1>
          {known && <StatusNow status={known.status} state={known.state} />}
          {facts.length > 0 && <p className="text-meta text-text-soft [overflow-wrap:anywhere]">{facts.join(' · ')}</p>}
        </div>
        <div className="flex flex-wrap items-center gap-1.5">{children}</div>
      </div>
      {known ? (
        <LaterTrust items={known.trust} newestRowMs={known.newestRowMs} isExport={known.isExport} />
      ) : (
        isReading && (
          <div className="flex h-6 items-center">
            <Skeleton className="h-3 w-full max-w-2xl" />
          </div>
        )
      )}
    </header>
  );
}

function factsOf({ kind, environment, workspace }: AppIdentity): string[] {
  return [kind === 'job' ? 'Job' : 'App', environment, workspace].filter((fact) => fact !== null);
}
