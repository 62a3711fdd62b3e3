import { tabular } from '@/emulator/engine/tabular/operators';
import { type Column, KqlError, type TableSchema } from './contract';
import { refusal } from './read-tree';
import { scalar } from './scalar';
import { allOf, find, placeIn, type Relation, type SqlColumn, selectList, standIn, type Value } from './sql';
import type { FunctionBody, Place, Scalar, Statement, Tabular } from './syntax';

/** A stored table: KQL's names and types, and the identifiers they have in DuckDB. */
export interface StoredTable {
  schema: TableSchema;
  id: string;
  columns: SqlColumn[];
}

type Binding =
  | { kind: 'scalar'; value: Value }
  | { kind: 'table'; relation: Relation }
  | { kind: 'function'; scope: Names };

/** What a name means at one place in the query. */
export class Names {
  private readonly own = new Map<string, Binding>();

  constructor(private readonly outer: Names | null = null) {}

  get isOutermost(): boolean {
    return this.outer === null;
  }

  get(name: string): Binding | undefined {
    return this.own.get(name) ?? this.outer?.get(name);
  }

  set(name: string, binding: Binding): void {
    this.own.set(name, binding);
  }
}

/** Where scalars are read: the columns in sight, and the row set that window functions may add columns to. */
export interface Scope {
  columns: SqlColumn[];
  names: Names;
  left?: SqlColumn[];
  right?: SqlColumn[];
  /** The rows under the operator; a window function adds a column to them. `null` where none may stand. */
  rows: Relation | null;
  /** The rows a sub-pipeline of mv-apply or partition starts from. */
  input: Relation | null;
}

/** A query whose columns depend on data: the runner answers `probe` first, then the text goes on with that schema. */
export class NeedsSchema extends Error {
  constructor(
    readonly probe: string,
    /** Makes the columns the operator has out of the probe's rows. */
    readonly columnsOf: (rows: (string | null)[][]) => Column[],
    /** Where ` : (schema)` goes in the text. */
    readonly insertAt: number,
  ) {
    super('The columns of this query depend on data.');
  }
}

/** Bounds the protocol sends beside the query; each is a placeholder in the SQL, or absent. */
export interface TimeBounds {
  from: boolean;
  to: boolean;
}

export const NOW = `CAST(${standIn('now')} AS BIGINT)`;
export const FROM = `CAST(${standIn('from')} AS BIGINT)`;
export const TO = `CAST(${standIn('to')} AS BIGINT)`;

/** One query on its way to SQL. */
export class Translation {
  private readonly shared: string[] = [];
  private readonly sources = new Map<string, number>();
  private sourceCount = 0;
  private count = 0;
  visualization: string | null = null;

  constructor(
    private readonly tables: ReadonlyMap<string, StoredTable>,
    private readonly bounds: TimeBounds,
    /** Values of `let` lines at the head of the query that its SQL need not hold. */
    private readonly given: ReadonlyMap<string, Value> = new Map(),
  ) {}

  /** The result tables of the query, one for each statement that is not a `let`. */
  statements(statements: Statement[]): Relation[] {
    const names = new Names();
    return this.bind(statements, names).map((relation) => ({
      ...relation,
      sql: this.withShared(relation.sql),
    }));
  }

  withShared(sql: string): string {
    return this.shared.length === 0 ? sql : `WITH ${this.shared.join(', ')} ${sql}`;
  }

  private bind(statements: Statement[], names: Names): Relation[] {
    const results: Relation[] = [];
    for (const statement of statements) {
      const scope: Scope = { columns: [], names, rows: null, input: null };
      if (statement.kind === 'let-scalar') {
        const value =
          (names.isOutermost ? this.given.get(statement.name) : undefined) ?? this.scalar(statement.value, scope);
        names.set(statement.name, { kind: 'scalar', value });
      } else if (statement.kind === 'let-table') {
        names.set(statement.name, { kind: 'table', relation: this.tabular(statement.value, scope) });
      } else if (statement.kind === 'let-function') {
        names.set(statement.name, { kind: 'function', scope: names });
      } else {
        results.push(this.tabular(statement.value, scope));
      }
    }
    return results;
  }

