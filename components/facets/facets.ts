/** Facets of a list: what its rows can be narrowed by, how many rows each choice would leave, and how an address says it. */

/** Of one facet any of the chosen values fits; of several facets each must fit. */
export type Chosen<Name extends string> = Partial<Record<Name, readonly string[]>>;

export interface FacetValue {
  value: string;
  /** Rows that have it and fit what is chosen of the other facets. */
  count: number;
}

export interface Facet<Name extends string> {
  name: Name;
  values: FacetValue[];
}

/** How a list is filed: the facets in their order, and under which value of each a row stands. */
export interface Filing<Row, Name extends string> {
  names: readonly Name[];
  /** Several where a row stands under several; none where it stands under no value. */
  valuesOf: (row: Row, name: Name) => readonly string[];
}

/**
 * Each facet with its values, most frequent first. What is chosen of a facet does not lower the counts of its own other
 * values, so a second one can be added; a facet with one value divides nothing and is left out unless it is chosen.
 */
export function toFacets<Row, Name extends string>(
  rows: readonly Row[],
  { names, valuesOf }: Filing<Row, Name>,
  chosen: Chosen<Name>,
): Facet<Name>[] {
  return names.flatMap((name) => {
    const others = { ...chosen, [name]: undefined };
    const counts = new Map<string, number>();
    for (const row of rows) {
      const isOpen = fits(row, { names, valuesOf }, others);
      for (const value of valuesOf(row, name)) counts.set(value, (counts.get(value) ?? 0) + (isOpen ? 1 : 0));
    }
    const wanted = chosen[name] ?? [];
    if (counts.size < 2 && wanted.length === 0) return [];
    for (const value of wanted) if (!counts.has(value)) counts.set(value, 0);
    const values = [...counts].map(([value, count]) => ({ value, count }));
    return [{ name, values: values.sort((a, b) => b.count - a.count || inOrder.compare(a.value, b.value)) }];
  });
}

const inOrder = new Intl.Collator('en', { numeric: true });

export function filterRows<Row, Name extends string>(
  rows: readonly Row[],
  filing: Filing<Row, Name>,
  chosen: Chosen<Name>,
): Row[] {
  return rows.filter((row) => fits(row, filing, chosen));
}

function fits<Row, Name extends string>(
  row: Row,
  { names, valuesOf }: Filing<Row, Name>,
  chosen: Partial<Record<Name, readonly string[] | undefined>>,
): boolean {
  return names.every((name) => {
    const wanted = chosen[name];
    if (wanted === undefined || wanted.length === 0) return true;
    return valuesOf(row, name).some((value) => wanted.includes(value));
  });
}

/** The choice with one value taken in, or out when it was in. */
export function toggled<Name extends string>(chosen: Chosen<Name>, name: Name, value: string): Chosen<Name> {
  const before = chosen[name] ?? [];
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  const next = { ...chosen, [name]: after };
  if (after.length === 0) delete next[name];
  return next;
}

export function isAnyChosen(chosen: Chosen<string>): boolean {
  return Object.values(chosen).some((values) => values !== undefined && values.length > 0);
}

/** As one parameter of an address, `137,none`; `null`: nothing is chosen. */
export function toFacetParam(values: readonly string[] | undefined): string | null {
  if (values === undefined || values.length === 0) return null;
  return values.map((value) => value.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',');
}

/** What `toFacetParam` wrote; `null` or an empty text: nothing. */
export function parseFacetParam(text: string | null): string[] {
  if (text === null) return [];
  const values = text.split(',').map((value) => value.replaceAll('%2C', ',').replaceAll('%25', '%'));
  return [...new Set(values.filter((value) => value !== ''))];
}
