import { DuckDBInstance } from '@duckdb/node-api';
import {
  type Cell,
  type Engine,
  type EngineAnswer,
  type EngineRequest,
  KqlError,
  type TableSchema,
  type Ticks,
} from './contract';
import { analyze, type Globals, globalsFor } from './kusto';
import { PRELUDE } from './prelude';
import { Runner } from './run';
import { Tables } from './tables';
import { registerUdfs } from './udf';

export * from './contract';

export interface EngineOptions {
  /** A DuckDB file; without one the engine lives in memory. */
  path?: string;
  /** In DuckDB's words, such as `512MB`. */
  memoryLimit?: string;
}

/**
 * Opens an engine: Microsoft's parser, our translation, DuckDB. It can read no file and no network once it is open.
 * The first parse builds the grammar (about a second), so one is thrown away here.
 */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  const instance = await DuckDBInstance.create(options.path ?? ':memory:', {
    memory_limit: options.memoryLimit ?? '3GB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  registerUdfs(connection);
  await connection.run(PRELUDE.join('\n'));
  const tables = await Tables.open(connection);
  if (options.path === undefined) await connection.run("SET temp_directory = ''");
  await connection.run('SET enable_external_access = false; SET lock_configuration = true');
  analyze('print warm = 1', globalsFor([]));
  return new DuckEngine(instance, tables);
}

class DuckEngine implements Engine {
  private readonly runner: Runner;
  /** Writes follow one another; reads have connections of their own. */
  private writes: Promise<unknown> = Promise.resolve();
  private globals: { version: number; value: Globals } | null = null;
  private closed = false;

  constructor(
    private readonly instance: DuckDBInstance,
    private readonly stored: Tables,
  ) {
    this.runner = new Runner(instance, stored, () => this.currentGlobals());
  }

  ensureTable(schema: TableSchema): Promise<void> {
    return this.write(() => this.stored.ensure(schema));
  }

  insert(table: string, columns: string[], rows: (Cell | Ticks)[][]): Promise<void> {
    return this.write(() => this.stored.insert(table, columns, rows));
  }

  tables(): TableSchema[] {
    return this.stored
      .schemas()
      .map((schema) => ({ name: schema.name, columns: schema.columns.map((column) => ({ ...column })) }));
  }

  async query(request: EngineRequest): Promise<EngineAnswer> {
    if (this.closed) throw new KqlError('aborted', 'CLOSED', 'The engine is closed.', null, null, null);
    return this.runner.query(request);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.writes.catch(() => undefined);
    await this.runner.settled();
    this.stored.close();
    this.instance.closeSync();
  }

  private write<T>(work: () => Promise<T>): Promise<T> {
    const next = this.writes.catch(() => undefined).then(work);
    this.writes = next;
    return next;
  }

  private currentGlobals(): Globals {
    if (this.globals?.version !== this.stored.version) {
      this.globals = { version: this.stored.version, value: globalsFor(this.stored.schemas()) };
    }
    return this.globals.value;
  }
}
