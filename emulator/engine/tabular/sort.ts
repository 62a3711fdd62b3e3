import { refusal } from '@/emulator/engine/read-tree';
import { allOf, keepOrder, type OrderTerm, orderBy, PLACE, type Relation } from '@/emulator/engine/sql';
import type { Operator, Scalar, SortKey } from '@/emulator/engine/syntax';
import type { Scope, Translation } from '@/emulator/engine/translation';
import { as } from '@/emulator/engine/types';

type Of<K extends Operator['kind']> = Extract<Operator, { kind: K }>;

/**
 * A computed key becomes a hidden column, so that the order can be repeated further down. Rows with equal keys stand as in
 * their source, and the other way round where the sort descends: a list of the newest, turned over, is the source's order.
 */
export function ordered(keys: SortKey[], scope: Scope, t: Translation, rows: Relation): OrderTerm[] {
  const order = keys.map((key): OrderTerm => {
    const value = t.scalar(key.value, scope);
    if (value.type === 'dynamic') {
      throw t.semanticError(key.value.place, "order operator: key can't be of dynamic type, cast it first", 'order');
    }
    const { descending, nullsFirst } = key;
    const column = rows.columns.find((candidate) => candidate.id === value.sql);
    // NaN sorts as the least number in Kusto, the greatest in DuckDB.
    if (column !== undefined && value.type !== 'real') return { id: column.id, descending, nullsFirst };
    const id = t.unique('key');
    const sql =
      value.type === 'real'
        ? `CASE WHEN isnan(${value.sql}) THEN CAST('-inf' AS DOUBLE) ELSE ${value.sql} END`
        : value.sql;
    rows.sql = `SELECT *, ${sql} AS ${id} FROM (${rows.sql})`;
    return { id, descending, nullsFirst };
  });
  if (!rows.placed) return order;
  // Which way the time runs decides; without one, the last key.
  const leading = keys.findLast((key) => key.value.type === 'datetime') ?? keys.at(-1);
  return [...order, { id: PLACE, descending: leading?.descending ?? false, nullsFirst: false }];
}

export function sort(operator: Of<'sort'>, scope: Scope, t: Translation, rows: Relation): Relation {
  const order = ordered(operator.keys, scope, t, rows);
  const sql = `SELECT ${allOf(rows)} FROM (${rows.sql})${orderBy(order)}`;
  return { ...rows, sql, order: keepOrder(order, rows.columns), sorted: { whole: sql, from: rows.sql, order } };
}

export function take(operator: Of<'take'>, scope: Scope, t: Translation, rows: Relation): Relation {
  const limit = count(operator.count, scope, t);
  const { from, order } = rows.sorted?.whole === rows.sql ? rows.sorted : { from: rows.sql, order: rows.order };
  return { ...rows, sql: `SELECT ${allOf(rows)} FROM (${from})${orderBy(order)} LIMIT ${limit}` };
}

export function top(operator: Of<'top'>, scope: Scope, t: Translation, rows: Relation): Relation {
  const order = ordered(operator.keys, scope, t, rows);
  const limit = count(operator.count, scope, t);
  const sql = `SELECT ${allOf(rows)} FROM (${rows.sql})${orderBy(order)} LIMIT ${limit}`;
  return { ...rows, sql, order: keepOrder(order, rows.columns) };
}

/** A number of rows: a constant, or a scalar that needs no row. */
export function count(node: Scalar, scope: Scope, t: Translation): string {
  const value = t.scalar(node, { ...scope, columns: [], rows: null });
  if (value.type === 'string' || value.type === 'bool')
    throw refusal(node.place, `a number of rows of type ${value.type}`);
  return `greatest(${as(value, 'long')}, 0)`;
}
