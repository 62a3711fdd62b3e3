import Link from 'next/link';
import { Glyph } from '@/components/timeline/glyph';
import { Panel } from '@/components/ui/panel';
import { counted } from '@/lib/format/count';
import { toDuration } from '@/lib/format/duration';
import { shortReplica } from '@/lib/format/name';
import { toIso, toMoment } from '@/lib/format/time';

/** A run that ended with the code, as the list shows it. */
export interface EndedRun {
  id: string;
  /** The app's page with this run chosen. */
  href: string;
  app: string;
  container: string;
  replica: string | null;
  atMs: number;
  lifetimeMs: number | null;
  reason: string | null;
  isIntended: boolean;
}

/** The newest runs that ended so, each a way to what it printed. */
export function EndedRuns({
  runs,
  total,
  rangeLabel,
}: {
  runs: readonly EndedRun[];
  total: number;
  rangeLabel: string;
}) {
  return (
    <Panel
      id="runs"
      title="Runs that ended so"
      aside={
        <span className="text-text-faint">
          {counted(total, 'run')}, {rangeLabel}
          {runs.length < total && `; the newest ${runs.length} are shown`}
        </span>
      }
    >
      {runs.length === 0 ? (
        <p className="px-4 py-6 text-text-soft">No run of any app or job ended so in this range.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard.
        <section className="overflow-x-auto" tabIndex={0} aria-label="Table of runs">
          <table className="w-full border-collapse text-left">
            <thead className="text-meta text-text-soft">
              <tr className="border-line border-b">
                {['App or job', 'Ended (UTC)', 'Lived', 'How', 'Reason', 'Container', 'Replica'].map((title) => (
                  <th key={title} scope="col" className="whitespace-nowrap px-3 py-2 font-medium first:px-4">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <tr key={`${run.href} ${run.id}`} className="border-line border-b last:border-b-0 hover:bg-raised">
                  <th scope="row" className="max-w-72 truncate px-4 py-1.5 font-medium" title={run.app}>
                    <Link className="link" prefetch={false} href={run.href}>
                      {run.app}
                    </Link>
                  </th>
                  <td className="whitespace-nowrap px-3 py-1.5">
                    <time dateTime={toIso(run.atMs)}>{toMoment(run.atMs)}</time>
                  </td>
                  <td className="whitespace-nowrap px-3 py-1.5">
                    {run.lifetimeMs === null ? '–' : toDuration(run.lifetimeMs)}
                  </td>
                  <td className="whitespace-nowrap px-3 py-1.5">
                    <span className="inline-flex items-center gap-1.5">
                      <Glyph kind={run.isIntended ? 'stop' : 'exit'} />
                      {run.isIntended ? 'intended' : 'unexpected'}
                    </span>
                  </td>
                  <td className="whitespace-nowrap px-3 py-1.5">{run.reason ?? '–'}</td>
                  <td className="whitespace-nowrap px-3 py-1.5 font-mono text-log">{run.container}</td>
                  <td className="whitespace-nowrap px-3 py-1.5 font-mono text-log" title={run.replica ?? undefined}>
                    {run.replica === null ? '–' : shortReplica(run.replica)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  );
}
