import type { KustoType } from './contract';
import { refusal } from './read-tree';
import { condition } from './scalar';
import { filled, type Relation, type Value } from './sql';
import type { Scalar } from './syntax';
import type { Scope, Translation } from './translation';
import { as, isInteger } from './types';

interface AggregateCall {
  node: Extract<Scalar, { kind: 'call' }>;
  scope: Scope;
  t: Translation;
  rows: Relation;
  arg(index: number): Value;
}

/** The columns one aggregate gives: SQL over a group, types, and names where it makes several. */
type Aggregate = (call: AggregateCall) => Value[];

type One = (call: AggregateCall, filter: string) => Value;

/** The plain form, and the `…if` form with its condition as last argument. */
function both(name: string, one: One): [string, Aggregate][] {
  return [
    [name, (call) => [one(call, '')]],
    [
      `${name}if`,
      (call) => {
        const test = call.node.args.at(-1);
        if (test === undefined) throw refusal(call.node.place, `${name}if without a condition`);
        return [one(call, ` FILTER (WHERE ${condition(test, call.scope, call.t)})`)];
      },
    ],
  ];
}

function summable(value: Value): KustoType {
  if (value.type === 'int' || value.type === 'bool') return 'long';
  return value.type === 'dynamic' || value.type === 'string' ? 'real' : value.type;
}

/** The sum of no rows is 0. */
function sum(call: AggregateCall, filter: string): Value {
  const value = call.arg(0);
  const type = summable(value);
  const total = `sum(${as(value, type)})${filter}`;
  if (type === 'real') return { sql: `coalesce(${total}, 0.0)`, type };
  if (type === 'decimal') return { sql: `CAST(coalesce(${total}, 0) AS DECIMAL(38,12))`, type };
  return { sql: `k_wrap(coalesce(${total}, 0))`, type };
}

/** The mean of no rows is NaN; of times it is a time. */
function avg(call: AggregateCall, filter: string): Value {
  const value = call.arg(0);
  const { type } = value;
  if (type === 'datetime' || type === 'timespan')
    return { sql: `CAST(floor(avg(${value.sql})${filter}) AS BIGINT)`, type };
  if (type === 'decimal') return { sql: `CAST(avg(${value.sql})${filter} AS DECIMAL(38,12))`, type };
  if (isInteger(type)) {
    // The engine divides its own wrapped sum (measured).
    const total = `CAST(k_wrap(sum(${value.sql})${filter}) AS DOUBLE)`;
    return { sql: `coalesce(${total} / nullif(count(${value.sql})${filter}, 0), CAST('nan' AS DOUBLE))`, type: 'real' };
  }
  return { sql: `coalesce(avg(${as(value, 'real')})${filter}, CAST('nan' AS DOUBLE))`, type: 'real' };
}

function extreme(name: 'min' | 'max'): One {
  return (call, filter) => {
    const value = call.arg(0);
    // NaN is the greatest number of all in DuckDB; Kusto passes over it.
    if (value.type === 'real')
      return {
        sql: `coalesce(${name}(CASE WHEN isnan(${value.sql}) THEN NULL ELSE ${value.sql} END)${filter}, ${name}(${value.sql})${filter})`,
        type: 'real',
      };
    if (value.type === 'string')
      return { sql: filled(`${name}(nullif(${value.sql}, ''))${filter}`, 'string'), type: 'string' };
    return { sql: filled(`${name}(${value.sql})${filter}`, value.type), type: value.type };
  };
}

/** One row has a deviation of 0, none NaN. */
function deviation(sample: string, population: string): One {
  return (call, filter) => {
    const x = as(call.arg(0), 'real');
    return {
      sql: `CASE WHEN count(${x})${filter} = 0 THEN CAST('nan' AS DOUBLE) ELSE coalesce(${sample}(${x})${filter}, ${population}(${x})${filter}) END`,
      type: 'real',
    };
  };
}

/** Kusto estimates; the embedded engine counts. */
function dcount(call: AggregateCall, filter: string): Value {
  return { sql: `count(DISTINCT ${call.arg(0).sql})${filter}`, type: 'long' };
}

function limitOf(call: AggregateCall, index: number): bigint | null {
  const node = call.node.args[index];
  if (node === undefined) return null;
  const limit = call.arg(index).constant;
  if (typeof limit !== 'bigint') throw refusal(node.place, `${call.node.name} with a computed size`);
  return limit;
}

