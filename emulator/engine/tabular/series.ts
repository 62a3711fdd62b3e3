import { aggregateValues } from '@/emulator/engine/aggregates';
import type { Column } from '@/emulator/engine/contract';
import { Names as Ids, type Relation, type SqlColumn, type Value } from '@/emulator/engine/sql';
import type { Operator } from '@/emulator/engine/syntax';
import type { Scope, Translation } from '@/emulator/engine/translation';
import { as, literal } from '@/emulator/engine/types';
import { named } from './columns';

/**
 * Arrays over an axis from `from` (inclusive) to `to` (exclusive). Without bounds the axis is what the data spans, from
 * its first bin to its last, which then belongs to it. Empty bins hold the default, 0 unless the query says otherwise.
 */
export function makeSeries(
  operator: Extract<Operator, { kind: 'make-series' }>,
  columns: Column[],
  scope: Scope,
  t: Translation,
  rows: Relation,
): Relation {
  const axis = t.scalar(operator.on, scope);
  const outside: Scope = { ...scope, columns: [], rows: null };
  const step = as(t.scalar(operator.step, outside), axis.type === 'datetime' ? 'timespan' : axis.type);
  const keys = named(operator.by, columns, scope, t).map(({ value }) => value);
  const given = (bound: typeof operator.from) => (bound === null ? null : as(t.scalar(bound, outside), axis.type));
  const [from, to] = [given(operator.from), given(operator.to)];
  const key = keys.map((_, index) => `k${index}`);
  const inside: Scope = { ...scope, rows: null };
  const values = operator.aggregates.map(({ value, fallback }) => {
    const [aggregate] = aggregateValues(value, inside, rows, t);
    if (aggregate === undefined) throw t.semanticError(operator.place, 'make-series needs an aggregate', 'make-series');
    const missing = fallback === null ? literal(0n, 'long') : t.scalar(fallback, outside);
    return { aggregate, missing: as(missing, aggregate.type) };
  });

  // 1. The rows inside the bounds, and the bounds themselves where the data has to tell them.
  const source = t.unique('points');
  const inRange = [
    `${axis.sql} IS NOT NULL`,
    from === null ? null : `${axis.sql} >= ${from}`,
    to === null ? null : `${axis.sql} ${operator.inclusive ? '<=' : '<'} ${to}`,
  ];
  const points = `SELECT *, ${axis.sql} AS tick${keys.map((value, index) => `, ${value.sql} AS ${key[index]}`).join('')} FROM (${rows.sql}) WHERE ${inRange.filter((test) => test !== null).join(' AND ')}`;
  const first = from ?? `(SELECT ${binned('min(tick)', step, axis)} FROM ${source})`;
  const size =
    to === null
      ? `(SELECT ${whole(`(max(tick) - (${first})) / ${step}`, axis)} + 1 FROM ${source})`
      : operator.inclusive
        ? `(${whole(`((${to}) - (${first})) / ${step}`, axis)} + 1)`
        : wholeUp(`(${to}) - (${first})`, step, axis);
  const bounds = t.unique('bounds');

  // 2. One aggregate per key and bin.
  const bins = t.unique('bins');
  const index = whole(`(tick - b.low) / ${step}`, axis);
  const aggregates = values.map(({ aggregate }, position) => `${aggregate.sql} AS v${position}`);
  const groups = [`${index} AS bin`, ...key];
  const grouping = groups.map((_, position) => position + 1).join(', ');

  // 3. Every key with every bin of the axis.
  const same = ['x.bin = i.bin', ...key.map((name) => `x.${name} IS NOT DISTINCT FROM s.${name}`)].join(' AND ');
  const lists = values.map(({ aggregate, missing }, position) => {
    const cell: Value = {
      sql: `CASE WHEN x.bin IS NULL THEN ${missing} ELSE x.v${position} END`,
      type: aggregate.type,
    };
    return `CAST(to_json(list(${as(cell, 'dynamic')} ORDER BY i.bin)) AS JSON)`;
  });
  const tick: Value = { sql: `(b.low + i.bin * ${step})`, type: axis.type };
  lists.push(`CAST(to_json(list(${as(tick, 'dynamic')} ORDER BY i.bin)) AS JSON)`);
  const ids = new Ids();
  const made: SqlColumn[] = columns.map((column, position) => ({
    name: column.name,
    type: keys[position]?.type ?? 'dynamic',
    id: ids.give(column.name),
  }));
  const cells = [...key.map((name) => `s.${name}`), ...lists].map((sql, position) => `${sql} AS ${made[position]?.id}`);
  const by = key.length === 0 ? '' : ` GROUP BY ${key.map((_, position) => position + 1).join(', ')}`;
  const series =
    key.length === 0 ? `SELECT DISTINCT 1 AS one FROM ${source}` : `SELECT DISTINCT ${key.join(', ')} FROM ${source}`;
  const sql = [
    `WITH ${source} AS MATERIALIZED (${points})`,
    `, ${bounds} AS MATERIALIZED (SELECT ${first} AS low, ${size} AS size)`,
    `, ${bins} AS (SELECT ${groups.join(', ')}${aggregates.length > 0 ? `, ${aggregates.join(', ')}` : ''} FROM ${source}, ${bounds} b GROUP BY ${grouping})`,
    ` SELECT ${cells.join(', ')} FROM (${series}) s CROSS JOIN ${bounds} b CROSS JOIN (SELECT unnest(range(size)) AS bin FROM ${bounds}) i LEFT JOIN ${bins} x ON ${same}${by}`,
    key.length === 0 ? ' HAVING count(*) > 0' : '',
  ].join('');
  return { sql, columns: made, order: null };
}

/** Ticks and longs divide exactly; reals are floored. */
function whole(quotient: string, axis: Value): string {
  return axis.type === 'real' ? `CAST(floor(${quotient} + 1e-9) AS BIGINT)` : `(${quotient.replace(' / ', ' // ')})`;
}

function wholeUp(span: string, step: string, axis: Value): string {
  if (axis.type === 'real') return `greatest(CAST(ceil((${span}) / ${step} - 1e-9) AS BIGINT), 0)`;
  return `greatest(((${span}) + ${step} - 1) // ${step}, 0)`;
}

function binned(value: string, step: string, axis: Value): string {
  return axis.type === 'real' ? `k_bin_real(${value}, ${step})` : `k_bin_long(${value}, ${step})`;
}
