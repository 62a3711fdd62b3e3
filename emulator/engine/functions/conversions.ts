import type { KustoType } from '@/emulator/engine/contract';
import { quote, type Value } from '@/emulator/engine/sql';
import { as, convert, literal } from '@/emulator/engine/types';
import { type Build, type Call, fn, type Registry } from './define';

/** Conversions give null where they fail, never an error; a failed `tostring` gives `''`. */
function to(type: KustoType): Build {
  return (call) => {
    const value = call.arg(0);
    if (value.type === type) return value;
    // What `column_ifexists` gives for a column that is not there.
    if (value.type === 'string' && value.constant === '') return literal(null, type);
    return { sql: as(value, type), type };
  };
}

const TYPE_OF_JSON = `CASE json_type(j) WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'dictionary' WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'bool' WHEN 'DOUBLE' THEN 'double' WHEN 'BIGINT' THEN 'long' WHEN 'UBIGINT' THEN 'long' ELSE 'null' END`;

function getType(call: Call): Value {
  const value = call.arg(0);
  if (value.type === 'dynamic')
    return { sql: `(SELECT ${TYPE_OF_JSON} FROM (SELECT ${value.sql} AS j))`, type: 'string' };
  return { sql: quote(value.type === 'real' ? 'real' : value.type), type: 'string' };
}

function parseJson(call: Call): Value {
  const value = call.arg(0);
  if (value.type === 'dynamic') return value;
  if (value.type !== 'string') return { sql: convert(value, 'dynamic') ?? 'NULL', type: 'dynamic' };
  return { sql: `k_parse_json(${value.sql})`, type: 'dynamic' };
}

/** Two's complement of the argument's own width. */
function toHex(call: Call): Value {
  const value = call.arg(0);
  const bits = value.type === 'int' ? `(CAST(${value.sql} AS BIGINT) & 4294967295)` : as(value, 'long');
  const hex = `lower(hex(${bits}))`;
  if (call.node.args.length < 2) return { sql: `coalesce(${hex}, '')`, type: 'string' };
  const width = `CAST(${as(call.arg(1), 'long')} AS INTEGER)`;
  return {
    sql: `coalesce(CASE WHEN length(${hex}) < ${width} THEN lpad(${hex}, ${width}, '0') ELSE ${hex} END, '')`,
    type: 'string',
  };
}

export const conversions: Registry = {
  tostring: to('string'),
  tolong: to('long'),
  toint: to('int'),
  todouble: to('real'),
  toreal: to('real'),
  todecimal: to('decimal'),
  tobool: to('bool'),
  toboolean: to('bool'),
  todatetime: to('datetime'),
  totimespan: to('timespan'),
  totime: to('timespan'),
  toguid: to('guid'),
  todynamic: parseJson,
  toobject: parseJson,
  parse_json: parseJson,
  parsejson: parseJson,
  dynamic_to_json: fn('string', ['dynamic'], (d) => `k_sorted_json(CAST(${d} AS VARCHAR))`),
  gettype: getType,
  tohex: toHex,
};
