import type { Column } from '@/emulator/engine/contract';
import { refusal } from '@/emulator/engine/read-tree';
import { condition } from '@/emulator/engine/scalar';
import {
  allOf,
  empty,
  find,
  Names as Ids,
  keepOrder,
  PLACE,
  placedAs,
  placeOf,
  quote,
  type Relation,
  type SqlColumn,
  selectList,
  type Value,
} from '@/emulator/engine/sql';
import type { Operator, Scalar } from '@/emulator/engine/syntax';
import type { Scope, Translation } from '@/emulator/engine/translation';
import { as } from '@/emulator/engine/types';

type Of<K extends Operator['kind']> = Extract<Operator, { kind: K }>;

export function where(operator: Of<'where'>, scope: Scope, t: Translation, rows: Relation): Relation {
  const own = `(${condition(operator.condition, scope, t)})`;
  // Filters in a row are one: every level of sub-query costs DuckDB time to bind.
  const before = rows.filtered?.whole === rows.sql ? rows.filtered : null;
  const from = before?.from ?? rows.sql;
  const test = before === null ? own : `${before.test} AND ${own}`;
  const sql = `SELECT ${allOf(rows)} FROM (${from}) WHERE ${test}`;
  return { ...rows, sql, filtered: { whole: sql, from, test } };
}

/** Each expression of a list as named values; one that gives several columns gives several. */
export function named(
  items: Scalar[],
  columns: Column[],
  scope: Scope,
  t: Translation,
): { name: string; value: Value }[] {
  const result: { name: string; value: Value }[] = [];
  const next = () => columns[result.length]?.name ?? `Column${result.length + 1}`;
  for (const item of items) {
    if (item.kind === 'star' || item.kind === 'columns') {
      const names = item.kind === 'star' ? scope.columns.map((column) => column.name) : item.columns;
      for (const name of names) {
        const column = find(scope.columns, name);
        if (column) result.push({ name, value: { sql: column.id, type: column.type } });
      }
      continue;
    }
    if (item.kind === 'named' && item.names.length > 1) {
      const value = t.scalar(item.value, scope);
      item.names.forEach((_, index) => {
        result.push({ name: next(), value: { sql: `k_at(${as(value, 'dynamic')}, '$[${index}]')`, type: 'dynamic' } });
      });
      continue;
    }
    const value = t.scalar(item, scope);
    const parts = partsOf(item);
    if (parts > 1) {
      for (let index = 0; index < parts; index++)
        result.push({ name: next(), value: { sql: `k_at(${value.sql}, '$[${index}]')`, type: 'dynamic' } });
    } else {
      result.push({ name: next(), value });
    }
  }
  return result;
}

/** Sorting several arrays together gives a column for each. */
function partsOf(item: Scalar): number {
  if (item.kind !== 'call' || !item.name.startsWith('array_sort_')) return 1;
  return item.args.filter((arg) => arg.type !== 'bool').length;
}

export function project(
  operator: Of<'project'>,
  columns: Column[],
  scope: Scope,
  t: Translation,
  rows: Relation,
): Relation {
  const ids = new Ids();
  const values = named(operator.items, columns, scope, t);
  const made: SqlColumn[] = values.map(({ name, value }) => ({ name, type: value.type, id: ids.give(name) }));
  const list = values.map(({ value }, index) => `${value.sql} AS ${made[index]?.id}`).join(', ');
  return {
    sql: `SELECT ${list || '1 AS "~none"'}${placeOf(rows)} FROM (${rows.sql})`,
    columns: made,
    ...placedAs(rows),
    order: renamedOrder(rows, values, made),
  };
}

/** A sort key that is projected under another name is still the key. */
function renamedOrder(rows: Relation, values: { value: Value }[], made: SqlColumn[]) {
  if (rows.order === null) return null;
  const order = rows.order.map((term) => {
    if (term.id === PLACE) return term;
    const index = values.findIndex(({ value }) => value.sql === term.id);
    return { ...term, id: made[index]?.id ?? '' };
  });
  return order.every((term) => term.id !== '') ? order : [];
}

/** All expressions see the input row; an existing name is replaced in place, a new one goes to the end. */
export function extend(
  operator: Of<'extend'> | Of<'serialize'>,
  columns: Column[],
  scope: Scope,
  t: Translation,
  rows: Relation,
): Relation {
  const given = operator.items.flatMap((item) => extended(item, columns, scope, t));
  const made: SqlColumn[] = [...rows.columns];
  const sql = new Map(rows.columns.map((column) => [column.name, column.id]));
  const ids = new Ids(rows.columns);
  for (const { name, value } of given) {
    const index = made.findIndex((column) => column.name === name);
    const column: SqlColumn = { name, type: value.type, id: ids.give(name) };
    if (index < 0) made.push(column);
    else made[index] = column;
    sql.set(name, value.sql);
  }
  const list = made.map((column) => `${sql.get(column.name) ?? empty(column.type)} AS ${column.id}`).join(', ');
  return {
    sql: `SELECT ${list}${placeOf(rows)} FROM (${rows.sql})`,
    columns: made,
    ...placedAs(rows),
    order: keepOrder(rows.order, made),
  };
}

