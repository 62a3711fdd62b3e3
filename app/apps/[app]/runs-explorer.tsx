'use client';

import { useCallback } from 'react';
import type { RunRow } from '@/components/runs/run-row';
import { RunsTable } from '@/components/runs/runs-table';
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
  return (
    <RunsTable
      rows={rows}
      total={total}
      isJob={isJob}
      selectedRun={(params.run === lostRun ? null : params.run) ?? defaultRun}
      state={params.table}
      runHref={runHref}
      onChange={(table) => replace(tableChanges(table))}
    />
  );
}
