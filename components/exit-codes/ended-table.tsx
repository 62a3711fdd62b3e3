import Link from 'next/link';
import { Glyph } from '@/components/timeline/glyph';
import { toDuration } from '@/lib/format/duration';
import { shortReplica } from '@/lib/format/name';
import { toClock, toDay, toIso } from '@/lib/format/time';
import type { EndedRun } from './ended-run';

const titles = ['App or job', 'Ended (UTC)', 'Lived', 'How', 'Reason', 'Container', 'Replica'];

/** On a phone a row is laid out as a card; some browsers then no longer tell that it is one of a table. */
const asRow = { role: 'row' };
const asRowHeader = { role: 'rowheader' };
const asCell = { role: 'cell' };

const cell = 'sm:whitespace-nowrap sm:px-3 sm:py-1.5';

export function EndedTable({ runs }: { runs: readonly EndedRun[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard.
    <section className="overflow-x-auto" tabIndex={0} aria-label="Table of runs">
      <table className="w-full border-collapse text-left max-sm:block">
        <caption className="sr-only">Runs that ended so, newest first. Each app’s name leads to the run.</caption>
        <thead className="text-meta text-text-soft max-sm:sr-only">
          <tr className="border-line border-b">
            {titles.map((title) => (
              <th key={title} scope="col" className="whitespace-nowrap px-3 py-2 font-medium first:px-4">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {runs.map((run) => (
            <EndedRow key={`${run.href} ${run.id}`} run={run} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function EndedRow({ run }: { run: EndedRun }) {
  return (
    <tr
      {...asRow}
      className="border-line border-b last:border-b-0 hover:bg-raised max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:px-4 max-sm:py-2.5"
    >
      <th
        {...asRowHeader}
        scope="row"
        className="min-w-0 max-w-72 truncate font-medium sm:px-4 sm:py-1.5"
        title={run.app}
      >
        <Link
          className="link -my-1 inline-block max-w-full truncate py-1 align-bottom"
          prefetch={false}
          href={run.href}
        >
          {run.app}
        </Link>
      </th>
      <td {...asCell} className={cell}>
        <time dateTime={toIso(run.atMs)} className="whitespace-nowrap">
          <span className="text-text-soft">{toDay(run.atMs)}</span> {toClock(run.atMs)}
        </time>
      </td>
      <td {...asCell} className={`${cell} max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right`}>
        {run.lifetimeMs === null ? (
          <span className="max-sm:hidden">–</span>
        ) : (
          <>
            <span aria-hidden="true" className="text-text-soft sm:hidden">
              lived{' '}
            </span>
            {toDuration(run.lifetimeMs)}
          </>
        )}
      </td>
      <td {...asCell} className={`${cell} max-sm:col-start-1 max-sm:row-start-2`}>
        <span className="inline-flex items-center gap-1.5">
          <Glyph kind={run.isIntended ? 'stop' : 'exit'} />
          {run.isIntended ? 'intended' : 'unexpected'}
        </span>
      </td>
      <td {...asCell} className={`${cell} max-sm:col-start-1 max-sm:row-start-3`}>
        {run.reason ?? '–'}
      </td>
      <td {...asCell} className={`${cell} max-w-60 truncate font-mono text-log max-sm:sr-only`} title={run.container}>
        {run.container}
      </td>
      <td
        {...asCell}
        className={`${cell} font-mono text-log max-sm:col-start-2 max-sm:row-start-3 max-sm:text-right max-sm:text-text-soft`}
        title={run.replica ?? undefined}
      >
        {run.replica === null ? '–' : shortReplica(run.replica)}
      </td>
    </tr>
  );
}
