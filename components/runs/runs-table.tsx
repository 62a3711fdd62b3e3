'use client';

import { useMemo, useState } from 'react';
import { FacetBar } from '@/components/facets/facet-bar';
import { type Chosen, filterRows, toFacets } from '@/components/facets/facets';
import { Pager } from '@/components/facets/pager';
import { counted, grouped } from '@/lib/format/count';
import { facetLooks } from './run-look';
import { type FacetName, type RunRow, runFiling, type Sorting, sortNames, sortRows } from './run-row';
import { RunsBody } from './runs-body';
import { RunsHead, SortChoice } from './runs-head';

const pageSize = 50;

export interface TableState {
  chosen: Chosen<FacetName>;
  sorting: Sorting;
}

/** Every run of the range: the timeline's twin for reading, sorting, filtering and copying. */
export function RunsTable({
  rows,
  total,
  isJob,
  selectedRun,
  state,
  runHref,
  onChange,
}: {
  rows: readonly RunRow[];
  total: number;
  isJob: boolean;
  selectedRun: string | null;
  state: TableState;
  runHref: (run: string) => string;
  onChange: (state: TableState) => void;
}) {
  const facets = useMemo(() => toFacets(rows, runFiling, state.chosen), [rows, state.chosen]);
  const looks = useMemo(() => facetLooks(isJob), [isJob]);
  const shown = useMemo(() => sortRows(filterRows(rows, runFiling, state.chosen), state.sorting), [rows, state]);
  const hasLines = useMemo(() => rows.some((row) => row.line !== null), [rows]);
  const [page, turnTo] = usePage(shown, selectedRun);
  const firstRow = page * pageSize;

  function change(next: TableState) {
    turnTo(0);
    onChange(next);
  }

  return (
    <section id="runs" aria-labelledby="runs-title" className="card min-w-0 scroll-mt-16">
      <div className="card-head">
        <h2 id="runs-title" className="font-semibold">
          Runs
        </h2>
        <span role="status" className="text-text-faint">
          {shown.length === rows.length
            ? counted(rows.length, 'run')
            : `${grouped(shown.length)} of ${counted(rows.length, 'run')}`}
          {rows.length < total && `, the newest of ${grouped(total)}`}
        </span>
        <SortChoice isJob={isJob} sorting={state.sorting} onChange={(sorting) => change({ ...state, sorting })} />
        <div className="w-full empty:hidden">
          <FacetBar
            label="Narrow the runs"
            facets={facets}
            looks={looks}
            chosen={state.chosen}
            hidden={rows.length - shown.length}
            onChange={(chosen) => change({ ...state, chosen })}
          />
        </div>
      </div>
      {shown.length === 0 ? (
        <p className="px-4 py-6 text-text-soft">
          {rows.length === 0
            ? 'No run in this range: no row tells of a container that started or ended.'
            : 'No run fits these filters.'}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard.
        <section className="overflow-x-auto" tabIndex={0} aria-label="Table of runs">
          <table className="w-full border-collapse text-left max-sm:block">
            <caption className="sr-only">
              The runs of the range, {pageWords(firstRow, shown.length)}. Up and down move from run to run, Enter shows
              what it printed.
            </caption>
            <RunsHead
              isJob={isJob}
              sorting={state.sorting}
              columns={hasLines ? sortNames : sortNames.filter((name) => name !== 'line')}
              onSort={(sorting) => change({ ...state, sorting })}
            />
            <RunsBody
              rows={shown.slice(firstRow, firstRow + pageSize)}
              hasLines={hasLines}
              selectedRun={selectedRun}
              runHref={runHref}
            />
          </table>
        </section>
      )}
      {shown.length > pageSize && (
        <Pager
          label="Pages of the runs"
          says={pageWords(firstRow, shown.length)}
          page={page}
          pages={Math.ceil(shown.length / pageSize)}
          onTurn={turnTo}
        />
      )}
    </section>
  );
}

/** `1 to 50 of 143` */
function pageWords(firstRow: number, all: number): string {
  return `${grouped(firstRow + 1)} to ${grouped(Math.min(all, firstRow + pageSize))} of ${grouped(all)}`;
}

/** The page that was turned to; once another run is chosen, the one that shows it. */
function usePage(shown: readonly RunRow[], selectedRun: string | null): [number, (page: number) => void] {
  const [turned, setTurned] = useState<{ page: number; selectedRun: string | null } | null>(null);
  const last = Math.max(0, Math.ceil(shown.length / pageSize) - 1);
  const place = useMemo(() => shown.findIndex((row) => row.id === selectedRun), [shown, selectedRun]);
  const wanted =
    turned !== null && turned.selectedRun === selectedRun ? turned.page : Math.floor(Math.max(0, place) / pageSize);
  return [Math.min(last, wanted), (page) => setTurned({ page, selectedRun })];
}