  scalar(expression: Scalar, scope: Scope): Value {
    return scalar(expression, scope, this);
  }

  tabular(expression: Tabular, scope: Scope): Relation {
    return tabular(expression, scope, this);
  }

  /** Names a row set that several places read, or that `materialize` wants computed once. */
  share(relation: Relation, materialized: boolean): Relation {
    const name = `"~shared${this.count++}"`;
    this.shared.push(`${name} AS ${materialized ? '' : 'NOT '}MATERIALIZED (${relation.sql})`);
    return { ...relation, sql: `SELECT ${allOf(relation)} FROM ${name}` };
  }

  childNames(outer: Names): Names {
    return new Names(outer);
  }

  unique(prefix: string): string {
    return `"~${prefix}${this.count++}"`;
  }

  base(name: string, place: Place): Relation {
    const table = this.tables.get(name);
    if (table === undefined) throw refusal(place, `table ${name}`);
    const time = find(table.columns, 'TimeGenerated');
    const limits = time?.type === 'datetime' ? time.id : null;
    const conditions = [
      limits !== null && this.bounds.from ? `${limits} >= ${FROM}` : null,
      limits !== null && this.bounds.to ? `${limits} < ${TO}` : null,
    ].filter((condition) => condition !== null);
    const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
    // Rows are only ever appended, so that DuckDB's own numbers are the order in which they came.
    const placed = !table.columns.some((column) => column.id.toLowerCase() === '"rowid"');
    const row = placed ? `, ${placeIn(this.sourceNumber(name), 'rowid')}` : '';
    const sql = `SELECT ${selectList(table.columns)}${row} FROM ${table.id}${where}`;
    return { sql, columns: table.columns, placed, order: null };
  }

  /** Numbers what rows come from as the query names it; a table has one number however often it is read. */
  sourceNumber(table: string | null): number {
    const known = table === null ? undefined : this.sources.get(table);
    if (known !== undefined) return known;
    const number = this.sourceCount++;
    if (table !== null) this.sources.set(table, number);
    return number;
  }

  allTables(): string[] {
    return [...this.tables.keys()];
  }

  /** Binds a call's arguments and translates the body the binder expanded for it; `input` is what `invoke` pipes in. */
  call<T>(
    call: { name: string; args: Scalar[]; body: FunctionBody },
    scope: Scope,
    result: (scope: Scope) => T,
    input: Relation | null = null,
  ): T {
    const declared = scope.names.get(call.name);
    const inner = new Names(declared?.kind === 'function' ? declared.scope : scope.names);
    const { defaults, statements } = call.body;
    const [piped, ...others] = call.body.parameters;
    const parameters = input === null ? call.body.parameters : others;
    if (input !== null && piped !== undefined) inner.set(piped, { kind: 'table', relation: input });
    const given = new Map<string, Scalar>();
    call.args.forEach((argument, index) => {
      if (argument.kind === 'named') given.set(argument.names[0] ?? '', argument.value);
      else given.set(parameters[index] ?? '', argument);
    });
    for (const parameter of parameters) {
      const argument = given.get(parameter) ?? defaults.get(parameter);
      if (argument === undefined) continue;
      if (argument.kind === 'tabular') {
        inner.set(parameter, { kind: 'table', relation: this.tabular(argument.table, scope) });
      } else {
        inner.set(parameter, { kind: 'scalar', value: this.scalar(argument, scope) });
      }
    }
    this.bind(statements, inner);
    return result({ ...scope, names: inner });
  }

  rowsOfBody(body: FunctionBody, scope: Scope, place: Place): Relation {
    if (body.result.kind !== 'tabular') throw refusal(place, 'a function without rows here');
    return this.tabular(body.result.table, scope);
  }

  semanticError(place: Place, message: string, construct: string | null): KqlError {
    return new KqlError('semantic', 'SEM0001', message, place.start, place.length, construct);
  }
}
