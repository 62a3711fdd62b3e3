'use client';

import { sortTitles } from './run-look';
import { firstDirection, type Sorting, type SortName, sortNames } from './run-row';

/** The columns in their order; each but the first sorts. */
export function RunsHead({
  isJob,
  sorting,
  columns,
  onSort,
}: {
  isJob: boolean;
  sorting: Sorting;
  columns: readonly SortName[];
  onSort: (sorting: Sorting) => void;
}) {
  const titles = sortTitles(isJob);
  return (
    <thead className="text-meta text-text-soft max-sm:sr-only">
      <tr className="border-line border-b">
        <th scope="col" className="whitespace-nowrap py-2 pr-3 pl-4 font-medium">
          Run
        </th>
        {columns.map((name) => (
          <th
            key={name}
            scope="col"
            aria-sort={name !== sorting.by ? 'none' : sorting.isDescending ? 'descending' : 'ascending'}
            className={`whitespace-nowrap px-3 font-medium ${name === 'line' ? 'w-full' : ''}`}
          >
            <button
              type="button"
              className="-mx-1 inline-flex min-h-8 items-center gap-1 px-1 hover:text-text"
              onClick={() => onSort(nextSorting(sorting, name))}
            >
              {titles[name]}
              <span aria-hidden="true" className={name === sorting.by ? 'text-text' : 'invisible'}>
                {sorting.isDescending ? '↓' : '↑'}
              </span>
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function nextSorting(sorting: Sorting, by: SortName): Sorting {
  return sorting.by === by ? { by, isDescending: !sorting.isDescending } : firstDirection(by);
}

/** The same choice where there is no room for columns. */
export function SortChoice({
  isJob,
  sorting,
  onChange,
}: {
  isJob: boolean;
  sorting: Sorting;
  onChange: (sorting: Sorting) => void;
}) {
  const titles = sortTitles(isJob);
  return (
    <div className="ml-auto flex gap-1.5 sm:hidden">
      <label className="control has-[select:focus-visible]:outline-2 has-[select:focus-visible]:outline-focus">
        <span className="text-text-soft">Sort</span>
        <select
          value={sorting.by}
          onChange={(event) => {
            const by = sortNames.find((name) => name === event.target.value);
            if (by !== undefined) onChange(firstDirection(by));
          }}
          className="min-w-0 bg-panel text-text outline-none"
        >
          {sortNames.map((name) => (
            <option key={name} value={name}>
              {titles[name]}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="control"
        aria-label={sorting.isDescending ? 'Descending; sort ascending' : 'Ascending; sort descending'}
        onClick={() => onChange({ ...sorting, isDescending: !sorting.isDescending })}
      >
        {sorting.isDescending ? '↓' : '↑'}
      </button>
    </div>
  );
}
