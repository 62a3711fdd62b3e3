import type { Value } from '@/emulator/engine/sql';
import { as, isInteger, isNumber } from '@/emulator/engine/types';
import { type Build, type Call, fn, type Registry } from './define';

/** DuckDB throws for `sqrt(-1)` and `log(0)`; Kusto gives NaN and minus infinity, and null for `log(-1)` (measured). */
const real = (template: (x: string) => string): Build => fn('real', ['real'], template);
const NAN = "CAST('nan' AS DOUBLE)";

function logarithm(name: string): Build {
  return real((x) => `CASE WHEN ${x} < 0 THEN NULL WHEN ${x} = 0 THEN CAST('-inf' AS DOUBLE) ELSE ${name}(${x}) END`);
}

function inRange(name: string): Build {
  return real((x) => `CASE WHEN ${x} BETWEEN -1 AND 1 THEN ${name}(${x}) WHEN ${x} IS NOT NULL THEN ${NAN} END`);
}

function sameType(template: (x: string) => string): Build {
  return (call) => {
    const value = call.arg(0);
    const type = isNumber(value.type) || value.type === 'timespan' ? value.type : 'real';
    return { sql: template(as(value, type)), type };
  };
}

/** `floor` to a step, with 0001-01-01 as the origin of time. */
function bin(call: Call): Value {
  return binned(call.arg(0), call.arg(1), call);
}

function binned(value: Value, step: Value, call: Call): Value {
  const { type } = value;
  if (type === 'datetime' || type === 'timespan')
    return { sql: `k_bin_long(${value.sql}, ${as(step, 'timespan')})`, type };
  if (value.type === 'real' || step.type === 'real' || type === 'dynamic') {
    return { sql: `k_bin_real(${as(value, 'real')}, ${as(step, 'real')})`, type: 'real' };
  }
  if (value.type === 'decimal' || step.type === 'decimal') {
    return { sql: `k_bin_real(${as(value, 'decimal')}, ${as(step, 'decimal')})`, type: 'decimal' };
  }
  const sql = `k_bin_long(${as(value, 'long')}, ${as(step, 'long')})`;
  return call.type === 'int' ? { sql: `CAST(${sql} AS INTEGER)`, type: 'int' } : { sql, type: 'long' };
}

function binAt(call: Call): Value {
  const value = call.arg(0);
  const step = call.arg(1);
  const fixed = call.arg(2);
  if (value.type === 'real' || step.type === 'real' || fixed.type === 'real') {
    const at = as(fixed, 'real');
    return { sql: `(${at} + k_bin_real(${as(value, 'real')} - ${at}, ${as(step, 'real')}))`, type: 'real' };
  }
  const { type } = value;
  const at = as(fixed, type === 'int' ? 'long' : type);
  const stepSql = type === 'datetime' ? as(step, 'timespan') : as(step, type === 'int' ? 'long' : type);
  const sql = `(${at} + k_bin_long(${as(value, type === 'int' ? 'long' : type)} - ${at}, ${stepSql}))`;
  return { sql, type: type === 'int' ? 'long' : type };
}

function round(call: Call): Value {
  const value = call.arg(0);
  const digits = call.node.args.length > 1 ? as(call.arg(1), 'int') : '0';
  if (value.type === 'decimal') return { sql: `round(${value.sql}, ${digits})`, type: 'decimal' };
  return { sql: `round(${as(value, 'real')}, ${digits})`, type: 'real' };
}

const bits = (operator: string): Build => fn('long', ['long', 'long'], (a, b) => `(${a} ${operator} ${b})`);

/** Whether two values are no further apart than `delta`. */
function around(call: Call): Value {
  const [value, center, delta] = [call.arg(0), call.arg(1), call.arg(2)];
  const time = value.type === 'datetime' || value.type === 'timespan';
  const type = time ? value.type : [value, center, delta].some((part) => part.type === 'real') ? 'real' : 'long';
  return {
    sql: `(abs(${as(value, type)} - ${as(center, type)}) <= ${as(delta, type === 'datetime' ? 'timespan' : type)})`,
    type: 'bool',
  };
}

export const numbers: Registry = {
  around,
  // The smallest long has no positive twin.
  abs: (call) => {
    const value = call.arg(0);
    if (!isInteger(value.type)) return sameType((x) => `abs(${x})`)(call);
    const x = as(value, 'long');
    return { sql: `CASE WHEN ${x} < 0 THEN k_sub(CAST(0 AS BIGINT), ${x}) ELSE ${x} END`, type: 'long' };
  },
  ceiling: sameType((x) => `ceil(${x})`),
  sign: real((x) => `CAST(sign(${x}) AS DOUBLE)`),
  floor: bin,
  bin,
  bin_at: binAt,
  round,
  sqrt: real((x) => `CASE WHEN ${x} < 0 THEN ${NAN} ELSE sqrt(${x}) END`),
  exp: real((x) => `exp(${x})`),
  exp2: real((x) => `pow(2, ${x})`),
  exp10: real((x) => `pow(10, ${x})`),
  log: logarithm('ln'),
  log2: logarithm('log2'),
  log10: logarithm('log10'),
  pow: fn('real', ['real', 'real'], (x, y) => `pow(${x}, ${y})`),
  sin: real((x) => `sin(${x})`),
  cos: real((x) => `cos(${x})`),
  tan: real((x) => `tan(${x})`),
  cot: real((x) => `k_real_div(1.0, tan(${x}))`),
  asin: inRange('asin'),
  acos: inRange('acos'),
  atan: real((x) => `atan(${x})`),
  atan2: fn('real', ['real', 'real'], (y, x) => `atan2(${y}, ${x})`),
  pi: fn('real', [], () => 'pi()'),
  degrees: real((x) => `degrees(${x})`),
  radians: real((x) => `radians(${x})`),
  gamma: real((x) => `CASE WHEN ${x} <= 0 AND floor(${x}) = ${x} THEN ${NAN} ELSE gamma(${x}) END`),
  loggamma: real((x) => `CASE WHEN ${x} <= 0 AND floor(${x}) = ${x} THEN CAST('inf' AS DOUBLE) ELSE lgamma(${x}) END`),
  isnan: fn('bool', ['real'], (x) => `coalesce(isnan(${x}), FALSE)`),
  isinf: fn('bool', ['real'], (x) => `coalesce(isinf(${x}), FALSE)`),
  isfinite: fn('bool', ['real'], (x) => `coalesce(NOT isnan(${x}) AND NOT isinf(${x}), FALSE)`),
  binary_and: bits('&'),
  binary_or: bits('|'),
  binary_xor: fn('long', ['long', 'long'], (a, b) => `xor(${a}, ${b})`),
  binary_not: fn('long', ['long'], (a) => `(~${a})`),
  binary_shift_left: fn('long', ['long', 'long'], (a, b) => `TRY(${a} << CAST(${b} % 64 AS BIGINT))`),
  binary_shift_right: fn('long', ['long', 'long'], (a, b) => `TRY(${a} >> CAST(${b} % 64 AS BIGINT))`),
  bitset_count_ones: fn('long', ['long'], (a) => `CAST(bit_count(${a}) AS BIGINT)`),
  rand: fn('real', ['any'], () => 'random()', { optional: 1 }),
  hash_sha256: fn('string', ['string'], (s) => `k_hash(${s}, 'sha256')`),
  hash_sha1: fn('string', ['string'], (s) => `k_hash(${s}, 'sha1')`),
  hash_md5: fn('string', ['string'], (s) => `k_hash(${s}, 'md5')`),
  new_guid: fn('guid', [], () => 'CAST(uuid() AS VARCHAR)'),
};
