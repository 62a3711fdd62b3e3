import type { KustoType } from './contract';

/** A scalar in SQL. Strings are never NULL, by construction at every producer. */
export interface Value {
  sql: string;
  type: KustoType;
  /** The value itself where the query text has it: `undefined` when it is only known at run time. */
  constant?: string | number | bigint | boolean | null | undefined;
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

/** Rows in SQL: a complete SELECT whose output columns are exactly `columns`, in order. */
export interface Relation {
  sql: string;
  columns: SqlColumn[];
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

export function quote(text: string): string {
  const plain = `'${text.replaceAll("'", "''")}'`;
  // The stand-ins of cached SQL are block comments; a text that looks like one must not be taken for it.
  return text.includes('/*~') ? `(${plain.replaceAll('/*~', "/' || '*~")})` : plain;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Identifiers for a relation's columns: the name itself, or the name with a number where only case differs. */
export class Names {
  private readonly taken = new Set<string>();

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

/** The order that survives an operator which keeps rows in place but not every column. */
export function keepOrder(order: OrderTerm[] | null, columns: SqlColumn[]): OrderTerm[] | null {
  if (order === null) return null;
  return order.every((term) => columns.some((column) => column.id === term.id)) ? order : [];
}
