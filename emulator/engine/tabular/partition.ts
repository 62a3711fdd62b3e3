import { type Relation, selectList } from '@/emulator/engine/sql';
import type { Operator } from '@/emulator/engine/syntax';
import type { Scope, Translation } from '@/emulator/engine/translation';

/** The sub-pipeline runs over the rows of each key on its own. */
export function partition(
  operator: Extract<Operator, { kind: 'partition' }>,
  scope: Scope,
  t: Translation,
  rows: Relation,
): Relation {
  const key = t.scalar(operator.by, scope);
  const id = t.unique('part');
  const keyed: Relation = {
    sql: `SELECT *, ${key.sql} AS ${id} FROM (${rows.sql})`,
    columns: [...rows.columns, { name: id, type: key.type, id }],
    order: rows.order,
  };
  const base = t.share(keyed, true);
  const alias = t.unique('key');
  const start: Relation = {
    sql: `SELECT ${selectList(rows.columns)} FROM (${base.sql}) WHERE ${id} IS NOT DISTINCT FROM ${alias}.${id}`,
    columns: rows.columns,
    order: rows.order,
  };
  const result = t.tabular(operator.subquery, { ...scope, rows: null, input: start });
  const inner = t.unique('inner');
  const keys = `SELECT DISTINCT ${id} FROM (${base.sql})`;
  return {
    sql: `SELECT ${selectList(result.columns, inner)} FROM (${keys}) ${alias}, LATERAL (${result.sql}) ${inner}`,
    columns: result.columns,
    order: null,
  };
}
