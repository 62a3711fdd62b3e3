'use client';

import { useCallback } from 'react';
import { useAsked } from '@/components/facets/use-asked';
import type { RunRow } from '@/components/runs/run-row';
import { RunsTable, type TableState } from '@/components/runs/runs-table';
import type { TimeRange } from '@/lib/domain/rows';
import { tableChanges } from './search-params';
import { useAddress } from './use-address';

/** The runs as a table; its order, its filters and the chosen run stand in the address. */
export function RunsExplorer({
  rows,
  total,
  isJob,
  range,
  defaultRun,
  lostRun,
}: {
  rows: readonly RunRow[];
  total: number;
  isJob: boolean;
  range: TimeRange;
  defaultRun: string | null;
  lostRun: string | null;
}) {
  const { params, hrefWith, replace } = useAddress(range);
  const runHref = useCallback((run: string) => `${hrefWith({ run })}#console`, [hrefWith]);
  const write = useCallback((table: TableState) => replace(tableChanges(table)), [replace]);
  const [table, change] = useAsked(params.table, write);
  return (
    <RunsTable
      rows={rows}
      total={total}
      isJob={isJob}
      selectedRun={(params.run === lostRun ? null : params.run) ?? defaultRun}
      state={table}
      runHref={runHref}
      onChange={change}
    />
  );
}
