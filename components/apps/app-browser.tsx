'use client';

import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { ClearFilters } from '@/components/facets/clear-filters';
import { filterRows, isAnyChosen, toFacets, toggled } from '@/components/facets/facets';
import { StateSign, statusSign } from '@/components/findings/state-sign';
import { later } from '@/components/ui/later';
import type { AppStatus } from '@/lib/domain/diagnosis';
import { counted, grouped } from '@/lib/format/count';
import { appFacets, appFiling, appLooks } from './app-facets';
import { type AppItem, findItems } from './app-item';
import { AppList } from './app-list';
import { type ListState, useListAddress } from './use-list-address';

// The list and its find box work before the menus beside them do.
const LaterFacets = later(import('@/components/facets/facet-bar').then((module) => module.FacetBar));

const statuses: readonly AppStatus[] = ['crash-looping', 'failing', 'recovered', 'unknown', 'quiet'];

/** Every app and job, worst first; what is searched for and shown stands in the address. */
export function AppBrowser({
  items,
  asOfMs,
  isExport,
  rangeLabel,
}: {
  items: readonly AppItem[];
  asOfMs: number;
  isExport: boolean;
  rangeLabel: string;
}) {
  const [state, change] = useListAddress();
  const { text, chosen, isGrouped } = state;
  const found = useMemo(() => findItems(items, text), [items, text]);
  const facets = useMemo(() => toFacets(found, appFiling, chosen), [found, chosen]);
  const shown = useMemo(() => filterRows(found, appFiling, chosen), [found, chosen]);
  // Hundreds of rows may come a moment after the letter or the tick that asked for them.
  const listed = useDeferredValue(shown);
  const hasEnvironments = useMemo(() => new Set(items.map(placeOf)).size > 1, [items]);
  const [isUnfolded, setUnfolded] = useState(false);
  const isNarrowed = text !== '' || isAnyChosen(chosen);

  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Find text={text} onFind={(next) => change({ text: next })} />
        <StatusChips found={found} state={state} change={change} />
        <button
          type="button"
          className="control sm:hidden"
          aria-expanded={isUnfolded}
          aria-controls="more-filters"
          onClick={() => setUnfolded(!isUnfolded)}
        >
          {isUnfolded ? 'Fewer filters' : 'More filters'}
        </button>
        <div
          id="more-filters"
          className={`flex flex-wrap items-center gap-2 sm:ml-auto ${isUnfolded || isAnyChosen(chosen) ? '' : 'max-sm:hidden'}`}
        >
          <LaterFacets
            label="Narrow the list"
            asMenus
            facets={facets.filter(({ name }) => name !== 'status')}
            looks={appLooks}
            chosen={chosen}
            hidden={items.length - shown.length}
            onChange={(next) => change({ chosen: next })}
          />
          {hasEnvironments && (
            <button
              type="button"
              aria-pressed={isGrouped}
              className="control"
              onClick={() => change({ isGrouped: !isGrouped })}
            >
              Group by environment
            </button>
          )}
        </div>
      </div>
      <div className={isNarrowed ? 'flex flex-wrap items-center gap-x-3 gap-y-1 px-1' : 'sr-only'}>
        <p role="status" className="text-text-soft">
          {shown.length === items.length
            ? counted(items.length, 'app or job', 'apps and jobs')
            : `${grouped(shown.length)} of ${counted(items.length, 'app or job', 'apps and jobs')} shown`}
        </p>
        {isAnyChosen(chosen) && (
          <ClearFilters hidden={items.length - shown.length} onClear={() => change({ chosen: {} })} />
        )}
      </div>
      {shown.length === 0 ? (
        <p className="card px-4 py-8 text-center text-text-soft">
          No app or job fits.{' '}
          <button type="button" className="link" onClick={() => change({ text: '', chosen: {} })}>
            Show all {grouped(items.length)}
          </button>
        </p>
      ) : (
        <AppList
          items={listed}
          isNarrowed={isNarrowed}
          isGrouped={isGrouped}
          hasEnvironments={hasEnvironments}
          hasWorkspaces={new Set(items.map(({ workspace }) => workspace)).size > 1}
          healthy={state.healthy}
          onHealthy={(healthy) => change({ healthy })}
          asOfMs={asOfMs}
          isExport={isExport}
          rangeLabel={rangeLabel}
        />
      )}
    </>
  );
}

function placeOf({ workspace, environment }: AppItem): string {
  return JSON.stringify([workspace, environment]);
}

function Find({ text, onFind }: { text: string; onFind: (text: string) => void }) {
  const typed = useRef<HTMLInputElement>(null);

  // What was typed before the page came alive counts too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes alive.
  useEffect(() => {
    if (typed.current && typed.current.value !== text) onFind(typed.current.value);
  }, []);

  // “Show all”, back and forward change the address behind the field's back.
  useEffect(() => {
    if (typed.current && document.activeElement !== typed.current) typed.current.value = text;
  }, [text]);

  return (
    <search className="w-full sm:w-auto">
      <label className="sr-only" htmlFor="find-app">
        Find an app or job
      </label>
      <input
        id="find-app"
        ref={typed}
        type="search"
        placeholder="Find by name, cause, environment"
        defaultValue={text}
        onChange={(event) => onFind(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || typed.current === null) return;
          typed.current.value = '';
          onFind('');
        }}
        className="h-8 w-full rounded-control border border-line-strong bg-panel px-3 text-body placeholder:text-text-faint sm:w-72"
      />
    </search>
  );
}

/** The states by shape, word and number; several can be chosen. */
function StatusChips({
  found,
  state: { chosen },
  change,
}: {
  found: readonly AppItem[];
  state: ListState;
  change: (change: Partial<ListState>) => void;
}) {
  const others = useMemo(
    () => filterRows(found, { ...appFiling, names: appFacets.filter((name) => name !== 'status') }, chosen),
    [found, chosen],
  );
  return (
    <ul aria-label="Show only" className="flex flex-wrap gap-1.5">
      {statuses.map((status) => {
        const count = others.filter((item) => item.status === status).length;
        const isChosen = chosen.status?.includes(status) ?? false;
        if (count === 0 && !isChosen) return null;
        return (
          <li key={status}>
            <button
              type="button"
              aria-pressed={isChosen}
              className="control rounded-full"
              onClick={() => change({ chosen: toggled(chosen, 'status', status) })}
            >
              <StateSign sign={statusSign[status]} className="font-medium" /> {grouped(count)}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
