import type { Column, KustoType } from '@/emulator/engine/contract';
import { refusal } from '@/emulator/engine/read-tree';
import {
  filled,
  find,
  Names as Ids,
  type Relation,
  type SqlColumn,
  selectList,
  type Value,
} from '@/emulator/engine/sql';
import type { MvItem, Operator } from '@/emulator/engine/syntax';
import type { Scope, Translation } from '@/emulator/engine/translation';
import { as } from '@/emulator/engine/types';
import { count } from './sort';

type Of<K extends Operator['kind']> = Extract<Operator, { kind: K }>;

/** Null gives one row, `[]` none (measured); a bag gives bags of one key, or pairs with `kind=array`. */
function elements(value: Value, kind: string): string {
  const json = as(value, 'dynamic');
  const pair =
    kind === 'array' ? `to_json([to_json(k), k_member(${json}, k)])` : `json_object(k, k_member(${json}, k))`;
  return `CASE json_type(${json}) WHEN 'ARRAY' THEN k_items(${json}) WHEN 'OBJECT' THEN list_transform(json_keys(${json}), lambda k: CAST(${pair} AS JSON)) ELSE [${json}] END`;
}

interface Expanded {
  columns: { column: SqlColumn; replaces: string | null }[];
  sql: string;
  index: string;
}

/** Rows with every list unnested side by side; shorter ones are padded with null. */
function unnested(
  items: MvItem[],
  kind: string,
  types: KustoType[],
  scope: Scope,
  t: Translation,
  rows: Relation,
): Expanded {
  const lists = items.map((item) => {
    const value = t.scalar(item.value, scope);
    if (value.type !== 'dynamic') throw refusal(item.value.place, `mv-expand of a ${value.type}`);
    return { item, sql: elements(value, kind), id: t.unique('list') };
  });
  const index = t.unique('index');
  const outer = selectList(rows.columns);
  const prepared = `SELECT ${outer}, ${lists.map(({ sql, id }) => `${sql} AS ${id}`).join(', ')} FROM (${rows.sql})`;
  const longest =
    lists.length === 1
      ? `len(${lists[0]?.id})`
      : `greatest(${lists.map(({ id }) => `coalesce(len(${id}), 0)`).join(', ')})`;
  const numbered = `SELECT *, unnest(range(coalesce(${longest}, 0))) AS ${index} FROM (${prepared})`;
  const cells = lists.map(({ item, id }, position) => {
    const type = types[position] ?? 'dynamic';
    const cell: Value = { sql: `${id}[${index} + 1]`, type: 'dynamic' };
    const column: SqlColumn = { name: item.name, type, id: t.unique('item') };
    return { column, replaces: item.source, sql: `${filled(as(cell, type), type)} AS ${column.id}` };
  });
  const sql = `SELECT ${outer}, ${index}, ${cells.map((cell) => cell.sql).join(', ')} FROM (${numbered})`;
  return { columns: cells, sql, index };
}

export function mvExpand(
  operator: Of<'mv-expand'>,
  columns: Column[],
  scope: Scope,
  t: Translation,
  rows: Relation,
): Relation {
  const types = operator.items.map((item) => item.type ?? 'dynamic');
  const expanded = unnested(operator.items, operator.bagKind, types, scope, t, rows);
  const limit = operator.limit === null ? '' : ` WHERE ${expanded.index} < ${count(operator.limit, scope, t)}`;
  const ids = new Ids();
  const made: SqlColumn[] = [];
  const cells: string[] = [];
  for (const column of columns) {
    const item = expanded.columns.find((candidate) => candidate.column.name === column.name);
    const source = find(rows.columns, column.name);
    const isIndex = column.name === operator.indexColumn;
    const type = isIndex ? 'long' : (item?.column.type ?? source?.type ?? column.type);
    const id = ids.give(column.name);
    made.push({ name: column.name, type, id });
    cells.push(`${isIndex ? expanded.index : (item?.column.id ?? source?.id ?? 'NULL')} AS ${id}`);
  }
  return {
    sql: `SELECT ${cells.join(', ')} FROM (${expanded.sql})${limit}`,
    columns: made,
    order: rows.order === null ? null : [],
  };
}

/** The sub-pipeline runs once for each input row, over the rows its lists expand to. */
export function mvApply(
  operator: Of<'mv-apply'>,
  columns: Column[],
  scope: Scope,
  t: Translation,
  rows: Relation,
): Relation {
  const row = t.unique('row');
  const keyed: Relation = { ...rows, sql: `SELECT *, row_number() OVER () AS ${row} FROM (${rows.sql})` };
  const base = t.share({ ...keyed, columns: [...rows.columns, { name: row, type: 'long', id: row }] }, true);
  const outerColumns = rows.columns;
  const types = operator.items.map((item) => item.type ?? 'dynamic');
  const alias = t.unique('outer');
  // Inside, the input is the outer row seen once per element.
  const single: Relation = {
    sql: `SELECT ${outerColumns.map((column) => `${alias}.${column.id} AS ${column.id}`).join(', ')}`,
    columns: outerColumns,
    order: rows.order,
  };
  const expanded = unnested(operator.items, 'bag', types, { ...scope, columns: outerColumns, rows: null }, t, single);
  const limit = operator.limit === null ? '' : ` WHERE ${expanded.index} < ${count(operator.limit, scope, t)}`;
  const names = new Set([...expanded.columns.map(({ column }) => column.name), operator.indexColumn ?? '']);
  const ids = new Ids();
  const innerColumns: SqlColumn[] = [];
  const cells: string[] = [];
  const add = (name: string, type: KustoType, sql: string) => {
    const id = ids.give(name);
    innerColumns.push({ name, type, id });
    cells.push(`${sql} AS ${id}`);
  };
  for (const column of outerColumns) if (!names.has(column.name)) add(column.name, column.type, column.id);
  for (const { column } of expanded.columns) add(column.name, column.type, column.id);
  if (operator.indexColumn !== null) add(operator.indexColumn, 'long', expanded.index);
  const start: Relation = {
    sql: `SELECT ${cells.join(', ')} FROM (${expanded.sql})${limit}`,
    columns: innerColumns,
    order: [],
  };
  const result = t.tabular(operator.subquery, { ...scope, columns: innerColumns, rows: null, input: start });
  const inner = t.unique('inner');
  const outIds = new Ids();
  const made: SqlColumn[] = [];
  const out: string[] = [];
  for (const column of columns) {
    const fromInner = find(result.columns, column.name);
    const fromOuter = find(outerColumns, column.name);
    const type = fromInner?.type ?? fromOuter?.type ?? column.type;
    const id = outIds.give(column.name);
    made.push({ name: column.name, type, id });
    out.push(`${fromInner ? `${inner}.${fromInner.id}` : `${alias}.${fromOuter?.id}`} AS ${id}`);
  }
  const sql = `SELECT ${out.join(', ')} FROM (${base.sql}) ${alias}, LATERAL (${result.sql}) ${inner}`;
  return { sql, columns: made, order: rows.order === null ? null : [] };
}
