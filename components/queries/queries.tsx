import { CopyButton } from '@/components/ui/copy-button';
import { counted } from '@/lib/format/count';
import type { ShownQuery } from '@/lib/report/report';
import { LaterOpenNamed } from './later-open-named';
import { queryIds } from './query-href';

/** The questions behind the page, as they were asked: anybody may ask them again. */
export function Queries({ queries, jsonHref }: { queries: readonly ShownQuery[]; jsonHref?: string }) {
  if (queries.length === 0) return null;
  const isInAzure = queries.some(({ portal }) => portal !== null);
  return (
    <details id="queries" className="card min-w-0">
      <summary className="px-4 py-3 font-semibold hover:bg-raised">
        <h2 className="ml-1 inline">The queries behind this page</h2>{' '}
        <span className="font-normal text-text-faint">{queries.length}, in KQL</span>
      </summary>
      <LaterOpenNamed prefix="quer" />
      <ul className="divide-y divide-line border-line border-t">
        {[...queryIds(queries)].map(([query, id]) => (
          <Query key={id} id={id} query={query} />
        ))}
      </ul>
      {!isInAzure && (
        <p className="border-line border-t px-4 py-3 text-text-soft">
          These rows are not in Azure, so there is no Logs page to open. Copied into the Logs of a workspace, each query
          runs there unchanged.
        </p>
      )}
      {jsonHref !== undefined && (
        <p className="border-line border-t px-4 py-3 text-text-soft">
          The same as JSON:{' '}
          <a className="link font-mono text-log [overflow-wrap:anywhere]" href={jsonHref}>
            {jsonHref}
          </a>
        </p>
      )}
    </details>
  );
}

function Query({ id, query }: { id: string; query: ShownQuery }) {
  const { portal } = query;
  return (
    <li id={id} className="px-4 py-3 target:bg-accent-soft">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="min-w-0 font-medium [overflow-wrap:anywhere]">
          {query.title} <span className="font-normal text-text-soft">· {answerOf(query)}</span>
        </h3>
        <div className="flex flex-wrap gap-1.5">
          <CopyButton text={query.kql} label="Copy query" />
          {portal !== null && (
            <a className="control" href={portal.href} rel="noreferrer" target="_blank">
              {portal.missing === null ? 'Open in Logs' : 'Find the workspace'}
              <span className="sr-only"> (opens the Azure portal in a new tab)</span>
            </a>
          )}
        </div>
      </div>
      {portal !== null && portal.missing !== null && <p className="mt-1 text-meta text-text-soft">{portal.missing}</p>}
      <details className="mt-1">
        <summary className="link text-meta">Show the query</summary>
        <pre className="mt-2 whitespace-pre-wrap rounded-control border border-line bg-raised px-3 py-2 font-mono text-log [overflow-wrap:anywhere]">
          {query.kql}
        </pre>
      </details>
    </li>
  );
}

function answerOf({ workspace, rows, serverMs, failure }: ShownQuery): string {
  if (failure) return `${workspace}: ${failure.message}`;
  const parts = [
    workspace,
    rows === null ? null : counted(rows, 'row'),
    serverMs === null ? null : `${Math.round(serverMs)} ms`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
