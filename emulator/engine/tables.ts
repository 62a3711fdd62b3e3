import {
  BIGINT,
  BOOLEAN,
  DECIMAL,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDecimalValue,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import type { Cell, Column, KustoType, TableSchema, Ticks } from './contract';
import { Names, quote, quoteName, type SqlColumn, STORAGE } from './sql';
import type { StoredTable } from './translation';

/** Tables in DuckDB under the names and types that KQL knows; their schema is kept beside them, so a file opens again. */
const CATALOG = '"~catalog"';
const CHUNK_ROWS = 2048;

const DUCK_TYPES: Record<KustoType, DuckDBType> = {
  bool: BOOLEAN,
  int: INTEGER,
  long: BIGINT,
  real: DOUBLE,
  decimal: DECIMAL(38, 12),
  string: VARCHAR,
  guid: VARCHAR,
  datetime: BIGINT,
  timespan: BIGINT,
  dynamic: VARCHAR,
};

export class Tables {
  readonly stored = new Map<string, StoredTable>();
  /** Grows with every change of a schema, so that cached translations know when they are stale. */
  version = 0;

  private constructor(private readonly connection: DuckDBConnection) {}

  static async open(connection: DuckDBConnection): Promise<Tables> {
    const tables = new Tables(connection);
    await connection.run(
      `CREATE TABLE IF NOT EXISTS ${CATALOG} (position INTEGER, tab VARCHAR, tab_id VARCHAR, col VARCHAR, type VARCHAR, col_id VARCHAR)`,
    );
    const reader = await connection.runAndReadAll(
      `SELECT tab, tab_id, col, type, col_id FROM ${CATALOG} ORDER BY position`,
    );
    for (const [tab, tabId, col, type, colId] of reader.getRowsJS() as string[][]) {
      if (tab === undefined || tabId === undefined || col === undefined || colId === undefined) continue;
      const table = tables.stored.get(tab) ?? tables.remember(tab, tabId);
      tables.remembered(table, { name: col, type: type as KustoType, id: colId });
    }
    return tables;
  }

  async ensure(schema: TableSchema): Promise<void> {
    const known = this.stored.get(schema.name);
    const table = known ?? this.remember(schema.name, this.freshId(schema.name));
    const ids = new Names(table.columns);
    const added: SqlColumn[] = [];
    for (const column of schema.columns) {
      if ([...table.columns, ...added].some((other) => other.name === column.name)) continue;
      added.push({ name: column.name, type: column.type, id: ids.give(column.name) });
    }
    const declare = (column: SqlColumn) =>
      `${column.id} ${STORAGE[column.type]}${column.type === 'string' ? " DEFAULT ''" : ''}`;
    if (known === undefined) {
      const list = added.length === 0 ? '"~none" INTEGER' : added.map(declare).join(', ');
      await this.connection.run(`CREATE TABLE ${table.id} (${list})`);
    } else {
      for (const column of added) await this.connection.run(`ALTER TABLE ${table.id} ADD COLUMN ${declare(column)}`);
    }
    for (const column of added) {
      const position = this.stored.size * 10_000 + table.columns.length;
      const cells = [table.schema.name, table.id, column.name, column.type, column.id].map(quote);
      await this.connection.run(`INSERT INTO ${CATALOG} VALUES (${position}, ${cells.join(', ')})`);
      this.remembered(table, column);
    }
    if (known === undefined || added.length > 0) this.version++;
  }

  async insert(name: string, columns: string[], rows: (Cell | Ticks)[][]): Promise<void> {
    const table = this.stored.get(name);
    if (table === undefined) throw new RangeError(`There is no table ${name}.`);
    const missing = columns.find((column) => !table.columns.some((known) => known.name === column));
    if (missing !== undefined) throw new RangeError(`Table ${name} has no column ${missing}.`);
    const sources = table.columns.map((column) => columns.indexOf(column.name));
    const appender = await this.connection.createAppender(table.id.slice(1, -1).replaceAll('""', '"'));
    for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
      const part = rows.slice(start, start + CHUNK_ROWS);
      const chunk = DuckDBDataChunk.create(
        table.columns.map((column) => DUCK_TYPES[column.type]),
        part.length,
      );
      table.columns.forEach((column, index) => {
        const source = sources[index] ?? -1;
        const values = part.map((row) => stored(source < 0 ? null : (row[source] ?? null), column.type));
        chunk.setColumnValues(index, values);
      });
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }

  close(): void {
    this.connection.closeSync();
  }

  schemas(): TableSchema[] {
    return [...this.stored.values()].map((table) => table.schema);
  }

  private remember(name: string, id: string): StoredTable {
    const table: StoredTable = { schema: { name, columns: [] }, id, columns: [] };
    this.stored.set(name, table);
    return table;
  }

  private remembered(table: StoredTable, column: SqlColumn): void {
    table.columns.push(column);
    table.schema.columns.push({ name: column.name, type: column.type } satisfies Column);
  }

  /** DuckDB folds the case of table names, KQL does not. */
  private freshId(name: string): string {
    const taken = new Set([...this.stored.values()].map((table) => table.id.toLowerCase()));
    let id = quoteName(name);
    for (let count = 1; taken.has(id.toLowerCase()); count++) id = quoteName(`${name}~${count}`);
    return id;
  }
}

/** A cell as DuckDB keeps it; a string is never null. */
function stored(cell: Cell | Ticks, type: KustoType): DuckDBValue {
  if (cell === null) return type === 'string' ? '' : null;
  switch (type) {
    case 'string':
      return String(cell);
    case 'guid':
      return String(cell).toLowerCase();
    case 'bool':
      return typeof cell === 'boolean' ? cell : null;
    case 'int':
      return Number(cell);
    case 'real':
      return Number(cell === '-Infinity' || cell === 'Infinity' || cell === 'NaN' ? Number(cell) : cell);
    case 'long':
    case 'datetime':
    case 'timespan':
      return BigInt(cell);
    case 'decimal':
      return DuckDBDecimalValue.fromDouble(Number(cell), 38, 12);
    case 'dynamic':
      return jsonText(String(cell));
  }
}

/** Text that is no JSON is kept as a JSON string. */
function jsonText(text: string): string | null {
  try {
    return JSON.parse(text) === null ? null : text;
  } catch {
    return JSON.stringify(text);
  }
}
