import type { FacetLook } from '@/components/facets/facet-group';
import type { Filing } from '@/components/facets/facets';
import { causeName } from '@/components/findings/cause-name';
import { statusSign } from '@/components/findings/state-sign';
import type { AppItem } from './app-item';

export const appFacets = ['status', 'env', 'kind', 'code', 'cause', 'ws'] as const;
export type AppFacet = (typeof appFacets)[number];

/** What the list can be narrowed by; an address bears the same names. */
export const appFiling: Filing<AppItem, AppFacet> = {
  names: appFacets,
  valuesOf(item, name) {
    switch (name) {
      case 'status':
        return [item.status];
      case 'env':
        return [item.environment ?? 'none'];
      case 'kind':
        return [item.kind];
      case 'code':
        return item.codes;
      case 'cause':
        return item.cause === null ? [] : [item.cause];
      case 'ws':
        return [item.workspace];
    }
  },
};

function said(names: Readonly<Record<string, string>>, value: string): string {
  return Object.hasOwn(names, value) ? (names[value] ?? value) : value;
}

const statusName = Object.fromEntries(Object.entries(statusSign).map(([status, { word }]) => [status, word]));

export const appLooks = {
  status: { title: 'Status', labelOf: (value) => said(statusName, value) },
  env: { title: 'Environment', labelOf: (value) => (value === 'none' ? 'not in the rows' : value) },
  kind: { title: 'Kind', labelOf: (value) => said({ app: 'app', job: 'job' }, value) },
  code: { title: 'Exit code', labelOf: (value) => (value === 'none' ? 'no code' : value), isMono: true },
  cause: { title: 'Cause', labelOf: (value) => said(causeName, value) },
  ws: { title: 'Workspace', labelOf: (value) => value },
} satisfies Record<AppFacet, FacetLook>;
