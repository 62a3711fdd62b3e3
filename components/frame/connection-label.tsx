import { toAsOf } from '@/components/ui/ago';
import type { Connection } from '@/lib/domain/connection';
import { counted } from '@/lib/format/count';

/** Which rows the page speaks of: nobody may take the sample for their own night. */
export function ConnectionLabel({ connection, asOfMs }: { connection: Connection; asOfMs: number }) {
  const { kind, workspaces, importProblems } = connection;
  const text = {
    sample: 'Sample',
    export: 'Export',
    azure: workspaces.length === 1 ? (workspaces[0] ?? 'Azure') : counted(workspaces.length, 'workspace'),
  }[kind];
  const title = {
    sample: 'Generated rows for trying Exitline out; no Azure workspace is connected.',
    export: `Rows from exported files${importProblems.length > 0 ? `; ${counted(importProblems.length, 'place')} not read in full` : ''}.`,
    azure: `Log Analytics: ${workspaces.join(', ')}`,
  }[kind];
  return (
    <span
      title={title}
      className="inline-flex min-w-0 items-center gap-2 rounded-control border border-line-strong px-2.5 py-1 font-medium text-meta"
    >
      <span
        aria-hidden="true"
        className={`size-2 shrink-0 ${kind === 'azure' ? 'rounded-full bg-start' : kind === 'export' ? 'bg-stderr' : 'rotate-45 bg-back-off'}`}
      />
      <span className="truncate">
        {text}
        {kind === 'export' && <span className="max-md:hidden"> as of {toAsOf(asOfMs)}</span>}
        {kind === 'sample' && <span className="max-sm:hidden"> workspace</span>}
      </span>
    </span>
  );
}
