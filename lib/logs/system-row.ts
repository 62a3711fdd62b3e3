import { z } from 'zod';
import type { SystemRow } from '@/lib/domain/rows';
import { countCell, logRowCells, textCell } from '@/lib/logs/cells';
import type { RowIds } from '@/lib/logs/row-id';

export const systemRowCells = z.object({
  ...logRowCells,
  LogTable: z.enum(['ContainerAppSystemLogs_CL', 'ContainerAppSystemLogs']),
  Reason: textCell,
  Message: z.string(),
  Severity: textCell,
  EventSource: textCell,
  Count: countCell,
});

export function toSystemRow(cells: z.infer<typeof systemRowCells>, workspace: string, ids: RowIds): SystemRow {
  const row = {
    table: cells.LogTable,
    atMs: cells.EventTime,
    ingestedAtMs: cells.TimeGenerated,
    workspace,
    environment: cells.Environment,
    app: cells.App,
    kind: cells.Kind,
    revision: cells.Revision,
    replica: cells.Replica,
    execution: cells.Execution,
    reason: cells.Reason,
    message: cells.Message,
    severity: cells.Severity,
    eventSource: cells.EventSource,
    count: cells.Count,
  };
  return { id: ids.of(Object.values(row)), ...row };
}
