import { z } from 'zod';
import type { ConsoleRow, ConsoleStream } from '@/lib/domain/rows';
import { logRowCells, textCell } from '@/lib/logs/cells';
import type { RowIds } from '@/lib/logs/row-id';

export const consoleRowCells = z.object({
  ...logRowCells,
  LogTable: z.enum(['ContainerAppConsoleLogs_CL', 'ContainerAppConsoleLogs']),
  Container: textCell,
  // Damaged rows hold other words here (microsoft/azure-container-apps#700): the stream is then unknown.
  Stream: z
    .string()
    .nullable()
    .transform((stream): ConsoleStream | null => (stream === 'stdout' || stream === 'stderr' ? stream : null)),
  Text: z.string(),
});

export function toConsoleRow(cells: z.infer<typeof consoleRowCells>, workspace: string, ids: RowIds): ConsoleRow {
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
    container: cells.Container,
    stream: cells.Stream,
    text: cells.Text,
  };
  return { id: ids.of(Object.values(row)), ...row };
}
