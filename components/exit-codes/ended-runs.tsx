'use client';

import { useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import { FacetBar } from '@/components/facets/facet-bar';
import { type Chosen, filterRows, parseFacetParam, toFacetParam, toFacets } from '@/components/facets/facets';
import { Pager } from '@/components/facets/pager';
import { useAsked } from '@/components/facets/use-asked';
import { counted, grouped } from '@/lib/format/count';
import { type EndedFacet, type EndedRun, endedFacets, endedFiling, endedLooks } from './ended-run';
import { EndedTable } from './ended-table';

const pageSize = 50;

/** The newest runs that ended so, each a way to what it printed; what they are narrowed to stands in the address. */
export function EndedRuns({
  runs,
  total,
  rangeLabel,
}: {
  runs: readonly EndedRun[];
  total: number;
  rangeLabel: string;
}) {
  const search = useSearchParams();
  const inAddress = useMemo(() => chosenIn(new URLSearchParams(search)), [search]);
  const [chosen, choose] = useAsked(inAddress, write);
  const facets = useMemo(() => toFacets(runs, endedFiling, chosen), [runs, chosen]);
  const shown = useMemo(() => filterRows(runs, endedFiling, chosen), [runs, chosen]);
  const [turned, turnTo] = useState(0);
  const page = Math.min(turned, Math.max(0, Math.ceil(shown.length / pageSize) - 1));
  const first = page * pageSize;
  const last = Math.min(shown.length, first + pageSize);

  return (
    <section id="runs" aria-labelledby="runs-title" className="card min-w-0">
      <div className="card-head">
        <h2 id="runs-title" className="font-semibold">
          Runs that ended so
        </h2>
        <span role="status" className="text-text-faint">
          {shown.length === runs.length
            ? counted(total, 'run')
            : `${grouped(shown.length)} of ${counted(total, 'run')}`}
          , {rangeLabel}
          {runs.length < total && `; the newest ${grouped(runs.length)} are here`}
        </span>
        <div className="w-full empty:hidden">
          <FacetBar
            label="Narrow the runs"
            facets={facets}
            looks={endedLooks}
            chosen={chosen}
            hidden={runs.length - shown.length}
            onChange={(next) => {
              turnTo(0);
              choose(next);
            }}
          />
        </div>
      </div>
      {shown.length === 0 ? (
        <p className="px-4 py-6 text-text-soft">
          {runs.length === 0 ? 'No run of any app or job ended so in this range.' : 'No run fits these filters.'}
        </p>
      ) : (
        <EndedTable runs={shown.slice(first, last)} />
      )}
      {shown.length > pageSize && (
        <Pager
          label="Pages of the runs"
          says={`${grouped(first + 1)} to ${grouped(last)} of ${grouped(shown.length)}`}
          page={page}
          pages={Math.ceil(shown.length / pageSize)}
          onTurn={turnTo}
        />
      )}
    </section>
  );
}

function chosenIn(params: URLSearchParams): Chosen<EndedFacet> {
  const chosen: Chosen<EndedFacet> = {};
  for (const facet of endedFacets) {
    const values = parseFacetParam(params.get(facet));
    if (values.length > 0) chosen[facet] = values;
  }
  return chosen;
}

function write(chosen: Chosen<EndedFacet>) {
  const next = new URLSearchParams(window.location.search);
  for (const facet of endedFacets) {
    const value = toFacetParam(chosen[facet]);
    if (value === null) next.delete(facet);
    else next.set(facet, value);
  }
  const query = next.toString();
  window.history.replaceState(null, '', query === '' ? window.location.pathname : `?${query}`);
}
