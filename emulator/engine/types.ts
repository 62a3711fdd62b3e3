import type { KustoType } from './contract';
import { isNullConstant, quote, STORAGE, type Value } from './sql';
import type { LiteralValue } from './syntax';

/** One table of conversions; `null` in it means the value is lost. Nothing in here throws at run time. */

type Rule = (sql: string) => string;

const TO_STRING: Record<KustoType, Rule> = {
  bool: (x) => `CASE WHEN ${x} THEN 'True' WHEN NOT ${x} THEN 'False' ELSE '' END`,
  int: (x) => `coalesce(CAST(${x} AS VARCHAR), '')`,
  long: (x) => `coalesce(CAST(${x} AS VARCHAR), '')`,
  real: (x) => `coalesce(k_real_text(${x}), '')`,
  decimal: (x) => `coalesce(k_decimal_text(${x}), '')`,
  string: (x) => x,
  guid: (x) => `coalesce(${x}, '')`,
  datetime: (x) => `coalesce(k_datetime_text(${x}), '')`,
  timespan: (x) => `coalesce(k_timespan_text(${x}), '')`,
  dynamic: (x) => `coalesce(json_extract_string(${x}, '$'), '')`,
};

const TO_LONG: Partial<Record<KustoType, Rule>> = {
  bool: (x) => `CAST(${x} AS BIGINT)`,
  int: (x) => `CAST(${x} AS BIGINT)`,
  long: (x) => x,
  real: (x) => `k_real_to_long(${x})`,
  decimal: (x) => `TRY_CAST(trunc(${x}) AS BIGINT)`,
  string: (x) => `k_text_to_long(${x})`,
  datetime: (x) => x,
  timespan: (x) => x,
  dynamic: (x) => `k_json_to_long(${x})`,
};

const TO_REAL: Partial<Record<KustoType, Rule>> = {
  bool: (x) => `CAST(${x} AS DOUBLE)`,
  int: (x) => `CAST(${x} AS DOUBLE)`,
  long: (x) => `CAST(${x} AS DOUBLE)`,
  real: (x) => x,
  decimal: (x) => `CAST(${x} AS DOUBLE)`,
  string: (x) => `k_text_to_real(${x})`,
  datetime: (x) => `CAST(${x} AS DOUBLE)`,
  timespan: (x) => `CAST(${x} AS DOUBLE)`,
  dynamic: (x) => `k_json_to_real(${x})`,
};

const TO_INT: Partial<Record<KustoType, Rule>> = {
  bool: (x) => `CAST(${x} AS INTEGER)`,
  int: (x) => x,
  // The engine keeps the low 32 bits (measured).
  long: (x) => `k_int32(${x})`,
  real: (x) => `k_real_to_int(${x})`,
  decimal: (x) => `TRY_CAST(trunc(${x}) AS INTEGER)`,
  string: (x) => `TRY_CAST(k_text_to_long(${x}) AS INTEGER)`,
  datetime: (x) => `TRY_CAST(${x} AS INTEGER)`,
  timespan: (x) => `TRY_CAST(${x} AS INTEGER)`,
  dynamic: (x) => `TRY_CAST(k_json_to_long(${x}) AS INTEGER)`,
};

const TO_DECIMAL: Partial<Record<KustoType, Rule>> = {
  bool: (x) => `CAST(CAST(${x} AS INTEGER) AS DECIMAL(38,12))`,
  int: (x) => `CAST(${x} AS DECIMAL(38,12))`,
  long: (x) => `CAST(${x} AS DECIMAL(38,12))`,
  real: (x) => `TRY_CAST(${x} AS DECIMAL(38,12))`,
  decimal: (x) => x,
  string: (x) => `TRY_CAST(${x} AS DECIMAL(38,12))`,
  dynamic: (x) => `TRY_CAST(json_extract_string(${x}, '$') AS DECIMAL(38,12))`,
};

const TO_BOOL: Partial<Record<KustoType, Rule>> = {
  bool: (x) => x,
  int: (x) => `(${x} <> 0)`,
  long: (x) => `(${x} <> 0)`,
  real: (x) => `(${x} <> 0)`,
  decimal: (x) => `(${x} <> 0)`,
  string: (x) => `k_text_to_bool(${x})`,
  dynamic: (x) => `k_json_to_bool(${x})`,
};

const TO_DATETIME: Partial<Record<KustoType, Rule>> = {
  int: (x) => `k_number_to_datetime(CAST(${x} AS BIGINT))`,
  long: (x) => `k_number_to_datetime(${x})`,
  real: (x) => `k_number_to_datetime(k_real_to_long(${x}))`,
  string: (x) => `k_text_to_datetime(${x})`,
  datetime: (x) => x,
  dynamic: (x) => `k_json_to_datetime(${x})`,
};

