import type { TableSchema } from '@/emulator/engine/contract';

/** The answer of `/metadata`: which tables there are and what columns they have. */
export function encodeMetadata(workspaceId: string, tables: readonly TableSchema[]): string {
  return JSON.stringify({
    tables: tables.map((table) => ({
      id: `t/${table.name}`,
      name: table.name,
      timespanColumn: 'TimeGenerated',
      columns: table.columns.map(({ name, type }) => ({ name, type })),
    })),
    functions: [],
    workspaces: [{ id: workspaceId, name: 'embedded', tables: tables.map((table) => `t/${table.name}`) }],
  });
}
