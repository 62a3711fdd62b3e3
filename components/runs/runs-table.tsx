'use client';

import { useMemo, useState } from 'react';
import { Glyph } from '@/components/timeline/glyph';
import { ShallowLink } from '@/components/ui/shallow-link';
import { counted } from '@/lib/format/count';
import { toDuration } from '@/lib/format/duration';
import { shortReplica, shortRevision } from '@/lib/format/name';
import { toIso, toMoment } from '@/lib/format/time';
import {
  endName,
  type Facet,
  type FacetName,
  filterRows,
  type RunRow,
  type Sorting,
  type SortName,
  sortRows,
  toFacets,
} from './run-row';

/** Enough to see a pattern; whoever wants all of them asks for more. */
const firstPage = 25;
const pageSize = 100;

export interface TableState {
  chosen: Partial<Record<FacetName, string>>;
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
  const [pages, setPages] = useState(1);
  const facets = useMemo(() => toFacets(rows, state.chosen), [rows, state.chosen]);
  const shown = useMemo(() => sortRows(filterRows(rows, state.chosen), state.sorting), [rows, state]);
  const page = shown.slice(0, firstPage + (pages - 1) * pageSize);

  function choose(name: FacetName, value: string) {
    const { [name]: _, ...others } = state.chosen;
    onChange({ ...state, chosen: value === '' ? others : { ...others, [name]: value } });
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
            : `${shown.length} of ${counted(rows.length, 'run')}`}
          {rows.length < total && `, the newest of ${total}`}
        </span>
        <div className="flex flex-wrap gap-2 sm:ml-auto">
          {facets.map((facet) => (
            <FacetSelect
              key={facet.name}
              facet={facet}
              isJob={isJob}
              value={state.chosen[facet.name] ?? ''}
              onChange={(value) => choose(facet.name, value)}
            />
          ))}
        </div>
      </div>
      {shown.length === 0 ? (
        <p className="px-4 py-6 text-text-soft">
          {rows.length === 0 ? 'No run in this range.' : 'No run fits these filters.'}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard.
        <section className="overflow-x-auto" tabIndex={0} aria-label="Table of runs">
          <table className="w-full border-collapse text-left">
            <thead className="text-meta text-text-soft">
              <tr className="border-line border-b">
                <Heading>Run</Heading>
                <Heading sort="started" state={state} onChange={onChange}>
                  Started (UTC)
                </Heading>
                <Heading sort="ended" state={state} onChange={onChange}>
                  Ended
                </Heading>
                <Heading sort="lived" state={state} onChange={onChange}>
                  Lived
                </Heading>
                <Heading>How it ended</Heading>
                <Heading sort="code" state={state} onChange={onChange}>
                  Code
                </Heading>
                <Heading>Reason</Heading>
                <Heading>Container</Heading>
                <Heading sort="replica" state={state} onChange={onChange}>
                  {isJob ? 'Attempt' : 'Replica'}
                </Heading>
                <Heading>{isJob ? 'Execution' : 'Revision'}</Heading>
              </tr>
            </thead>
            <tbody>
              {page.map((row) => (
                <Row key={row.id} row={row} isSelected={row.id === selectedRun} href={runHref(row.id)} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {page.length < shown.length && (
        <p className="border-line border-t px-4 py-2">
          <button type="button" className="control" onClick={() => setPages(pages + 1)}>
            Show {Math.min(pageSize, shown.length - page.length)} more
          </button>
        </p>
      )}
    </section>
  );
}

function Row({ row, isSelected, href }: { row: RunRow; isSelected: boolean; href: string }) {
  return (
    <tr
      aria-current={isSelected || undefined}
      className="border-line border-b last:border-b-0 hover:bg-raised aria-[current=true]:bg-accent-soft"
    >
      <th scope="row" className="whitespace-nowrap px-4 py-1.5 font-normal">
        <ShallowLink href={href} label={`Run ${row.number}: show its console`}>
          #{row.number}
        </ShallowLink>
      </th>
      <Moment atMs={row.fromMs} unknown="not seen" />
      <Moment atMs={row.toMs} unknown={row.end === 'running' ? '–' : 'not seen'} />
      <td className="whitespace-nowrap px-3 py-1.5">{row.lifetimeMs === null ? '–' : toDuration(row.lifetimeMs)}</td>
      <td className="whitespace-nowrap px-3 py-1.5">
        <span className="inline-flex items-center gap-1.5">
          {(row.end === 'exit' || row.end === 'stop') && <Glyph kind={row.end} />}
          {endName[row.end]}
        </span>
      </td>
      <td className="whitespace-nowrap px-3 py-1.5 font-mono text-log">{row.exitCode ?? '–'}</td>
      <td className="whitespace-nowrap px-3 py-1.5">{row.reason ?? '–'}</td>
      <td className="whitespace-nowrap px-3 py-1.5 font-mono text-log">
        {row.container}
        {row.role !== null && row.role !== 'app' && <span className="ml-1.5 text-text-faint">{row.role}</span>}
      </td>
      <td className="whitespace-nowrap px-3 py-1.5 font-mono text-log" title={row.replica ?? undefined}>
        {row.replica === null ? '–' : shortReplica(row.replica)}
      </td>
      <td className="max-w-48 truncate px-3 py-1.5 font-mono text-log" title={row.group ?? undefined}>
        {row.group === null ? '–' : shortRevision(row.group)}
      </td>
    </tr>
  );
}

function Moment({ atMs, unknown }: { atMs: number | null; unknown: string }) {
  return (
    <td className="whitespace-nowrap px-3 py-1.5">
      {atMs === null ? (
        <span className="text-text-faint">{unknown}</span>
      ) : (
        <time dateTime={toIso(atMs)}>{toMoment(atMs)}</time>
      )}
    </td>
  );
}

function Heading({
  children,
  sort,
  state,
  onChange,
}: {
  children: string;
  sort?: SortName;
  state?: TableState;
  onChange?: (state: TableState) => void;
}) {
  if (!sort || !state || !onChange) {
    return (
      <th scope="col" className="whitespace-nowrap px-3 py-2 font-medium first:px-4">
        {children}
      </th>
    );
  }
  const isSorted = state.sorting.by === sort;
  const arrow = isSorted ? (state.sorting.isDescending ? '↓' : '↑') : '';
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (state.sorting.isDescending ? 'descending' : 'ascending') : 'none'}
      className="whitespace-nowrap px-3 py-2 font-medium"
    >
      <button
        type="button"
        className="hover:text-text"
        onClick={() =>
          onChange({ ...state, sorting: { by: sort, isDescending: isSorted ? !state.sorting.isDescending : true } })
        }
      >
        {children} <span aria-hidden="true">{arrow}</span>
      </button>
    </th>
  );
}

const facetTitle = {
  code: 'Code',
  reason: 'Reason',
  container: 'Container',
  replica: 'Replica',
  group: 'Revision',
  end: 'Ended',
} satisfies Record<FacetName, string>;

function FacetSelect({
  facet,
  isJob,
  value,
  onChange,
}: {
  facet: Facet;
  isJob: boolean;
  value: string;
  onChange: (value: string) => void;
}) {
  const title = facet.name === 'group' && isJob ? 'Execution' : facetTitle[facet.name];
  return (
    <label className="control max-w-56 has-[select:focus-visible]:outline-2 has-[select:focus-visible]:outline-focus">
      <span className="text-text-soft">{title}</span>
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-w-0 truncate bg-panel text-text outline-none"
      >
        <option value="">all</option>
        {facet.values.map((one) => (
          <option key={one.value} value={one.value}>
            {labelOf(facet.name, one.value)} ({one.count})
          </option>
        ))}
      </select>
    </label>
  );
}

function labelOf(name: FacetName, value: string): string {
  if (name === 'end' && (value === 'exit' || value === 'stop' || value === 'running' || value === 'not-seen')) {
    return endName[value];
  }
  if (name === 'replica' && value !== 'none') return shortReplica(value);
  return name === 'group' && value !== 'none' ? shortRevision(value) : value;
}
