import Link from 'next/link';
import { identityChanges, type RawParams, toSearchParams, withParams } from '@/app/address';
import { Notice } from '@/components/ui/notice';
import type { AppIdentity } from '@/lib/domain/diagnosis';
import { listed } from '@/lib/format/count';

/** Several apps or jobs bear the name: which one? */
export function Choice({ name, choices, raw }: { name: string; choices: readonly AppIdentity[]; raw: RawParams }) {
  const params = toSearchParams(raw);
  return (
    <Notice title={`Which ${name}?`}>
      <p>More than one app or job bears this name. Choose the one you mean; the link then says so.</p>
      <ul className="space-y-1.5">
        {choices.map((app) => (
          <li key={JSON.stringify([app.workspace, app.environment, app.kind])}>
            <Link
              className="link"
              prefetch={false}
              href={`/apps/${encodeURIComponent(name)}${withParams(params, identityChanges(app))}`}
            >
              The {app.kind} {name}
              {app.environment !== null && ` in environment ${app.environment}`}, workspace {app.workspace}
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** The address names a workspace that is not connected. */
export function NoSuchWorkspace({ workspace, connected }: { workspace: string; connected: readonly string[] }) {
  return (
    <Notice title={`No workspace is called ${workspace}`}>
      <p>What the address calls “ws” can be {listed(connected)}.</p>
      <p>
        <Link className="link" href="/">
          All apps and jobs
        </Link>
      </p>
    </Notice>
  );
}
