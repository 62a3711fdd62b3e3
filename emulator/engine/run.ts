import type { DuckDBConnection, DuckDBInstance, DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import {
  type Cell,
  type Column,
  type EngineAnswer,
  type EngineRequest,
  type EngineTable,
  KqlError,
  type KustoType,
} from './contract';
import { analyze, type Globals } from './kusto';
import { type Lifted, lift, openNames, sqlOfLifted, standIns } from './lifted';
import { readStatements } from './read-tree';
import { orderBy, type Relation, selectList, type Value, withStandIns } from './sql';
import type { Tables } from './tables';
import { formatDatetime, formatTimespan } from './time';
import { NeedsSchema, type TimeBounds, Translation } from './translation';

/** Translates, runs and reads rows out; one connection for each request, so that one can be interrupted alone. */

interface Translated {
  relations: Relation[];
  visualization: string | null;
}

type Values = ReadonlyMap<string, Value>;

const CACHED_TRANSLATIONS = 500;

export class Runner {
  private readonly cache = new Map<string, Translated>();
  /** By template: the names whose values its translations depend on. */
  private readonly readBy = new Map<string, string[][]>();
  private cacheVersion = -1;
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly instance: DuckDBInstance,
    private readonly tables: Tables,
    private readonly globals: () => Globals,
  ) {}

  query(request: EngineRequest): Promise<EngineAnswer> {
    const work = this.answer(request);
    const settled = work.catch(() => undefined).finally(() => this.running.delete(settled));
    this.running.add(settled);
    return work;
  }

  async settled(): Promise<void> {
    await Promise.all(this.running);
  }

  private async answer(request: EngineRequest): Promise<EngineAnswer> {
    const { signal } = request;
    if (signal?.aborted) throw aborted();
    const connection = await this.instance.connect();
    const deadline = { passed: false };
    // DuckDB forgets an interrupt that comes before the statement runs, so it is repeated until the query has stopped.
    let insisting: NodeJS.Timeout | undefined;
    const stop = () => {
      connection.interrupt();
      insisting ??= setInterval(() => connection.interrupt(), 100);
    };
    const timer = setTimeout(() => {
      deadline.passed = true;
      stop();
    }, request.timeoutMs);
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const started = performance.now();
      const lifted = lift(request.kql);
      const translated = await this.translate(request, lifted, connection);
      const ready = performance.now();
      if (signal?.aborted) throw aborted();
      const tables: EngineTable[] = [];
      let truncated = false;
      for (const [index, relation] of translated.relations.entries()) {
        const read = await rowsOf(connection, relation, request, lifted.values);
        truncated ||= read.truncated;
        tables.push({
          name: index === 0 ? 'PrimaryResult' : `Table_${index}`,
          columns: relation.columns.map(({ name, type }) => ({ name, type })),
          rows: read.rows,
        });
      }
      return {
        tables,
        truncated,
        visualization: translated.visualization,
        statistics: {
          translateMs: ready - started,
          executeMs: performance.now() - ready,
          rowsScanned: null,
          rowsTotal: tables.reduce((sum, table) => sum + table.rows.length, 0),
        },
      };
    } catch (error) {
      throw explained(error, deadline.passed, signal?.aborted ?? false);
    } finally {
      clearTimeout(timer);
      clearInterval(insisting);
      signal?.removeEventListener('abort', stop);
      connection.closeSync();
    }
  }

  private async translate(request: EngineRequest, lifted: Lifted, connection: DuckDBConnection): Promise<Translated> {
    const bounds: TimeBounds = { from: request.timespan.from !== null, to: request.timespan.to !== null };
    if (this.cacheVersion !== this.tables.version) {
      this.cache.clear();
      this.readBy.clear();
      this.cacheVersion = this.tables.version;
    }
    const template = `${bounds.from}|${bounds.to}|${lifted.template}`;
    const keyOf = (names: string[]) =>
      JSON.stringify([template, ...names.flatMap((name) => [name, lifted.values.get(name)?.sql])]);
    for (const names of this.readBy.get(template) ?? []) {
      const cached = this.cache.get(keyOf(names));
      if (cached !== undefined) return cached;
    }
    const { version } = this.tables;
    const { translated, read, dependsOnData } = await this.translateText(request, lifted, bounds, connection);
    if (!dependsOnData && version === this.tables.version && version === this.cacheVersion) {
      const names = [...read].sort();
      const known = this.readBy.get(template) ?? [];
      if (!known.some((others) => others.join() === names.join())) this.readBy.set(template, [...known, names]);
      this.cache.set(keyOf(names), translated);
      dropOldest(this.cache);
      dropOldest(this.readBy);
    }
    return translated;
  }

  /** A query whose columns depend on data is asked for them first; the answer goes into its text as a schema. */
  private async translateText(
    request: EngineRequest,
    lifted: Lifted,
    bounds: TimeBounds,
    connection: DuckDBConnection,
  ) {
    let text = request.kql;
    const insertions: { at: number; length: number }[] = [];
    for (;;) {
      try {
        const analysis = analyze(text, this.globals());
        const statements = readStatements(analysis.code);
        const open = openNames(statements, lifted);
        const read = new Set([...lifted.values.keys()].filter((name) => !open.has(name)));
        const given = standIns(lifted.values, open, read);
        const translation = new Translation(this.tables.stored, bounds, given);
        const relations = translation.statements(statements);
        if (relations.length === 0) {
          throw new KqlError('semantic', 'SEM0001', 'The query has no statement that gives rows.', null, null, null);
        }
        return {
          translated: { relations, visualization: translation.visualization },
          read,
          dependsOnData: insertions.length > 0,
        };
      } catch (error) {
        if (error instanceof NeedsSchema && insertions.length < 10) {
          const result = await connection.runAndReadAll(filledIn(error.probe, request, lifted.values));
          const columns = error.columnsOf(result.getRowsJS() as (string | null)[][]);
          const schema = ` : (${columns.map(declared).join(', ')})`;
          insertions.push({ at: error.insertAt, length: schema.length });
          text = text.slice(0, error.insertAt) + schema + text.slice(error.insertAt);
          continue;
        }
        throw error instanceof KqlError ? moved(error, insertions) : error;
      }
    }
  }
}

