import type { Cell, Column, Engine, EngineAnswer, EngineRequest, TableSchema, Ticks } from '@/emulator/engine/contract';

/** An engine that keeps what it is given and answers what it is told to: for tests of what stands around an engine. */
export class RecordingEngine implements Engine {
  readonly schemas = new Map<string, TableSchema>();
  readonly inserted = new Map<string, Record<string, Cell | Ticks>[]>();
  readonly requests: EngineRequest[] = [];
  closed = false;

  constructor(
    private readonly reply: (request: EngineRequest) => Promise<EngineAnswer> | EngineAnswer = () => answerOf([], []),
  ) {}

  async ensureTable(schema: TableSchema): Promise<void> {
    this.schemas.set(schema.name, schema);
  }

  async insert(table: string, columns: string[], rows: (Cell | Ticks)[][]): Promise<void> {
    const known = this.inserted.get(table) ?? [];
    for (const row of rows) known.push(Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])));
    this.inserted.set(table, known);
  }

  tables(): TableSchema[] {
    return [...this.schemas.values()];
  }

  async query(request: EngineRequest): Promise<EngineAnswer> {
    this.requests.push(request);
    return await this.reply(request);
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

/** An answer of one table. */
export function answerOf(columns: Column[], rows: Cell[][], more: Partial<EngineAnswer> = {}): EngineAnswer {
  return {
    tables: [{ name: 'PrimaryResult', columns, rows }],
    truncated: false,
    visualization: null,
    statistics: { translateMs: 1, executeMs: 2, rowsScanned: rows.length, rowsTotal: rows.length },
    ...more,
  };
}
