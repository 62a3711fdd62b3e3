/** The engine's border: KQL text in, typed rows out. Everything else in this folder is its own affair. */

export type KustoType =
  | 'bool'
  | 'datetime'
  | 'decimal'
  | 'dynamic'
  | 'guid'
  | 'int'
  | 'long'
  | 'real'
  | 'string'
  | 'timespan';

export interface Column {
  name: string;
  type: KustoType;
}

export interface TableSchema {
  name: string;
  columns: Column[];
}

/** .NET ticks: 100 ns since 0001-01-01T00:00:00Z. */
export type Ticks = bigint;

export interface EngineRequest {
  kql: string;
  /** The value of `now()` for the whole query. */
  now: Ticks;
  /** Half open, ANDed to `TimeGenerated` of every base table; `null` bounds are open. */
  timespan: { from: Ticks | null; to: Ticks | null };
  timeoutMs: number;
  signal?: AbortSignal;
  /** Rows beyond are cut and `truncated` is set. */
  maxRows: number;
}

/**
 * Cells as they travel in the Log Analytics protocol: string and guid as text; bool; int, long, real as number
 * (bigint where a double would round; NaN and infinities as text); datetime as ISO text with 0 to 7 fraction digits
 * and Z; timespan as `[-][d.]hh:mm:ss[.fffffff]`; decimal as text; dynamic as JSON text; `null`, which a string never is.
 */
export type Cell = string | number | bigint | boolean | null;

export interface EngineTable {
  name: string;
  columns: Column[];
  rows: Cell[][];
}

export interface EngineAnswer {
  tables: EngineTable[];
  truncated: boolean;
  /** From a `render` operator. */
  visualization: string | null;
  /** Milliseconds of translation and of execution, rows read from base tables when known. */
  statistics: { translateMs: number; executeMs: number; rowsScanned: number | null; rowsTotal: number };
}

/** What the engine answers instead of rows. Positions count UTF-16 units in the query text, from 0. */
export class KqlError extends Error {
  constructor(
    readonly kind: 'syntax' | 'semantic' | 'unsupported' | 'limit' | 'timeout' | 'aborted',
    /** `SYN0002`, `SEM0100`, …: the service's own code where it has one. */
    readonly code: string,
    message: string,
    readonly start: number | null,
    readonly length: number | null,
    /** The operator, function or name that is meant. */
    readonly construct: string | null,
  ) {
    super(message);
    this.name = 'KqlError';
  }
}

export interface Engine {
  /** Creates or widens a table; columns that exist keep their type. */
  ensureTable(schema: TableSchema): Promise<void>;
  /**
   * Appends rows given as positional cells of `columns` (names of the table's columns; the others become empty).
   * Datetimes as ticks, timespans as ticks, dynamics as JSON text.
   */
  insert(table: string, columns: string[], rows: (Cell | Ticks)[][]): Promise<void>;
  tables(): TableSchema[];
  query(request: EngineRequest): Promise<EngineAnswer>;
  close(): Promise<void>;
}
