import { refusal } from '@/emulator/engine/read-tree';
import { condition } from '@/emulator/engine/scalar';
import { allOf, filled, type Value } from '@/emulator/engine/sql';
import { as } from '@/emulator/engine/types';
import type { Call, Registry } from './define';

/**
 * Functions that look at other rows. Each adds a column to the rows under the operator, so that one may stand inside
 * another, which SQL's window functions may not.
 */
function layer(call: Call, expression: string, partitionedRow?: string): string {
  const { rows } = call.scope;
  if (rows === null) throw refusal(call.node.place, `${call.node.name} here`);
  // Order has to be promised: the engine itself rejects a row set that is not serialized (measured).
  if (rows.order === null) {
    throw call.t.semanticError(
      call.node.place,
      `Function '${call.node.name}' cannot be invoked in current context. The row set must be serialized.`,
      call.node.name,
    );
  }
  const id = call.t.unique('w');
  // A window over partitions gives its rows back partition by partition: the order is put right by the rows' numbers.
  const order = partitionedRow === undefined ? '' : ` ORDER BY ${partitionedRow}`;
  rows.sql = `SELECT *, ${expression} AS ${id} FROM (${rows.sql})${order}`;
  return id;
}

/** DuckDB streams a window without partition or order over the rows as they come. */
const STREAM = 'OVER ()';
const SO_FAR = 'OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)';

function restarts(call: Call, index: number): { group: string; row: string } | null {
  const node = call.node.args[index];
  if (node === undefined || (node.kind === 'literal' && node.value === false)) return null;
  const restart = condition(node, call.scope, call.t);
  const row = layer(call, `row_number() ${STREAM}`);
  const group = layer(call, `sum(CASE WHEN ${restart} THEN 1 ELSE 0 END) ${SO_FAR}`);
  return { group, row };
}

function rowNumber(call: Call): Value {
  const start = call.node.args.length > 0 ? as(call.arg(0), 'long') : '1';
  const restart = restarts(call, 1);
  const over = restart === null ? STREAM : `OVER (PARTITION BY ${restart.group} ORDER BY ${restart.row})`;
  return { sql: `(${layer(call, `row_number() ${over}`, restart?.row)} + ${start} - 1)`, type: 'long' };
}

function cumulativeSum(call: Call): Value {
  const value = call.arg(0);
  const type = value.type === 'int' ? 'long' : value.type === 'dynamic' ? 'real' : value.type;
  const sql = as(value, type);
  const restart = restarts(call, 1);
  const over =
    restart === null
      ? SO_FAR
      : `OVER (PARTITION BY ${restart.group} ORDER BY ${restart.row} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
  const sum = `coalesce(sum(${sql}) ${over}, 0)`;
  const id = layer(call, type === 'real' || type === 'decimal' ? sum : `CAST(${sum} AS BIGINT)`, restart?.row);
  return { sql: id, type };
}

function neighbour(name: 'lag' | 'lead') {
  return (call: Call): Value => {
    const value = call.arg(0);
    const offset = call.node.args[1];
    const steps = offset === undefined ? 1n : call.arg(1).constant;
    if (typeof steps !== 'bigint') throw refusal(call.node.place, `${call.node.name} with a computed offset`);
    const fallback = call.node.args[2];
    if (fallback !== undefined && call.arg(2).constant === undefined) {
      throw call.t.semanticError(
        call.node.place,
        `${call.node.name}(): the default value must be a constant.`,
        call.node.name,
      );
    }
    const past = fallback === undefined ? '' : `, ${as(call.arg(2), value.type)}`;
    const id = layer(call, `${name}(${value.sql}, ${steps}${past}) ${STREAM}`);
    return { sql: filled(id, value.type), type: value.type };
  };
}

function rank(dense: boolean) {
  return (call: Call): Value => {
    const value = call.arg(0);
    const restart = restarts(call, 1);
    const row = restart?.row ?? layer(call, `row_number() ${STREAM}`);
    const group = restart?.group;
    const partition = group === undefined ? '' : `PARTITION BY ${group} `;
    const previous = layer(call, `lag(${value.sql}) OVER (${partition}ORDER BY ${row})`, row);
    const first = layer(call, `row_number() OVER (${partition}ORDER BY ${row})`, row);
    const changed = `(${first} = 1 OR ${value.sql} IS DISTINCT FROM ${previous})`;
    const over = `OVER (${partition}ORDER BY ${row} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
    const sql = dense
      ? `CAST(sum(CASE WHEN ${changed} THEN 1 ELSE 0 END) ${over} AS BIGINT)`
      : `max(CASE WHEN ${changed} THEN ${first} END) ${over}`;
    return { sql: layer(call, sql, row), type: 'long' };
  };
}

/** A session ends after `between` of silence or `maximum` from its start, which depends on the start before it. */
function session(call: Call): Value {
  const value = call.arg(0);
  const maximum = as(call.arg(1), 'timespan');
  const between = as(call.arg(2), 'timespan');
  const restart = call.node.args[3] === undefined ? 'FALSE' : condition(call.node.args[3], call.scope, call.t);
  const { rows } = call.scope;
  if (rows === null) throw refusal(call.node.place, 'row_window_session here');
  const at = layer(call, value.sql);
  const cut = layer(call, restart);
  const row = layer(call, `row_number() ${STREAM}`);
  const kept = allOf(rows);
  const id = call.t.unique('w');
  const name = call.t.unique('session');
  const source = call.t.unique('rows');
  const step = `CASE WHEN n.${cut} OR n.${at} IS NULL OR s.at IS NULL OR n.${at} < s.at OR n.${at} - s.at > ${between} OR n.${at} - s.began > ${maximum} THEN n.${at} ELSE s.began END`;
  rows.sql = `WITH RECURSIVE ${source} AS MATERIALIZED (${rows.sql}), ${name} AS (SELECT ${row} AS row, ${at} AS at, ${at} AS began FROM ${source} WHERE ${row} = 1 UNION ALL SELECT n.${row}, n.${at}, ${step} FROM ${name} s JOIN ${source} n ON n.${row} = s.row + 1) SELECT ${kept}, began AS ${id} FROM ${source} JOIN ${name} ON ${row} = row ORDER BY ${row}`;
  return { sql: id, type: value.type };
}

export const rowFunctions: Registry = {
  row_number: rowNumber,
  row_cumsum: cumulativeSum,
  row_rank_min: rank(false),
  row_rank_dense: rank(true),
  row_rank: rank(true),
  prev: neighbour('lag'),
  next: neighbour('lead'),
  row_window_session: session,
};
