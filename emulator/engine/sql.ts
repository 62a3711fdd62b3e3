import { randomUUID } from 'node:crypto';
import type { KustoType } from './contract';

/** A scalar in SQL. Strings are never NULL, by construction at every producer. */
export interface Value {
  sql: string;
  type: KustoType;
  /** The value itself where the query text has it: `undefined` when it is only known at run time. */
  constant?: string | number | bigint | boolean | null | undefined;
  /**
   * Set for a value that may be another in the next run of the same SQL (see `lifted.ts`): a stand-in, never null and
   * never NaN. Reading its `constant` is noted, and ties the SQL to that value.
   */
  standsIn?: { elements: readonly Value[] | null };
}

/** Whether the value is known not to be null, without asking which one it is. */
export function isNeverNull(value: Value): boolean {
  return value.standsIn !== undefined || value.constant != null;
}

/** Whether the query text says null. */
export function isNullConstant(value: Value): boolean {
  return value.standsIn === undefined && value.constant === null;
}

export interface SqlColumn {
  /** KQL's name; case matters. */
  name: string;
  type: KustoType;
  /** Quoted identifier, unique within its relation; DuckDB folds case, so the name itself cannot serve. */
  id: string;
}

export interface OrderTerm {
  id: string;
  descending: boolean;
  nullsFirst: boolean;
}

/** Rows in SQL: a complete SELECT whose output columns are exactly `columns`, in order, and `PLACE` where it is `placed`. */
export interface Relation {
  sql: string;
  columns: SqlColumn[];
  /** The parts of `sql`, when it is `whole`: a filter over other rows. */
  filtered?: { whole: string; from: string; test: string };
  /** The same of a sort, so that a `take` right after it need not sort all rows first. */
  sorted?: { whole: string; from: string; order: OrderTerm[] };
  /** Whether the rows still know where they stood in their source; operators that make rows of several forget it. */
  placed?: boolean;
  /** The sort that still holds; `[]` when rows come in a promised order without a key, `null` when in none. */
  order: OrderTerm[] | null;
}

/** SQL type that holds each Kusto type. datetime and timespan are .NET ticks. */
export const STORAGE: Record<KustoType, string> = {
  bool: 'BOOLEAN',
  int: 'INTEGER',
  long: 'BIGINT',
  real: 'DOUBLE',
  decimal: 'DECIMAL(38,12)',
  string: 'VARCHAR',
  guid: 'VARCHAR',
  datetime: 'BIGINT',
  timespan: 'BIGINT',
  dynamic: 'JSON',
};

/**
 * The hidden column that says where a row stood in its source. DuckDB's sort is not stable and a log has many lines of one
 * moment, so every sort ends in it. A row number in its stead would cost a scan its threads and its zone maps.
 */
export const PLACE = '"~place"';
/** Distance between the places of two sources; DuckDB counts rows far below it. */
const SOURCE_ROWS = 2n ** 44n;

/** The place of a row of the query's `source`-th source, counted from 0. */
export function placeIn(source: number, row: string): string {
  return `${row} + ${BigInt(source) * SOURCE_ROWS} AS ${PLACE}`;
}

/** Ends what begins a stand-in, so that no text of a query can be taken for one. */
const SECRET = randomUUID().slice(0, 8);

/** A mark in cached SQL for what every run brings itself. */
export function standIn(name: string): string {
  return `/*~${SECRET}.${name}*/`;
}

const STAND_INS = new RegExp(`/\\*~${SECRET}\\.([\\w.]+)\\*/`, 'g');

/** The SQL with every stand-in replaced; what comes in is not looked at again. */
export function withStandIns(sql: string, sqlOf: (name: string) => string): string {
  return sql.replace(STAND_INS, (_, name: string) => sqlOf(name));
}

export function quote(text: string): string {
  const plain = `'${text.replaceAll("'", "''")}'`;
  // The stand-ins of cached SQL are block comments; a text that looks like one must not be taken for it.
  return text.includes('/*~') ? `(${plain.replaceAll('/*~', "/' || '*~")})` : plain;
}

export function quoteName(name: string): string {
  // A name cannot be told apart from a stand-in either; the identifier is ours to choose.
  return `"${name.replaceAll('"', '""').replaceAll('/*~', '/~')}"`;
}

/** Identifiers for a relation's columns: the name itself, or the name with a number where only case differs. */
export class Names {
  private readonly taken = new Set<string>([PLACE]);

  constructor(taken: SqlColumn[] = []) {
    for (const column of taken) this.taken.add(column.id.toLowerCase());
  }

  give(name: string): string {
    let id = quoteName(name);
    for (let count = 1; this.taken.has(id.toLowerCase()); count++) id = quoteName(`${name}~${count}`);
    this.taken.add(id.toLowerCase());
    return id;
  }
}

export function empty(type: KustoType): string {
  return type === 'string' ? "''" : `CAST(NULL AS ${STORAGE[type]})`;
}

/** A value that may be NULL, made fit for its type. */
export function filled(sql: string, type: KustoType): string {
  return type === 'string' ? `coalesce(${sql}, '')` : sql;
}

export function selectList(columns: SqlColumn[], alias?: string): string {
  if (columns.length === 0) return '1 AS "~none"';
  return columns.map((column) => (alias === undefined ? column.id : `${alias}.${column.id}`)).join(', ');
}

/** All output columns of the rows, for an operator that passes them on. */
export function allOf(rows: Relation, alias?: string): string {
  return `${selectList(rows.columns, alias)}${placeOf(rows, alias)}`;
}

/** `PLACE` as one more column, when the rows have it. */
export function placeOf(rows: Relation, alias?: string): string {
  if (!rows.placed) return '';
  return alias === undefined ? `, ${PLACE}` : `, ${alias}.${PLACE}`;
}

/** `placed` of rows made of these ones, under an operator that passes `PLACE` on. */
export function placedAs(rows: Relation): { placed?: true } {
  return rows.placed ? { placed: true } : {};
}

export function find(columns: SqlColumn[], name: string): SqlColumn | undefined {
  return columns.find((column) => column.name === name);
}

export function orderBy(order: OrderTerm[] | null): string {
  if (order === null || order.length === 0) return '';
  const terms = order.map(
    (term) => `${term.id} ${term.descending ? 'DESC' : 'ASC'} NULLS ${term.nullsFirst ? 'FIRST' : 'LAST'}`,
  );
  return ` ORDER BY ${terms.join(', ')}`;
}

/** The order that survives an operator which keeps rows in place, and `PLACE`, but not every column. */
export function keepOrder(order: OrderTerm[] | null, columns: SqlColumn[]): OrderTerm[] | null {
  if (order === null) return null;
  return order.every((term) => term.id === PLACE || columns.some((column) => column.id === term.id)) ? order : [];
}
