import type { FacetLook } from '@/components/facets/facet-group';
import type { Filing } from '@/components/facets/facets';

/** A run that ended with the code, as the list shows it. */
export interface EndedRun {
  id: string;
  /** The app's page with this run chosen. */
  href: string;
  app: string;
  environment: string | null;
  container: string;
  replica: string | null;
  atMs: number;
  lifetimeMs: number | null;
  reason: string | null;
  isIntended: boolean;
}

export const endedFacets = ['app', 'ended', 'reason', 'container', 'env'] as const;
export type EndedFacet = (typeof endedFacets)[number];

/** What the runs of one code can be narrowed by; an address bears the same names. */
export const endedFiling: Filing<EndedRun, EndedFacet> = {
  names: endedFacets,
  valuesOf(run, name) {
    switch (name) {
      case 'app':
        return [run.app];
      case 'ended':
        return [run.isIntended ? 'intended' : 'unexpected'];
      case 'reason':
        return [run.reason ?? 'none'];
      case 'container':
        return [run.container];
      case 'env':
        return [run.environment ?? 'none'];
    }
  },
};

export const endedLooks = {
  app: { title: 'App or job', labelOf: (value) => value },
  ended: { title: 'Ended', labelOf: (value) => value },
  reason: { title: 'Reason', labelOf: (value) => (value === 'none' ? 'none given' : value) },
  container: { title: 'Container', labelOf: (value) => value, isMono: true },
  env: { title: 'Environment', labelOf: (value) => (value === 'none' ? 'not in the rows' : value) },
} satisfies Record<EndedFacet, FacetLook>;
