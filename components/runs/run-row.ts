import type { Filing } from '@/components/facets/facets';
import type { ContainerRole } from '@/lib/domain/run';

/** A run as the table shows it. */
export interface RunRow {
  id: string;
  number: number;
  container: string;
  role: ContainerRole | null;
  replica: string | null;
  /** The revision, for a job the execution. */
  group: string | null;
  fromMs: number | null;
  toMs: number | null;
  lifetimeMs: number | null;
  end: 'exit' | 'stop' | 'running' | 'not-seen';
  exitCode: number | null;
  reason: string | null;
  /** The first line of the run that a rule knows or that is worded as a failure, cut to what a row can show. */
  line: string | null;
}

export const facetNames = ['end', 'code', 'reason', 'container', 'group', 'replica'] as const;
export type FacetName = (typeof facetNames)[number];

export const endName = {
  exit: 'unexpected',
  stop: 'intended',
  running: 'still running',
  'not-seen': 'end not seen',
} satisfies Record<RunRow['end'], string>;

/** What the runs can be narrowed by; `none` where the rows say nothing. */
export const runFiling: Filing<RunRow, FacetName> = {
  names: facetNames,
  valuesOf: (row, name) => [facetValue(row, name)],
};

function facetValue(row: RunRow, facet: FacetName): string {
  switch (facet) {
    case 'end':
      return row.end;
    case 'code':
      return codeValue(row);
    case 'reason':
      return row.reason ?? 'none';
    case 'container':
      return row.container;
    case 'replica':
      return row.replica ?? 'none';
    case 'group':
      return row.group ?? 'none';
  }
}

/** A run that goes on has no code yet; one that ended without a code is a finding of its own. */
function codeValue({ end, exitCode }: RunRow): string {
  if (exitCode !== null) return String(exitCode);
  return end === 'exit' || end === 'stop' ? 'none' : 'no-end';
}

export const sortNames = [
  'started',
  'ended',
  'lived',
  'end',
  'code',
  'reason',
  'line',
  'container',
  'replica',
  'group',
] as const;
export type SortName = (typeof sortNames)[number];

export interface Sorting {
  by: SortName;
  isDescending: boolean;
}

/** Times and durations are asked for longest and newest first, words from A on. */
export function firstDirection(by: SortName): Sorting {
  return { by, isDescending: by === 'started' || by === 'ended' || by === 'lived' || by === 'code' };
}

const inOrder = new Intl.Collator('en', { numeric: true });

/** What is unknown stands last either way. */
export function sortRows(rows: readonly RunRow[], { by, isDescending }: Sorting): RunRow[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [sortKey(a, by), sortKey(b, by)];
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    if (typeof left === 'string' || typeof right === 'string')
      return inOrder.compare(String(left), String(right)) * sign;
    return (left - right) * sign;
  });
}

function sortKey(row: RunRow, by: SortName): number | string | null {
  switch (by) {
    case 'started':
      return row.fromMs ?? row.toMs;
    case 'ended':
      return row.toMs;
    case 'lived':
      return row.lifetimeMs;
    case 'end':
      return endName[row.end];
    case 'code':
      return row.exitCode;
    case 'reason':
      return row.reason;
    case 'line':
      return row.line;
    case 'container':
      return row.container;
    case 'replica':
      return row.replica;
    case 'group':
      return row.group;
  }
}