function declared(column: Column): string {
  return `['${column.name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']:${column.type}`;
}

/** Positions count in the text as it came, without the schemas that were put in. */
function moved(error: KqlError, insertions: { at: number; length: number }[]): KqlError {
  if (error.start === null || insertions.length === 0) return error;
  let start = error.start;
  for (const { at, length } of insertions.toReversed()) if (start > at) start = Math.max(at, start - length);
  return new KqlError(error.kind, error.code, error.message, start, error.length, error.construct);
}

function dropOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > CACHED_TRANSLATIONS && oldest !== undefined) map.delete(oldest);
}

function filledIn(sql: string, request: EngineRequest, values: Values): string {
  const { from, to } = request.timespan;
  return withStandIns(sql, (name) => {
    if (name === 'now') return String(request.now);
    if (name === 'from') return String(from ?? 0n);
    return name === 'to' ? String(to ?? 0n) : sqlOfLifted(name, values);
  });
}

async function rowsOf(connection: DuckDBConnection, relation: Relation, request: EngineRequest, values: Values) {
  // The sort is repeated here: DuckDB keeps the order of a sub-query, but promises it only at the top.
  const sql = `SELECT ${selectList(relation.columns)} FROM (${relation.sql})${orderBy(relation.order)} LIMIT ${request.maxRows + 1}`;
  const result = await connection.stream(filledIn(sql, request, values));
  const rows = await cellsOf(result, relation.columns);
  const truncated = rows.length > request.maxRows;
  return { rows: truncated ? rows.slice(0, request.maxRows) : rows, truncated };
}

async function cellsOf(result: DuckDBResult, columns: Column[]): Promise<Cell[][]> {
  const rows: Cell[][] = [];
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const offset = rows.length;
    for (let row = 0; row < chunk.rowCount; row++) rows.push(new Array<Cell>(columns.length).fill(null));
    for (const [index, column] of columns.entries()) {
      const values = chunk.getColumnValues(index);
      for (let row = 0; row < values.length; row++) {
        const target = rows[offset + row];
        if (target !== undefined) target[index] = cellOf(values[row] ?? null, column.type);
      }
    }
  }
  return rows;
}

function cellOf(value: DuckDBValue, type: KustoType): Cell {
  if (value === null) return type === 'string' ? '' : null;
  switch (type) {
    case 'datetime':
      return formatDatetime(BigInt(value as bigint), true);
    case 'timespan':
      return formatTimespan(BigInt(value as bigint));
    case 'bool':
      return value === true;
    case 'int':
      return Number(value);
    case 'long': {
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : BigInt(value as bigint);
    }
    case 'real': {
      const number = Number(value);
      if (Number.isFinite(number)) return number;
      return Number.isNaN(number) ? 'NaN' : number > 0 ? 'Infinity' : '-Infinity';
    }
    case 'decimal':
      return trimmedDecimal(String(value));
    default:
      return String(value);
  }
}

function trimmedDecimal(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function aborted(): KqlError {
  return new KqlError('aborted', 'ABORTED', 'The query was cancelled.', null, null, null);
}

function explained(error: unknown, timedOut: boolean, cancelled: boolean): unknown {
  if (error instanceof KqlError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/^INTERRUPT/i.test(message) || timedOut || cancelled) {
    if (cancelled) return aborted();
    if (timedOut)
      return new KqlError('timeout', 'TIMEOUT', 'The query took longer than it was given.', null, null, null);
  }
  if (/^Out of Memory/i.test(message)) {
    return new KqlError(
      'limit',
      'MEMORY',
      'The query needs more memory than the embedded engine has.',
      null,
      null,
      null,
    );
  }
  // What DuckDB refuses is a corner that the translation does not know: a refusal, never a wrong answer.
  const said = message.split('\n')[0] ?? message;
  const refused = new KqlError(
    'unsupported',
    'UNSUPPORTED',
    `The embedded engine cannot run this query: ${said}`,
    null,
    null,
    null,
  );
  refused.cause = error;
  return refused;
}
