import type { KustoType } from './contract';
import { refusal } from './read-tree';
import type { Value } from './sql';
import type { Place } from './syntax';
import { as, commonType, isInteger, isNumber } from './types';

/** `+ - * / %`; `null` when the operator is none of them. */
export function arithmetic(operator: string, left: Value, right: Value, place: Place): Value | null {
  if (!['+', '-', '*', '/', '%'].includes(operator)) return null;
  const a = left.type;
  const b = right.type;
  if (isTime(a) || isTime(b)) return withTime(operator, left, right, place);
  const type = numericType(a, b);
  if (type === null) throw refusal(place, `operator ${operator} between ${a} and ${b}`);
  const x = as(left, type);
  const y = as(right, type);
  if (type === 'real') return { sql: realSql(operator, x, y), type };
  if (type === 'decimal') return { sql: decimalSql(operator, x, y), type };
  const sql = integerSql(operator, x, y);
  // The binder calls the product of two ints an int; the engine answers a long (measured).
  return { sql, type: 'long' };
}

function isTime(type: KustoType): boolean {
  return type === 'datetime' || type === 'timespan';
}

function numericType(a: KustoType, b: KustoType): 'long' | 'real' | 'decimal' | null {
  // The engine wants a cast on at least one side (measured).
  if (a === 'dynamic' && b === 'dynamic') return null;
  const type = commonType(a, b);
  if (type === null || !(isNumber(type) || type === 'bool')) return null;
  return type === 'real' || type === 'decimal' ? type : 'long';
}

function integerSql(operator: string, x: string, y: string): string {
  const macro = { '+': 'k_add', '-': 'k_sub', '*': 'k_mul', '/': 'k_div', '%': 'k_mod' }[operator];
  return `${macro}(${x}, ${y})`;
}

function realSql(operator: string, x: string, y: string): string {
  if (operator === '%') return `k_real_mod(${x}, ${y})`;
  // DuckDB gives NULL for a division by zero; IEEE gives an infinity or NaN, and so does Kusto.
  if (operator === '/') return `k_real_div(${x}, ${y})`;
  return `(${x} ${operator} ${y})`;
}

function decimalSql(operator: string, x: string, y: string): string {
  if (operator === '+' || operator === '-') return `TRY(CAST(${x} ${operator} ${y} AS DECIMAL(38,12)))`;
  const real =
    operator === '%'
      ? `k_real_mod(CAST(${x} AS DOUBLE), CAST(${y} AS DOUBLE))`
      : `(CAST(${x} AS DOUBLE) ${operator} CAST(${y} AS DOUBLE))`;
  return `TRY_CAST(${real} AS DECIMAL(38,12))`;
}

/** Ticks are plain integers, so everything but scaling a timespan is exact. */
function withTime(operator: string, left: Value, right: Value, place: Place): Value {
  const a = left.type === 'dynamic' ? 'timespan' : left.type;
  const b = right.type === 'dynamic' ? 'timespan' : right.type;
  const x = as(left, a);
  const y = as(right, b);
  if (operator === '+' || operator === '-') {
    const sql = operator === '+' ? `TRY(${x} + ${y})` : `TRY(${x} - ${y})`;
    const aTime = isTime(a) || isInteger(a);
    const bTime = isTime(b) || isInteger(b);
    if (aTime && bTime) {
      if (a === 'datetime' && b === 'datetime') {
        if (operator === '-') return { sql, type: 'timespan' };
      } else if (a === 'datetime' || b === 'datetime') return { sql: `k_datetime(${sql})`, type: 'datetime' };
      else return { sql, type: 'timespan' };
    }
  }
  if (operator === '*' && (a === 'timespan') !== (b === 'timespan')) {
    const [span, factor] = a === 'timespan' ? [x, right] : [y, left];
    if (isInteger(factor.type)) return { sql: `TRY(${span} * ${factor.sql})`, type: 'timespan' };
    return { sql: `k_real_to_long(CAST(${span} AS DOUBLE) * ${as(factor, 'real')})`, type: 'timespan' };
  }
  if (operator === '/' && a === 'timespan') {
    if (b === 'timespan') return { sql: `k_real_div(CAST(${x} AS DOUBLE), CAST(${y} AS DOUBLE))`, type: 'real' };
    if (isInteger(b)) return { sql: `k_div(${x}, ${y})`, type: 'timespan' };
    return { sql: `k_real_to_long(k_real_div(CAST(${x} AS DOUBLE), ${as(right, 'real')}))`, type: 'timespan' };
  }
  if (operator === '/' && a === 'datetime' && b === 'timespan') {
    return { sql: `k_real_div(CAST(${x} AS DOUBLE), CAST(${y} AS DOUBLE))`, type: 'real' };
  }
  if (operator === '%' && isTime(a) && (b === 'timespan' || isInteger(b)))
    return { sql: `k_mod(${x}, ${y})`, type: 'timespan' };
  throw refusal(place, `operator ${operator} between ${left.type} and ${right.type}`);
}
