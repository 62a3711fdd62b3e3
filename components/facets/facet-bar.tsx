'use client';

import { ClearFilters } from './clear-filters';
import { FacetGroup, type FacetLook } from './facet-group';
import { type Chosen, type Facet, isAnyChosen, toggled } from './facets';

/** The facets of a list side by side, how many rows they hide, and the way back to all of them. */
export function FacetBar<Name extends string>({
  label,
  facets,
  looks,
  chosen,
  hidden,
  asMenus = false,
  onChange,
}: {
  label: string;
  facets: readonly Facet<Name>[];
  looks: Readonly<Record<Name, FacetLook>>;
  chosen: Chosen<Name>;
  /** Rows that the filters hide. */
  hidden: number;
  /** Menus only, where the list has chips of its own; it then offers the way back elsewhere, so that no menu moves. */
  asMenus?: boolean;
  onChange: (chosen: Chosen<Name>) => void;
}) {
  if (facets.length === 0 && !isAnyChosen(chosen)) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend would need a line of its own.
    <div
      role="group"
      aria-label={label}
      className={`flex flex-wrap items-center gap-y-2 ${asMenus ? 'gap-x-2' : 'gap-x-2 sm:gap-x-4'}`}
    >
      {facets.map((facet) => (
        <FacetGroup
          key={facet.name}
          facet={facet}
          asMenu={asMenus}
          look={looks[facet.name]}
          chosen={chosen[facet.name] ?? []}
          onToggle={(value) => onChange(toggled(chosen, facet.name, value))}
          onClear={() => {
            const { [facet.name]: _, ...others } = chosen;
            onChange(others as Chosen<Name>);
          }}
        />
      ))}
      {!asMenus && isAnyChosen(chosen) && <ClearFilters hidden={hidden} onClear={() => onChange({})} />}
    </div>
  );
}
