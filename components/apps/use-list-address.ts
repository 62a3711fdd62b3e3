'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type Chosen, parseFacetParam, toFacetParam } from '@/components/facets/facets';
import { useAsked } from '@/components/facets/use-asked';
import { type AppFacet, appFacets } from './app-facets';

/** What the list's address says: a colleague who opens it sees the same. */
export interface ListState {
  text: string;
  chosen: Chosen<AppFacet>;
  isGrouped: boolean;
  /** Whether the healthy ones are shown; `null`: not said, so their number decides. */
  healthy: boolean | null;
}

export function parseListState(params: URLSearchParams): ListState {
  const chosen: Chosen<AppFacet> = {};
  for (const facet of appFacets) {
    const values = parseFacetParam(params.get(facet));
    if (values.length > 0) chosen[facet] = values;
  }
  const healthy = params.get('healthy');
  return {
    text: params.get('q') ?? '',
    chosen,
    isGrouped: params.get('group') === 'environment',
    healthy: healthy === 'show' ? true : healthy === 'hide' ? false : null,
  };
}

export function listChanges({ text, chosen, isGrouped, healthy }: ListState): Record<string, string | null> {
  return {
    q: text === '' ? null : text,
    ...Object.fromEntries(appFacets.map((facet) => [facet, toFacetParam(chosen[facet])])),
    group: isGrouped ? 'environment' : null,
    healthy: healthy === null ? null : healthy ? 'show' : 'hide',
  };
}

/** The list's state in the address, and how to change it without asking the server. */
export function useListAddress(): [ListState, (change: Partial<ListState>) => void] {
  const search = useSearchParams();
  const inAddress = useMemo(() => parseListState(new URLSearchParams(search)), [search]);
  const [state, ask] = useAsked(inAddress, write);
  const change = useCallback((asked: Partial<ListState>) => ask({ ...state, ...asked }), [ask, state]);
  return [state, change];
}

function write(state: ListState) {
  const next = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(listChanges(state))) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  const query = next.toString();
  window.history.replaceState(null, '', query === '' ? window.location.pathname : `?${query}`);
}
