import { refusal } from '@/emulator/engine/read-tree';
import { quote, type Value } from '@/emulator/engine/sql';
import { as, literal } from '@/emulator/engine/types';
import { allArgs, type Build, type Call, fn, type Registry } from './define';

/** Arrays and property bags. What SQL does not do in a line is done on the JSON text by `udf.ts`. */

const json = (value: Value) => as(value, 'dynamic');

const lengthOf = fn(
  'long',
  ['dynamic'],
  (d) => `CASE WHEN json_type(${d}) = 'ARRAY' THEN CAST(json_array_length(${d}) AS BIGINT) END`,
);

/** Of a list in the query text the length is known before the query runs. */
function arrayLength(call: Call): Value {
  const elements = call.node.args.length === 1 ? call.arg(0).standsIn?.elements : null;
  return elements ? literal(BigInt(elements.length), 'long') : lengthOf(call);
}

function packArray(call: Call): Value {
  const [first] = call.node.args;
  const values =
    first?.kind === 'star'
      ? call.scope.columns.map((column): Value => ({ sql: column.id, type: column.type }))
      : allArgs(call);
  return { sql: `CAST(json_array(${values.map(json).join(', ')}) AS JSON)`, type: 'dynamic' };
}

/** Null values stay in the bag: a name was given for each. */
function pack(call: Call): Value {
  const values = allArgs(call);
  const pairs = values.map((value, index) => (index % 2 === 0 ? as(value, 'string') : json(value)));
  return {
    sql: pairs.length === 0 ? `CAST('{}' AS JSON)` : `CAST(json_object(${pairs.join(', ')}) AS JSON)`,
    type: 'dynamic',
  };
}

function packColumns(call: Call, names: { name: string; value: Value }[]): Value {
  const pairs = names.flatMap(({ name, value }) => [quote(name), json(value)]);
  if (call.node.name === 'pack_all' && call.node.args.length > 1) throw refusal(call.node.place, 'pack_all(true)');
  return {
    sql: pairs.length === 0 ? `CAST('{}' AS JSON)` : `CAST(json_object(${pairs.join(', ')}) AS JSON)`,
    type: 'dynamic',
  };
}

function packAll(call: Call): Value {
  return packColumns(
    call,
    call.scope.columns.map((column) => ({ name: column.name, value: { sql: column.id, type: column.type } })),
  );
}

function packNamed(call: Call): Value {
  return packColumns(
    call,
    call.node.args.map((node, index) => ({
      name: node.kind === 'column' ? node.column : node.autoName,
      value: call.arg(index),
    })),
  );
}

/** `range()` stops at 1 048 576 elements (measured); without the cap one query takes all the memory. */
const RANGE_LIMIT = 1_048_576;

function range(call: Call): Value {
  const from = call.arg(0);
  const to = call.arg(1);
  const step = call.node.args.length > 2 ? call.arg(2) : null;
  const time = from.type === 'datetime' || from.type === 'timespan';
  const type = time ? from.type : [from, to, step].some((value) => value?.type === 'real') ? 'real' : 'long';
  const stepType = from.type === 'datetime' ? 'timespan' : type;
  const [a, b] = [as(from, type), as(to, type)];
  const by = step === null ? (time ? '36000000000' : '1') : as(step, stepType);
  const count = type === 'real' ? `floor((${b} - ${a}) / ${by} + 1e-9)` : `((${b} - ${a}) // ${by})`;
  const size = `CASE WHEN ${by} = 0 OR (${b} < ${a} AND ${by} > 0) OR (${b} > ${a} AND ${by} < 0) THEN 0 ELSE least(CAST(${count} AS BIGINT) + 1, ${RANGE_LIMIT}) END`;
  const item = as({ sql: `(${a} + i * ${by})`, type }, 'dynamic');
  return {
    sql: `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL AND ${by} IS NOT NULL THEN to_json(list_transform(range(${size}), lambda i: ${item})) END`,
    type: 'dynamic',
  };
}

/** A function of `udf.ts` over JSON text: NULL travels as the text `null`, and comes back as NULL. */
function onJson(name: string, ...extras: string[]): string {
  return `k_nn(CAST(${name}(${extras.join(', ')}) AS JSON))`;
}

export function jsonText(sql: string): string {
  return `coalesce(CAST(${sql} AS VARCHAR), 'null')`;
}

/** All arguments as one JSON array, handed to one function of `udf.ts`. */
function viaUdf(operation: string): Build {
  return (call) => {
    const parts = allArgs(call).map((value) => jsonText(json(value)));
    const list = `('[' || ${parts.join(` || ',' || `)} || ']')`;
    return { sql: onJson('k_dynamic', `'${operation}'`, list), type: 'dynamic' };
  };
}

