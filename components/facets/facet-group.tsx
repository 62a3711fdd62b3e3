'use client';

import { useRef } from 'react';
import { Menu } from '@/components/ui/menu';
import { grouped } from '@/lib/format/count';
import type { Facet, FacetValue } from './facets';

/** More than these fold into a menu. */
const mostChips = 4;

/** How the values of a facet are called and drawn. */
export interface FacetLook {
  title: string;
  labelOf: (value: string) => string;
  /** In full, where the label is cut short. */
  titleOf?: (value: string) => string | undefined;
  isMono?: boolean;
}

/** One facet: a chip for each value while they are few and there is room, else a menu of them. */
export function FacetGroup<Name extends string>({
  facet,
  look,
  chosen,
  asMenu,
  onToggle,
  onClear,
}: {
  facet: Facet<Name>;
  look: FacetLook;
  /** A menu even where the values are few. */
  asMenu: boolean;
  chosen: readonly string[];
  onToggle: (value: string) => void;
  onClear: () => void;
}) {
  const menu = <FacetMenu values={facet.values} look={look} chosen={chosen} onToggle={onToggle} onClear={onClear} />;
  if (asMenu || facet.values.length > mostChips) return menu;
  return (
    <>
      <div className="sm:hidden">{menu}</div>
      <Chips facet={facet} look={look} chosen={chosen} onToggle={onToggle} />
    </>
  );
}

/** Where there is room for them. */
function Chips<Name extends string>({
  facet,
  look,
  chosen,
  onToggle,
}: {
  facet: Facet<Name>;
  look: FacetLook;
  chosen: readonly string[];
  onToggle: (value: string) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one line among others everywhere.
    <div role="group" aria-label={look.title} className="flex max-w-full flex-wrap items-center gap-1.5 max-sm:hidden">
      <span className="text-meta text-text-soft">{look.title}</span>
      {facet.values.map(({ value, count }) => (
        <button
          key={value}
          type="button"
          aria-pressed={chosen.includes(value)}
          title={look.titleOf?.(value)}
          onClick={() => onToggle(value)}
          className="control max-w-64 rounded-full"
        >
          <span className={`truncate ${look.isMono ? 'font-mono' : ''}`}>{look.labelOf(value)}</span>
          <Count count={count} />
        </button>
      ))}
    </div>
  );
}

function FacetMenu({
  values,
  look,
  chosen,
  onToggle,
  onClear,
}: {
  values: readonly FacetValue[];
  look: FacetLook;
  chosen: readonly string[];
  onToggle: (value: string) => void;
  onClear: () => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  const says =
    chosen.length === 0
      ? 'all'
      : chosen.length === 1
        ? look.labelOf(chosen[0] ?? '')
        : `${chosen.length} of ${values.length}`;
  return (
    <Menu
      title={`${look.title}: ${says}`}
      label={
        <>
          <span className="text-text-soft">{look.title}</span>
          <span className={`max-w-40 truncate ${chosen.length > 0 ? 'font-semibold text-accent' : ''}`}>{says}</span>
        </>
      }
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
      <div role="group" aria-label={look.title}>
        <ul ref={list} className="-mx-2 max-h-72 overflow-y-auto">
          {values.map(({ value, count }) => (
            <li key={value}>
              <label
                title={look.titleOf?.(value)}
                className="flex min-h-7 items-center gap-2.5 rounded-control px-2 text-body hover:bg-raised"
              >
                <input
                  type="checkbox"
                  checked={chosen.includes(value)}
                  onChange={() => onToggle(value)}
                  className="size-4 shrink-0 accent-accent"
                />
                <span className={`min-w-0 flex-1 truncate ${look.isMono ? 'font-mono text-log' : ''}`}>
                  {look.labelOf(value)}
                </span>
                <Count count={count} />
              </label>
            </li>
          ))}
        </ul>
        {chosen.length > 0 && (
          <button type="button" className="control mt-3" onClick={onClear}>
            Take back all of {look.title.toLowerCase()}
          </button>
        )}
      </div>
    </Menu>
  );
}

function Count({ count }: { count: number }) {
  return <span className="text-text-faint tabular-nums">{grouped(count)}</span>;
}
