import Link from 'next/link';
import { Notice } from '@/components/ui/notice';
import { whatIsMissing } from './missing';

export default async function AppNotFound() {
  const missing = await whatIsMissing();
  return (
    <Notice title={missing === null ? 'No app or job of that name' : `No app or job is called ${missing.name}`}>
      <p>No row in the connected logs bears the name. It may be spelt otherwise, or never have logged anything.</p>
      {missing !== null && missing.similar.length > 0 && (
        <>
          <p>Similar names:</p>
          <ul className="list-disc space-y-1 pl-5">
            {missing.similar.map((app) => (
              <li key={JSON.stringify([app.workspace, app.environment, app.kind, app.name])}>
                <Link className="link" prefetch={false} href={`/apps/${encodeURIComponent(app.name)}`}>
                  {app.name}
                </Link>
                {app.kind === 'job' && ' (job)'}
              </li>
            ))}
          </ul>
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
