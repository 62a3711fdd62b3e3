import Link from 'next/link';
import { identityChanges, withParams } from '@/app/address';
import { Notice } from '@/components/ui/notice';
import type { AppIdentity } from '@/lib/domain/diagnosis';
import { toDay } from '@/lib/format/time';
import { type Missing, whatIsMissing } from './missing';

export default async function AppNotFound() {
  const missing = await whatIsMissing();
  return (
    <Notice title={titleOf(missing)}>
      {missing !== null && missing.bearers.length > 0 ? (
        <>
          <p>The address asks for another environment or kind. In the connected logs the name is borne by:</p>
          <Apps apps={missing.bearers} isExact />
        </>
      ) : (
        <>
          <p>
            No row in the connected logs{sinceOf(missing)} bears the name. It may be spelt otherwise, or never have
            logged anything.
          </p>
          {missing !== null && missing.similar.length > 0 && (
            <>
              <p>Similar names:</p>
              <Apps apps={missing.similar} />
            </>
          )}
        </>
      )}
      <p>
        <Link className="link" href="/">
          All apps and jobs
        </Link>
      </p>
    </Notice>
  );
}

function titleOf(missing: Missing | null): string {
  if (missing === null) return 'No app or job of that name';
  return missing.bearers.length > 0 ? `No such ${missing.name}` : `No app or job is called ${missing.name}`;
}

function sinceOf(missing: Missing | null): string {
  return missing === null || missing.sinceMs === null ? '' : ` since ${toDay(missing.sinceMs)}`;
}

function Apps({ apps, isExact = false }: { apps: readonly AppIdentity[]; isExact?: boolean }) {
  return (
    <ul className="list-disc space-y-1 pl-5">
      {apps.map((app) => (
        <li key={JSON.stringify([app.workspace, app.environment, app.kind, app.name])}>
          <Link
            className="link"
            prefetch={false}
            href={`/apps/${encodeURIComponent(app.name)}${isExact ? withParams(new URLSearchParams(), identityChanges(app)) : ''}`}
          >
            {app.name}
          </Link>
          {isExact ? ` (${placeOf(app)})` : app.kind === 'job' && ' (job)'}
        </li>
      ))}
    </ul>
  );
}

function placeOf({ kind, environment, workspace }: AppIdentity): string {
  return `${kind}${environment === null ? '' : ` in environment ${environment}`}, workspace ${workspace}`;
}