const TO_TIMESPAN: Partial<Record<KustoType, Rule>> = {
  int: (x) => `CAST(${x} AS BIGINT)`,
  long: (x) => x,
  real: (x) => `k_real_to_long(${x})`,
  string: (x) => `k_text_to_timespan(${x})`,
  timespan: (x) => x,
  datetime: (x) => x,
  dynamic: (x) => `k_json_to_timespan(${x})`,
};

const TO_GUID: Partial<Record<KustoType, Rule>> = {
  guid: (x) => x,
  string: (x) => `k_text_to_guid(${x})`,
  dynamic: (x) => `k_text_to_guid(coalesce(json_extract_string(${x}, '$'), ''))`,
};

const TO_DYNAMIC: Record<KustoType, Rule> = {
  bool: (x) => `to_json(${x})`,
  int: (x) => `to_json(${x})`,
  long: (x) => `to_json(${x})`,
  real: (x) => `k_real_json(${x})`,
  decimal: (x) => `to_json(k_decimal_text(${x}))`,
  string: (x) => `to_json(${x})`,
  guid: (x) => `to_json(${x})`,
  datetime: (x) => `to_json(k_datetime_text(${x}))`,
  timespan: (x) => `to_json(k_timespan_text(${x}))`,
  dynamic: (x) => x,
};

const CONVERSIONS: Record<KustoType, Partial<Record<KustoType, Rule>>> = {
  string: TO_STRING,
  long: TO_LONG,
  int: TO_INT,
  real: TO_REAL,
  decimal: TO_DECIMAL,
  bool: TO_BOOL,
  datetime: TO_DATETIME,
  timespan: TO_TIMESPAN,
  guid: TO_GUID,
  dynamic: TO_DYNAMIC,
};

/** SQL of `value` as `type`, or `null` when Kusto knows no such conversion. */
export function convert(value: Value, type: KustoType): string | null {
  if (value.type === type) return value.sql;
  if (value.type === 'dynamic' && isNullConstant(value)) return literal(null, type).sql;
  return CONVERSIONS[type][value.type]?.(value.sql) ?? null;
}

/** `value` as `type`, where what cannot be converted is null. */
export function as(value: Value, type: KustoType): string {
  return convert(value, type) ?? literal(null, type).sql;
}

export function isNumber(type: KustoType): boolean {
  return type === 'int' || type === 'long' || type === 'real' || type === 'decimal';
}

export function isInteger(type: KustoType): boolean {
  return type === 'int' || type === 'long';
}

/** The type two values meet in when compared, chosen between or united; `null` when they have none. */
export function commonType(a: KustoType, b: KustoType): KustoType | null {
  if (a === b) return a;
  if (a === 'dynamic') return b;
  if (b === 'dynamic') return a;
  if (isNumber(a) && isNumber(b)) {
    if (a === 'decimal' || b === 'decimal') return 'decimal';
    return a === 'real' || b === 'real' ? 'real' : 'long';
  }
  if ((a === 'bool' && isNumber(b)) || (b === 'bool' && isNumber(a))) return 'long';
  if ((a === 'guid' && b === 'string') || (a === 'string' && b === 'guid')) return 'string';
  if ((a === 'timespan' && isInteger(b)) || (b === 'timespan' && isInteger(a))) return 'timespan';
  if ((a === 'datetime' && isInteger(b)) || (b === 'datetime' && isInteger(a))) return 'datetime';
  return null;
}

export function literal(value: LiteralValue, type: KustoType): Value {
  return { sql: literalSql(value, type), type, constant: value };
}

function literalSql(value: LiteralValue, type: KustoType): string {
  if (value === null) return type === 'string' ? "''" : `CAST(NULL AS ${STORAGE[type]})`;
  switch (type) {
    case 'string':
    case 'guid':
      return quote(String(value));
    case 'bool':
      return value ? 'TRUE' : 'FALSE';
    case 'real':
      return realLiteral(Number(value));
    case 'decimal':
      return `CAST(${quote(String(value))} AS DECIMAL(38,12))`;
    case 'dynamic':
      return `CAST(${quote(String(value))} AS JSON)`;
    default:
      // The smallest long has no positive twin, so `-9223372036854775808` is not a literal of its type.
      return String(value).startsWith('-')
        ? `CAST('${value}' AS ${STORAGE[type]})`
        : `CAST(${value} AS ${STORAGE[type]})`;
  }
}

function realLiteral(value: number): string {
  if (Number.isNaN(value)) return "CAST('nan' AS DOUBLE)";
  if (!Number.isFinite(value)) return `CAST('${value > 0 ? 'inf' : '-inf'}' AS DOUBLE)`;
  return Object.is(value, -0) ? "CAST('-0.0' AS DOUBLE)" : `CAST(${value} AS DOUBLE)`;
}
