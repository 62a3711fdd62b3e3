import { z } from 'zod';
import type { AppKind } from '@/lib/domain/rows';
import { instantCell, kindCell, textCell } from '@/lib/logs/cells';

/** An app or job as one log of one workspace knows it. */
export interface AppRow {
  /** `null`: rows that name neither app nor job, counted together. */
  name: string | null;
  kind: AppKind;
  workspace: string;
  environment: string | null;
  newestRowMs: number;
  oldestRowMs: number;
  rowsInRange: number;
}

export const appRowCells = z.object({
  App: textCell,
  Kind: kindCell,
  Environment: textCell,
  NewestRow: instantCell,
  OldestRow: instantCell,
  RowsInRange: z.number(),
});

export function toAppRow(cells: z.infer<typeof appRowCells>, workspace: string): AppRow {
  return {
    name: cells.App,
    kind: cells.Kind,
    workspace,
    environment: cells.Environment,
    newestRowMs: cells.NewestRow,
    oldestRowMs: cells.OldestRow,
    rowsInRange: cells.RowsInRange,
  };
}