/** Arrays in the input are flattened, nulls skipped (measured). */
function collected(
  call: AggregateCall,
  { distinct, nulls, where, size }: { distinct: boolean; nulls: boolean; where: string | null; size: bigint | null },
): Value {
  const value = call.arg(0);
  const item = as(value, 'dynamic');
  const tests = [nulls ? null : `${value.sql} IS NOT NULL`, where].filter((test) => test !== null);
  const filter = tests.length === 0 ? '' : ` FILTER (WHERE ${tests.join(' AND ')})`;
  const source = nulls ? `coalesce(${item}, 'null')` : item;
  // Kusto leaves the order of a set open; sorting makes it the same on every run.
  const order = distinct && value.type !== 'dynamic' ? ` ORDER BY ${source}` : orderInside(call, distinct);
  let list = `coalesce(list(${distinct && value.type !== 'dynamic' ? 'DISTINCT ' : ''}${source}${order})${filter}, [])`;
  if (value.type === 'dynamic') {
    list = `flatten(list_transform(${list}, lambda e: CASE WHEN json_type(e) = 'ARRAY' THEN CAST(json_extract(e, '$[*]') AS JSON[]) ELSE [e] END))`;
    if (distinct) list = `list_distinct(${list})`;
  }
  if (size !== null) list = `(${list})[1:${size}]`;
  return { sql: `CAST(to_json(${list}) AS JSON)`, type: 'dynamic' };
}

/** A live sort decides the order of the list; DuckDB's threads would not keep it on their own. */
function orderInside(call: AggregateCall, distinct: boolean): string {
  const { order } = call.rows;
  if (distinct || order === null || order.length === 0) return '';
  const terms = order.map(
    (term) => `${term.id} ${term.descending ? 'DESC' : 'ASC'} NULLS ${term.nullsFirst ? 'FIRST' : 'LAST'}`,
  );
  return ` ORDER BY ${terms.join(', ')}`;
}

function list(distinct: boolean, conditional: boolean, nulls = false): Aggregate {
  return (call) => {
    const test = conditional ? call.node.args[1] : undefined;
    const where = test === undefined ? null : condition(test, call.scope, call.t);
    return [collected(call, { distinct, nulls, where, size: limitOf(call, conditional ? 2 : 1) })];
  };
}

/** Later bags win in DuckDB's merge; Kusto keeps the value it saw first. */
function makeBag(conditional: boolean): Aggregate {
  return (call) => {
    const bag = as(call.arg(0), 'dynamic');
    const tests = [`json_type(${bag}) = 'OBJECT'`];
    const test = conditional ? call.node.args[1] : undefined;
    if (test !== undefined) tests.push(condition(test, call.scope, call.t));
    const bags = `list(${bag}${orderInside(call, false)}) FILTER (WHERE ${tests.join(' AND ')})`;
    const text = `coalesce(CAST(to_json(${bags}) AS VARCHAR), '[]')`;
    return [{ sql: `coalesce(k_nn(CAST(k_dynamic('merge', ${text}) AS JSON)), CAST('{}' AS JSON))`, type: 'dynamic' }];
  };
}

/** A value that occurs: nearest rank, not interpolation. */
function percentile(call: AggregateCall, value: Value, percent: Value): Value {
  if (percent.constant === undefined) throw refusal(call.node.place, 'percentile with a computed rank');
  const type = value.type === 'dynamic' ? 'real' : value.type;
  const rank = Number(percent.constant) / 100;
  return { sql: `quantile_disc(${as(value, type)}, ${rank})`, type };
}

function percentiles(call: AggregateCall): Value[] {
  const value = call.arg(0);
  return call.node.args.slice(1).map((_, index) => percentile(call, value, call.arg(index + 1)));
}

/** Nearest rank where every value counts as often as its weight says. */
function weightedPercentiles(call: AggregateCall): Value[] {
  const [value, weight] = [call.arg(0), call.arg(1)];
  const list = (item: Value) =>
    `coalesce(CAST(to_json(list(coalesce(${as(item, 'dynamic')}, 'null'))) AS VARCHAR), '[]')`;
  return call.node.args.slice(2).map((_, index) => {
    const rank = call.arg(index + 2);
    if (rank.constant === undefined) throw refusal(call.node.place, `${call.node.name} with a computed rank`);
    const args = `('[' || ${list(value)} || ',' || ${list(weight)} || ',${Number(rank.constant)}]')`;
    const found: Value = { sql: `k_nn(CAST(k_dynamic('weighted', ${args}) AS JSON))`, type: 'dynamic' };
    return { sql: as(found, value.type), type: value.type };
  });
}

