import { allOf, orderBy, placedAs, type Relation } from '@/emulator/engine/sql';
import type { Operator } from '@/emulator/engine/syntax';
import type { Scope, Translation } from '@/emulator/engine/translation';
import { count, ordered } from './sort';

type Partition = Extract<Operator, { kind: 'partition' }>;

/** The sub-pipeline runs over the rows of each key on its own. */
export function partition(operator: Partition, scope: Scope, t: Translation, rows: Relation): Relation {
  const { subquery } = operator;
  if (subquery.kind === 'pipe' && subquery.input === null && subquery.operator.kind === 'top') {
    return topOfEach(operator, subquery.operator, scope, t, rows);
  }
  const key = t.scalar(operator.by, scope);
  const id = t.unique('part');
  const keyed: Relation = {
    ...rows,
    sql: `SELECT *, ${key.sql} AS ${id} FROM (${rows.sql})`,
    columns: [...rows.columns, { name: id, type: key.type, id }],
  };
  const base = t.share(keyed, true);
  const alias = t.unique('key');
  const start: Relation = {
    ...rows,
    sql: `SELECT ${allOf(rows)} FROM (${base.sql}) WHERE ${id} IS NOT DISTINCT FROM ${alias}.${id}`,
  };
  const result = t.tabular(operator.subquery, { ...scope, rows: null, input: start });
  const inner = t.unique('inner');
  const keys = `SELECT DISTINCT ${id} FROM (${base.sql})`;
  return {
    sql: `SELECT ${allOf(result, inner)} FROM (${keys}) ${alias}, LATERAL (${result.sql}) ${inner}`,
    columns: result.columns,
    ...placedAs(result),
    order: null,
  };
}

/** `top` alone is a rank within the key: one sort instead of a join of the rows with their own keys. */
function topOfEach(
  operator: Partition,
  top: Extract<Operator, { kind: 'top' }>,
  scope: Scope,
  t: Translation,
  input: Relation,
): Relation {
  const rows = { ...input };
  const inner: Scope = { ...scope, columns: rows.columns, rows };
  const key = t.scalar(operator.by, inner);
  const order = ordered(top.keys, inner, t, rows);
  const rank = t.unique('rank');
  const over = `PARTITION BY ${key.sql}${orderBy(order)}`;
  const ranked = `SELECT *, row_number() OVER (${over}) AS ${rank} FROM (${rows.sql})`;
  return {
    ...rows,
    sql: `SELECT ${allOf(rows)} FROM (${ranked}) WHERE ${rank} <= ${count(top.count, inner, t)}`,
    order: null,
  };
}
