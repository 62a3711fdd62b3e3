import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { openEngine } from '@/emulator/engine';
import type { Engine } from '@/emulator/engine/contract';
import { sampleTables } from '@/emulator/scenarios';
import { loadTables } from '@/emulator/store/load-tables';
import { draftRows } from '@/emulator/store/named-rows';

type Tables = Record<string, Record<string, unknown>[]>;

/** Names that begin with the name of the app or job, so a prefix on each makes another app of it. */
const named =
  /^(ContainerAppName|ContainerJobName|JobName|ExecutionName|RevisionName|ReplicaName|ContainerGroupName)(_s)?$/;

/** The sample workspace, `copies` times over under other names. */
export function manyApps(nowMs: number, copies: number): Tables {
  const sample: Tables = sampleTables(nowMs);
  return Object.fromEntries(
    Object.entries(sample).map(([table, rows]) => [
      table,
      Array.from({ length: copies }, (_, copy) => rows.map((row) => renamed(row, copy))).flat(),
    ]),
  );
}

function renamed(row: Record<string, unknown>, copy: number): Record<string, unknown> {
  if (copy === 0) return row;
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      named.test(column) && typeof value === 'string' && value !== '' ? `c${copy}-${value}` : value,
    ]),
  );
}

export interface BothWays {
  engine: Engine;
  /** Plain DuckDB over the same rows, in tables of the same names: times as TIMESTAMP, the rest as it reads JSON. */
  sql: DuckDBConnection;
  rows: number;
  close(): Promise<void>;
}

export async function loadBothWays(tables: Tables): Promise<BothWays> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'exitline-bench-'));
  const instance = await DuckDBInstance.create(':memory:');
  const sql = await instance.connect();
  for (const [table, rows] of Object.entries(tables)) {
    const file = path.join(folder, `${table}.jsonl`);
    writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const types = columns.map((column) => `'${column}': '${typeOf(column)}'`).join(', ');
    await sql.run(
      `CREATE TABLE ${table} AS SELECT * FROM read_json('${file}', format = 'newline_delimited', columns = {${types}}) ORDER BY TimeGenerated`,
    );
  }
  const engine = await openEngine();
  await loadTables(engine, draftRows(tables));
  return {
    engine,
    sql,
    rows: Object.values(tables).reduce((sum, rows) => sum + rows.length, 0),
    async close() {
      sql.closeSync();
      instance.closeSync();
      await engine.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function typeOf(column: string): string {
  if (column === 'TimeGenerated' || column.endsWith('_t')) return 'TIMESTAMP';
  return column.endsWith('_d') || column === 'Count' ? 'DOUBLE' : 'VARCHAR';
}