function extended(item: Scalar, columns: Column[], scope: Scope, t: Translation): { name: string; value: Value }[] {
  if (item.kind === 'named' && item.names.length > 1) {
    const value = as(t.scalar(item.value, scope), 'dynamic');
    return item.names.map((name, index) => ({
      name,
      value: { sql: `k_at(${value}, '$[${index}]')`, type: 'dynamic' as const },
    }));
  }
  const value = t.scalar(item, scope);
  if (partsOf(item) > 1) {
    const before = new Set(scope.columns.map((column) => column.name));
    return columns
      .filter((column) => !before.has(column.name) && /_sorted\d*$/.test(column.name))
      .map(({ name }, index) => ({
        name,
        value: { sql: `k_at(${value.sql}, '$[${index}]')`, type: 'dynamic' as const },
      }));
  }
  if (item.kind === 'named') return [{ name: item.names[0] ?? '', value }];
  if (item.kind === 'column') return [{ name: item.column, value }];
  const used = new Set(scope.columns.map((column) => column.name));
  const fresh = columns.filter((column) => !used.has(column.name)).map((column) => column.name);
  const name = item.autoName !== '' ? item.autoName : (fresh[0] ?? 'Column1');
  return [{ name: fresh.find((candidate) => candidate === name || candidate.startsWith(name)) ?? name, value }];
}

export function print(operator: Of<'print'>, columns: Column[], outer: Scope, t: Translation): Relation {
  const rows: Relation = { sql: 'SELECT 1', columns: [], order: null };
  const scope: Scope = { ...outer, columns: [], rows };
  return { ...project({ ...operator, kind: 'project' }, columns, scope, t, rows), order: null };
}

export function choose(columns: Column[], rows: Relation): Relation {
  const made = columns.map((column) => {
    const found = find(rows.columns, column.name);
    if (found === undefined) throw refusal({ start: 0, length: 0 }, `column ${column.name}`);
    return found;
  });
  return {
    sql: `SELECT ${selectList(made)}${placeOf(rows)} FROM (${rows.sql})`,
    columns: made,
    ...placedAs(rows),
    order: keepOrder(rows.order, made),
  };
}

export function rename(operator: Of<'rename'>, columns: Column[], rows: Relation): Relation {
  const origin = new Map(operator.pairs.map(({ from, to }) => [to, from]));
  const ids = new Ids();
  const taken = rows.columns;
  const made = columns.map((column) => {
    const source = find(taken, origin.get(column.name) ?? column.name);
    if (source === undefined) throw refusal(operator.place, `column ${column.name}`);
    return { source, column: { name: column.name, type: source.type, id: ids.give(column.name) } };
  });
  const list = made.map(({ source, column }) => `${source.id} AS ${column.id}`).join(', ');
  const order = rows.order?.map((term) => ({
    ...term,
    id: term.id === PLACE ? PLACE : (made.find(({ source }) => source.id === term.id)?.column.id ?? ''),
  }));
  return {
    sql: `SELECT ${list}${placeOf(rows)} FROM (${rows.sql})`,
    columns: made.map(({ column }) => column),
    ...placedAs(rows),
    order: order === undefined ? null : order.every((term) => term.id !== '') ? order : [],
  };
}

const DOTNET: Record<string, string> = {
  bool: 'System.SByte',
  datetime: 'System.DateTime',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  dynamic: 'System.Object',
  guid: 'System.Guid',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  string: 'System.String',
  timespan: 'System.TimeSpan',
};

export function getSchema(rows: Relation): Relation {
  const ids = new Ids();
  const columns: SqlColumn[] = (['ColumnName', 'ColumnOrdinal', 'DataType', 'ColumnType'] as const).map((name) => ({
    name,
    type: name === 'ColumnOrdinal' ? 'long' : 'string',
    id: ids.give(name),
  }));
  const values = rows.columns.map((column, index) => {
    return `(${quote(column.name)}, CAST(${index} AS BIGINT), ${quote(DOTNET[column.type] ?? '')}, ${quote(column.type)})`;
  });
  const alias = `t(${columns.map((column) => column.id).join(', ')})`;
  return { sql: `SELECT * FROM (VALUES ${values.join(', ')}) AS ${alias}`, columns, order: [] };
}
