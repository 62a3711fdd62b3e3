import { z } from 'zod';
import type { AppKind } from '@/lib/domain/rows';
import { instantCell, kindCell, requiredText, textCell } from '@/lib/logs/cells';

/** An app or job as one log of one workspace knows it. */
export interface AppRow {
  name: string;
  kind: AppKind;
  workspace: string;
  environment: string | null;
  newestRowMs: number;
  oldestRowMs: number;
  rowsInRange: number;
}

export const appRowCells = z.object({
  App: requiredText,
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