function percentilesArray(call: AggregateCall): Value[] {
  const value = call.arg(0);
  const ranks = call.node.args.slice(1).flatMap((_, index) => {
    const rank = call.arg(index + 1);
    if (rank.type !== 'dynamic') return [rank];
    const parsed: unknown = typeof rank.constant === 'string' ? JSON.parse(rank.constant) : null;
    if (!Array.isArray(parsed)) throw refusal(call.node.place, 'percentiles_array with computed ranks');
    return parsed.map((item): Value => ({ sql: '', type: 'real', constant: Number(item) }));
  });
  const parts = ranks.map((rank) => as(percentile(call, value, rank), 'dynamic'));
  return [{ sql: `CAST(json_array(${parts.join(', ')}) AS JSON)`, type: 'dynamic' }];
}

/** Several columns from one row of the group, taken together so that they belong together. */
function fromOneRow(wanted: Value[], pick: (row: string) => string): Value[] {
  const row = `struct_pack(${wanted.map((value, index) => `c${index} := ${value.sql}`).join(', ')})`;
  const picked = pick(row);
  return wanted.map((value, index) => ({ sql: filled(`(${picked}).c${index}`, value.type), type: value.type }));
}

/** Kusto answers a row even when every value is null; DuckDB's arg_max would not. */
function argExtreme(name: 'arg_max' | 'arg_min'): Aggregate {
  return (call) => {
    const by = call.arg(0);
    const star = call.node.args.slice(1).some((node) => node.kind === 'star');
    const others = chosen(call, 1).filter((value) => !star || value.sql !== by.sql);
    const wanted = [by, ...others];
    // NaN, the greatest number in DuckDB, is no candidate.
    const key =
      by.type === 'real'
        ? `CASE WHEN isnan(${by.sql}) THEN NULL ELSE ${by.sql} END`
        : by.type === 'bool'
          ? `CAST(${by.sql} AS INTEGER)`
          : by.sql;
    return fromOneRow(wanted, (row) => `coalesce(${name}(${row}, ${key}), first(${row}))`);
  };
}

function takeAny(call: AggregateCall): Value[] {
  const wanted = chosen(call, 0);
  if (wanted.length === 1 && wanted[0]) {
    const [value] = wanted;
    return [{ sql: filled(`any_value(${value.sql})`, value.type), type: value.type }];
  }
  return fromOneRow(wanted, (row) => `first(${row})`);
}

function takeAnyIf(call: AggregateCall): Value[] {
  const test = call.node.args[1];
  if (test === undefined) throw refusal(call.node.place, 'take_anyif without a condition');
  const value = call.arg(0);
  const sql = `any_value(${value.sql}) FILTER (WHERE ${condition(test, call.scope, call.t)})`;
  return [{ sql: filled(sql, value.type), type: value.type }];
}

/** The columns of `*`, or the arguments from `start`; keys of the group are not part of `*`. */
function chosen(call: AggregateCall, start: number): Value[] {
  return call.node.args.slice(start).flatMap((node, offset) => {
    if (node.kind !== 'star' && node.kind !== 'columns') return [call.arg(start + offset)];
    const names = node.kind === 'columns' ? new Set(node.columns) : null;
    return call.scope.columns
      .filter((column) => names === null || names.has(column.name))
      .map((column) => ({ sql: column.id, type: column.type }));
  });
}

function bitwise(name: string): Aggregate {
  return (call) => [{ sql: `${name}(${as(call.arg(0), 'long')})`, type: 'long' }];
}

function covariance(name: string): One {
  return (call, filter) => ({
    sql: `${name}(${as(call.arg(0), 'real')}, ${as(call.arg(1), 'real')})${filter}`,
    type: 'real',
  });
}

