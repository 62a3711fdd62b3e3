import { aggregateValues } from '@/emulator/engine/aggregates';
import type { Column } from '@/emulator/engine/contract';
import { refusal } from '@/emulator/engine/read-tree';
import { allOf, Names as Ids, type Relation, type SqlColumn, type Value } from '@/emulator/engine/sql';
import type { Operator } from '@/emulator/engine/syntax';
import type { Scope, Translation } from '@/emulator/engine/translation';
import { named } from './columns';
import { count as rowCount } from './sort';

type Of<K extends Operator['kind']> = Extract<Operator, { kind: K }>;

/** Keys first, then the aggregates; names are the binder's. Null is a group like any other. */
export function summarize(
  operator: Of<'summarize'>,
  columns: Column[],
  scope: Scope,
  t: Translation,
  rows: Relation,
): Relation {
  const keys = named(operator.by, columns, scope, t).map(({ value }) => value);
  for (const [index, key] of keys.entries()) {
    if (key.type === 'dynamic') {
      const place = operator.by[index]?.place ?? operator.place;
      throw t.semanticError(
        place,
        'summarize operator: a group key cannot be of dynamic type, cast it first',
        'summarize',
      );
    }
  }
  const starless: Scope = { ...scope, columns: withoutKeys(scope.columns, keys), rows: null };
  const values = operator.aggregates.flatMap((aggregate) => {
    const whole: Scope = { ...scope, rows: null };
    return aggregateValues(aggregate, usesStar(aggregate) ? starless : whole, rows, t);
  });
  return grouped(keys, values, columns, rows);
}

function withoutKeys(columns: SqlColumn[], keys: Value[]): SqlColumn[] {
  return columns.filter((column) => !keys.some((key) => key.sql === column.id));
}

/** `arg_max(x, *)` leaves the keys out, unless the key itself is what is asked about. */
function usesStar(node: Of<'summarize'>['aggregates'][number]): boolean {
  const inner = node.kind === 'named' ? node.value : node;
  return inner.kind === 'call' && inner.args.some((arg) => arg.kind === 'star');
}

function grouped(keys: Value[], values: Value[], columns: Column[], rows: Relation): Relation {
  const ids = new Ids();
  const made: SqlColumn[] = [...keys, ...values].map((value, index) => {
    const name = columns[index]?.name ?? `Column${index + 1}`;
    return { name, type: value.type, id: ids.give(name) };
  });
  const list = [...keys, ...values].map((value, index) => `${value.sql} AS ${made[index]?.id}`).join(', ');
  // Ordinals, because a name could mean the input's column.
  const by = keys.length === 0 ? '' : ` GROUP BY ${keys.map((_, index) => index + 1).join(', ')}`;
  const sql =
    values.length === 0 && keys.length > 0
      ? `SELECT DISTINCT ${list} FROM (${rows.sql})`
      : `SELECT ${list} FROM (${rows.sql})${by}`;
  return { sql, columns: made, order: null };
}

export function distinct(
  operator: Of<'distinct'>,
  columns: Column[],
  scope: Scope,
  t: Translation,
  rows: Relation,
): Relation {
  const keys = named(operator.items, columns, scope, t).map(({ value }) => value);
  return grouped(keys, [], columns, rows);
}

export function count(operator: Of<'count'>, rows: Relation): Relation {
  const column: SqlColumn = { name: operator.as, type: 'long', id: new Ids().give(operator.as) };
  return { sql: `SELECT count(*) AS ${column.id} FROM (${rows.sql})`, columns: [column], order: null };
}

export function sample(operator: Of<'sample'>, scope: Scope, t: Translation, rows: Relation): Relation {
  const limit = rowCount(operator.count, scope, t);
  return {
    ...rows,
    order: null,
    sql: `SELECT ${allOf(rows)} FROM (${rows.sql}) ORDER BY random() LIMIT ${limit}`,
  };
}

export function sampleDistinct(
  operator: Of<'sample-distinct'>,
  columns: Column[],
  scope: Scope,
  t: Translation,
  rows: Relation,
): Relation {
  const limit = rowCount(operator.count, scope, t);
  const made = grouped([t.scalar(operator.of, scope)], [], columns, rows);
  return { ...made, sql: `${made.sql} LIMIT ${limit}` };
}

/** Kusto estimates the heaviest values; the embedded engine counts. */
export function topHitters(
  operator: Of<'top-hitters'>,
  columns: Column[],
  scope: Scope,
  t: Translation,
  rows: Relation,
): Relation {
  const key = t.scalar(operator.of, scope);
  const weight = operator.by === null ? null : t.scalar(operator.by, scope);
  if (weight !== null && weight.type !== 'long' && weight.type !== 'int' && weight.type !== 'real') {
    throw refusal(operator.place, `top-hitters by a ${weight.type}`);
  }
  const total: Value =
    weight === null
      ? { sql: 'count(*)', type: 'long' }
      : weight.type === 'real'
        ? { sql: `sum(${weight.sql})`, type: 'real' }
        : { sql: `CAST(sum(${weight.sql}) AS BIGINT)`, type: 'long' };
  const made = grouped([key], [total], columns, rows);
  return { ...made, sql: `${made.sql} ORDER BY 2 DESC, 1 DESC LIMIT ${rowCount(operator.count, scope, t)}`, order: [] };
}
