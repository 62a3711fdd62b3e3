import { type Identity, identityParams, momentParam, oneParam, type RawParams, rangeParam } from '@/app/address';
import { type Chosen, parseFacetParam, toFacetParam } from '@/components/facets/facets';
import { type FacetName, facetNames, type Sorting, sortNames } from '@/components/runs/run-row';
import type { Span } from '@/components/timeline/span';
import type { TimeRange } from '@/lib/domain/rows';
import { toIso } from '@/lib/format/time';
import { type MarkKind, markKinds } from '@/lib/timeline/timeline-view';

/** What an incident page's address says. A colleague who opens it must see the same. */
export interface IncidentParams {
  /** Absolute and half open; `null`: the usual one. */
  range: TimeRange | null;
  /** A moment whose incident is meant (a link from an alert). */
  atMs: number | null;
  run: string | null;
  /** A line of the run’s console, by its row’s id. */
  line: string | null;
  zoom: Span | null;
  hidden: MarkKind[];
  identity: Identity;
  /** How the table of runs is sorted and what it is narrowed to. */
  table: { chosen: Chosen<FacetName>; sorting: Sorting };
  /** What was asked for and cannot be: a sentence each. */
  problems: string[];
}

/** A bad value becomes the default and is said. */
export function parseIncidentParams(raw: RawParams): IncidentParams {
  const problems: string[] = [];
  const hidden = (oneParam(raw, 'hide') ?? '').split(',');
  return {
    range: rangeParam(raw, problems),
    atMs: momentParam(raw, 'at', problems),
    run: oneParam(raw, 'run'),
    line: oneParam(raw, 'line'),
    zoom: rangeParam(raw, problems, { from: 'zoomFrom', to: 'zoomTo' }),
    hidden: markKinds.filter((mark) => hidden.includes(mark)),
    identity: identityParams(raw, problems),
    table: tableOf(raw),
    problems,
  };
}

const facetParam = {
  code: 'code',
  reason: 'reason',
  container: 'container',
  replica: 'replica',
  group: 'revision',
  end: 'ended',
} satisfies Record<FacetName, string>;

const newestFirst: Sorting = { by: 'started', isDescending: true };

function tableOf(raw: RawParams): IncidentParams['table'] {
  const chosen: IncidentParams['table']['chosen'] = {};
  for (const facet of facetNames) {
    const values = parseFacetParam(oneParam(raw, facetParam[facet]));
    if (values.length > 0) chosen[facet] = values;
  }
  const [name, direction] = (oneParam(raw, 'sort') ?? '').split('.');
  const by = sortNames.find((sort) => sort === name);
  return { chosen, sorting: by ? { by, isDescending: direction !== 'asc' } : newestFirst };
}

export function tableChanges({ chosen, sorting }: IncidentParams['table']): Record<string, string | null> {
  const isUsual = sorting.by === newestFirst.by && sorting.isDescending === newestFirst.isDescending;
  return {
    ...Object.fromEntries(facetNames.map((facet) => [facetParam[facet], toFacetParam(chosen[facet])])),
    sort: isUsual ? null : `${sorting.by}.${sorting.isDescending ? 'desc' : 'asc'}`,
  };
}

export function zoomChanges(zoom: Span | null): Record<string, string | null> {
  return {
    zoomFrom: zoom && toIso(Math.round(zoom.fromMs)),
    zoomTo: zoom && toIso(Math.round(zoom.toMs)),
  };
}

export function hiddenChanges(hidden: readonly MarkKind[]): Record<string, string | null> {
  return { hide: hidden.length === 0 ? null : hidden.join(',') };
}
