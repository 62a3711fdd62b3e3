import { CopyButton } from '@/components/ui/copy-button';
import { counted } from '@/lib/format/count';
import type { ShownQuery } from '@/lib/report/report';

/** The questions behind the page, as they were asked: anybody may ask them again. */
export function Queries({ queries, jsonHref }: { queries: readonly ShownQuery[]; jsonHref?: string }) {
  if (queries.length === 0) return null;
  return (
    <details id="queries" className="card min-w-0">
      <summary className="px-4 py-3 font-semibold hover:bg-raised">
        <h2 className="ml-1 inline">The queries behind this page</h2>{' '}
        <span className="font-normal text-text-faint">{queries.length}, in KQL</span>
      </summary>
      <ul className="divide-y divide-line border-line border-t">
        {queries.map((query) => (
          <li key={`${query.workspace} ${query.title} ${query.kql}`} className="px-4 py-3">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <h3 className="font-medium">
                {query.title} <span className="font-normal text-text-soft">· {answerOf(query)}</span>
              </h3>
              <CopyButton text={query.kql} label="Copy query" />
            </div>
            <details className="mt-1">
              <summary className="link text-meta">Show the query</summary>
              <pre className="mt-2 whitespace-pre-wrap rounded-control border border-line bg-raised px-3 py-2 font-mono text-log [overflow-wrap:anywhere]">
                {query.kql}
              </pre>
            </details>
          </li>
        ))}
      </ul>
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

function answerOf({ workspace, rows, serverMs, failure }: ShownQuery): string {
  if (failure) return `${workspace}: ${failure.message}`;
  const parts = [
    workspace,
    rows === null ? null : counted(rows, 'row'),
    serverMs === null ? null : `${Math.round(serverMs)} ms`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
