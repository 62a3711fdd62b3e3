import { Names as Ids, type Relation, type SqlColumn } from '@/emulator/engine/sql';
import type { Operator } from '@/emulator/engine/syntax';
import type { Scope, Translation } from '@/emulator/engine/translation';
import { as } from '@/emulator/engine/types';

/** `range x from a to b step s`: both ends belong to it. */
export function range(operator: Extract<Operator, { kind: 'range' }>, outer: Scope, t: Translation): Relation {
  const scope: Scope = { ...outer, columns: [], rows: null };
  const from = t.scalar(operator.from, scope);
  const to = t.scalar(operator.to, scope);
  const step = t.scalar(operator.step, scope);
  const column: SqlColumn = { name: operator.name, type: 'long', id: new Ids().give(operator.name) };
  const time = from.type === 'datetime' || from.type === 'timespan';
  const real = [from, to, step].some((value) => value.type === 'real');
  column.type = time ? from.type : real ? 'real' : 'long';
  const [a, b] = [as(from, column.type), as(to, column.type)];
  const by = as(step, column.type === 'datetime' ? 'timespan' : column.type);
  // The SQL range is half open; a count does for whole numbers and for reals, without adding up rounding errors.
  const count = real ? `CAST(floor((${b} - ${a}) / ${by} + 1e-9) AS BIGINT)` : `((${b} - ${a}) // ${by})`;
  const size = `CASE WHEN ${by} = 0 OR (${b} < ${a}) <> (${by} < 0) AND ${a} <> ${b} THEN 0 ELSE ${count} + 1 END`;
  // A table function streams, where unnest would hold all numbers at once; but it takes no sub-query.
  const numbers = size.includes('SELECT')
    ? `(SELECT unnest(range(${size})) AS i)`
    : `range(CAST(coalesce(${size}, 0) AS BIGINT)) AS t(i)`;
  return {
    sql: `SELECT ${a} + i * ${by} AS ${column.id} FROM ${numbers}`,
    columns: [column],
    order: [],
  };
}
