import type { ContainerRole, Run } from '@/lib/domain/run';

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
}

export function toRunRow(run: Run, isRunning: boolean): RunRow {
  return {
    id: run.id,
    number: run.number,
    container: run.container,
    role: run.role,
    replica: run.replica,
    group: run.execution ?? run.revision,
    fromMs: run.fromMs,
    toMs: run.exit?.atMs ?? run.toMs,
    lifetimeMs: run.lifetimeSeconds === null ? null : run.lifetimeSeconds * 1000,
    end: endOf(run, isRunning),
    exitCode: run.exit?.exitCode ?? null,
    reason: run.exit?.terminationReason ?? null,
  };
}

function endOf(run: Run, isRunning: boolean): RunRow['end'] {
  if (run.exit) return run.exit.intended === true ? 'stop' : 'exit';
  return isRunning ? 'running' : 'not-seen';
}

/** Newest first. `running`: the ids of the runs of which the rows let one say so. */
export function toRunRows(runs: readonly Run[], running: ReadonlySet<string>): RunRow[] {
  return runs.map((run) => toRunRow(run, running.has(run.id))).reverse();
}

export const facetNames = ['code', 'reason', 'container', 'replica', 'group', 'end'] as const;
export type FacetName = (typeof facetNames)[number];

export const endName = {
  exit: 'unexpected',
  stop: 'intended',
  running: 'still running',
  'not-seen': 'end not seen',
} satisfies Record<RunRow['end'], string>;

/** What a row is filed under; `none` where the rows say nothing. */
export function facetValue(row: RunRow, facet: FacetName): string {
  switch (facet) {
    case 'code':
      return row.exitCode === null ? 'none' : String(row.exitCode);
    case 'reason':
      return row.reason ?? 'none';
    case 'container':
      return row.container;
    case 'replica':
      return row.replica ?? 'none';
    case 'group':
      return row.group ?? 'none';
    case 'end':
      return row.end;
  }
}

export interface Facet {
  name: FacetName;
  values: { value: string; count: number }[];
}

/** Each facet with its values, most frequent first; a facet with one value divides nothing and is left out. */
export function toFacets(rows: readonly RunRow[], chosen: Partial<Record<FacetName, string>>): Facet[] {
  return facetNames.flatMap((name) => {
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(facetValue(row, name), (counts.get(facetValue(row, name)) ?? 0) + 1);
    if (counts.size < 2 && chosen[name] === undefined) return [];
    const values = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
    return [{ name, values }];
  });
}

export function filterRows(rows: readonly RunRow[], chosen: Partial<Record<FacetName, string>>): RunRow[] {
  const wanted = facetNames.flatMap((name) => (chosen[name] === undefined ? [] : [[name, chosen[name]] as const]));
  return rows.filter((row) => wanted.every(([name, value]) => facetValue(row, name) === value));
}

export const sortNames = ['started', 'ended', 'lived', 'code', 'replica'] as const;
export type SortName = (typeof sortNames)[number];

export interface Sorting {
  by: SortName;
  isDescending: boolean;
}

/** What is unknown stands last either way. */
export function sortRows(rows: readonly RunRow[], { by, isDescending }: Sorting): RunRow[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [sortKey(a, by), sortKey(b, by)];
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    if (typeof left === 'string' || typeof right === 'string') return String(left).localeCompare(String(right)) * sign;
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
    case 'code':
      return row.exitCode;
    case 'replica':
      return row.replica;
  }
}