export const aggregates: ReadonlyMap<string, Aggregate> = new Map<string, Aggregate>([
  // `count(x)` ignores x and counts rows (measured).
  ['count', () => [{ sql: 'count(*)', type: 'long' }]],
  [
    'countif',
    (call) => {
      const test = call.node.args[0];
      if (test === undefined) throw refusal(call.node.place, 'countif without a condition');
      return [{ sql: `count(*) FILTER (WHERE ${condition(test, call.scope, call.t)})`, type: 'long' }];
    },
  ],
  ...both('sum', sum),
  ...both('avg', avg),
  ...both('min', extreme('min')),
  ...both('max', extreme('max')),
  ...both('dcount', dcount),
  ...both('stdev', deviation('stddev_samp', 'stddev_pop')),
  ...both('variance', deviation('var_samp', 'var_pop')),
  ...both('stdevp', deviation('stddev_pop', 'stddev_pop')),
  ...both('variancep', deviation('var_pop', 'var_pop')),
  ['count_distinct', (call) => [{ sql: `count(DISTINCT ${call.arg(0).sql})`, type: 'long' }]],
  [
    'count_distinctif',
    (call) => {
      const test = call.node.args[1];
      if (test === undefined) throw refusal(call.node.place, 'count_distinctif without a condition');
      return [
        {
          sql: `count(DISTINCT ${call.arg(0).sql}) FILTER (WHERE ${condition(test, call.scope, call.t)})`,
          type: 'long',
        },
      ];
    },
  ],
  ['make_list', list(false, false)],
  ['makelist', list(false, false)],
  ['make_list_if', list(false, true)],
  ['make_list_with_nulls', list(false, false, true)],
  ['make_set', list(true, false)],
  ['makeset', list(true, false)],
  ['make_set_if', list(true, true)],
  ['make_bag', makeBag(false)],
  ['make_dictionary', makeBag(false)],
  ['make_bag_if', makeBag(true)],
  ['percentile', percentiles],
  ['percentiles', percentiles],
  ['percentiles_array', percentilesArray],
  ['percentilew', weightedPercentiles],
  ['percentilesw', weightedPercentiles],
  ['arg_max', argExtreme('arg_max')],
  ['argmax', argExtreme('arg_max')],
  ['arg_min', argExtreme('arg_min')],
  ['argmin', argExtreme('arg_min')],
  ['any', takeAny],
  ['anyif', takeAnyIf],
  ['take_any', takeAny],
  ['take_anyif', takeAnyIf],
  ['binary_all_and', bitwise('bit_and')],
  ['binary_all_or', bitwise('bit_or')],
  ['binary_all_xor', bitwise('bit_xor')],
  ...both('covariance', covariance('covar_samp')),
  ...both('covariancep', covariance('covar_pop')),
]);

/**
 * An expression over aggregates, such as `sum(a) * 1.0 / count()`: every aggregate in it becomes SQL over the group.
 * Gives several values only for an aggregate that stands alone.
 */
export function aggregateValues(node: Scalar, scope: Scope, rows: Relation, t: Translation): Value[] {
  if (node.kind === 'named') return aggregateValues(node.value, scope, rows, t);
  if (node.kind === 'call' && node.body === null) {
    const aggregate = aggregates.get(node.name);
    if (aggregate !== undefined)
      return aggregate({ node, scope, t, rows, arg: (index) => argument(node, index, scope, t) });
  }
  return [aggregateExpression(node, scope, rows, t)];
}

function argument(node: Extract<Scalar, { kind: 'call' }>, index: number, scope: Scope, t: Translation): Value {
  const found = node.args[index];
  if (found === undefined) throw refusal(node.place, `${node.name} with ${node.args.length} arguments`);
  return t.scalar(found, scope);
}

/** Replaces each aggregate by a variable that holds its SQL, then translates what is left. */
function aggregateExpression(node: Scalar, scope: Scope, rows: Relation, t: Translation): Value {
  const names = t.childNames(scope.names);
  const inner: Scope = { ...scope, names, rows: null };
  let count = 0;
  const replace = (part: Scalar): Scalar => {
    if (part.kind === 'call' && part.body === null && aggregates.has(part.name)) {
      const [value] = aggregateValues(part, scope, rows, t);
      if (value === undefined) throw refusal(part.place, `${part.name} inside an expression`);
      const variable = `~aggregate${count++}`;
      names.set(variable, { kind: 'scalar', value });
      return { kind: 'variable', variable, place: part.place, type: part.type, autoName: part.autoName };
    }
    switch (part.kind) {
      case 'call':
        return { ...part, args: part.args.map(replace) };
      case 'binary':
        return { ...part, left: replace(part.left), right: replace(part.right) };
      case 'negate':
        return { ...part, operand: replace(part.operand) };
      case 'element':
        return { ...part, target: replace(part.target), selector: replace(part.selector) };
      case 'between':
        return { ...part, left: replace(part.left), low: replace(part.low), high: replace(part.high) };
      case 'member':
        return { ...part, left: replace(part.left), right: part.right.map(replace) };
      case 'named':
        return { ...part, value: replace(part.value) };
      default:
        return part;
    }
  };
  return t.scalar(replace(node), inner);
}