function typedUdf(operation: string, type: 'long' | 'bool' | 'real'): Build {
  const build = viaUdf(operation);
  return (call) => ({ sql: as(build(call), type), type });
}

function strcatArray(call: Call): Value {
  const list = json(call.arg(0));
  const delimiter = call.arg(1);
  if (delimiter.constant === undefined)
    return {
      sql: as(
        {
          sql: onJson(
            'k_dynamic',
            `'join'`,
            `('[' || ${jsonText(list)} || ',' || CAST(to_json(${as(delimiter, 'string')}) AS VARCHAR) || ']')`,
          ),
          type: 'dynamic',
        },
        'string',
      ),
      type: 'string',
    };
  const parts = `list_transform(k_items(${list}), lambda e: coalesce(json_extract_string(e, '$'), ''))`;
  return { sql: `coalesce(array_to_string(${parts}, ${as(delimiter, 'string')}), '')`, type: 'string' };
}

export const dynamics: Registry = {
  pack_array: packArray,
  pack,
  bag_pack: pack,
  pack_dictionary: pack,
  pack_all: packAll,
  bag_pack_columns: packNamed,
  range,
  array_length: arrayLength,
  arraylength: arrayLength,
  bag_keys: fn('dynamic', ['dynamic'], (d) => `CASE WHEN json_type(${d}) = 'OBJECT' THEN to_json(json_keys(${d})) END`),
  bag_has_key: (call) => {
    const bag = json(call.arg(0));
    const key = as(call.arg(1), 'string');
    const found = `CASE WHEN starts_with(${key}, '$') THEN json_exists(${bag}, ${key}) ELSE list_contains(json_keys(${bag}), ${key}) END`;
    return { sql: `(CASE WHEN json_type(${bag}) = 'OBJECT' THEN ${found} END)`, type: 'bool' };
  },
  array_concat: viaUdf('concat'),
  array_slice: viaUdf('slice'),
  array_split: viaUdf('split'),
  array_reverse: viaUdf('reverse'),
  array_rotate_left: viaUdf('rotate_left'),
  array_rotate_right: viaUdf('rotate_right'),
  array_shift_left: viaUdf('shift_left'),
  array_shift_right: viaUdf('shift_right'),
  array_sum: typedUdf('sum', 'real'),
  array_index_of: typedUdf('index_of', 'long'),
  array_iff: viaUdf('iff'),
  array_iif: viaUdf('iff'),
  zip: viaUdf('zip'),
  set_union: viaUdf('union'),
  set_intersect: viaUdf('intersect'),
  set_difference: viaUdf('difference'),
  set_has_element: typedUdf('has_element', 'bool'),
  bag_merge: viaUdf('merge'),
  bag_remove_keys: viaUdf('remove_keys'),
  bag_set_key: viaUdf('set_key'),
  bag_zip: viaUdf('bag_zip'),
  treepath: viaUdf('treepath'),
  array_sort_asc: viaUdf('sort_asc'),
  array_sort_desc: viaUdf('sort_desc'),
  jaccard_index: typedUdf('jaccard', 'real'),
  array_strcat: strcatArray,
  strcat_array: strcatArray,
  set_equals: typedUdf('equals', 'bool'),
  parse_csv: fn('dynamic', ['string'], (s) => `CAST(k_parse_csv(${s}) AS JSON)`),
  parse_command_line: fn(
    'dynamic',
    ['string', 'string'],
    (s, parser) => `k_nn(CAST(k_parse_command_line(${s}, ${parser}) AS JSON))`,
  ),
  base64_decode_toarray: fn('dynamic', ['string'], (s) => `k_nn(CAST(k_base64_bytes(${s}) AS JSON))`),
  base64_encode_fromarray: fn('string', ['dynamic'], (d) => `k_base64_of(${jsonText(d)})`),
  extractjson: extractJson,
  extract_json: extractJson,
};

/** `extract_json(path, text [, typeof(x)])`. */
function extractJson(call: Call): Value {
  const path = call.arg(0);
  const found: Value = {
    sql: `k_at(k_parse_json(${as(call.arg(1), 'string')}), ${as(path, 'string')})`,
    type: 'dynamic',
  };
  const wanted = call.node.args[2];
  const type = wanted?.kind === 'type' ? (wanted.types[0] ?? 'string') : 'string';
  return { sql: as(found, type), type };
}
