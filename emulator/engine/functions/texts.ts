import { escapeRegex } from '@/emulator/engine/compare';
import { pattern, widened } from '@/emulator/engine/patterns';
import { refusal } from '@/emulator/engine/read-tree';
import { quote, type Value } from '@/emulator/engine/sql';
import { as } from '@/emulator/engine/types';
import { allArgs, type Build, type Call, constantText, fn, type Registry } from './define';

const text = (value: Value) => as(value, 'string');

function strcat(call: Call): Value {
  const parts = allArgs(call).map(text);
  return { sql: parts.length === 0 ? "''" : `(${parts.join(' || ')})`, type: 'string' };
}

function strcatDelim(call: Call): Value {
  const [delimiter, ...parts] = allArgs(call).map(text);
  return { sql: `concat_ws(${delimiter}, ${parts.join(', ')})`, type: 'string' };
}

/** `substring(s, start, length)`: a negative start counts from the end; past either end gives `''` (measured). */
function substring(call: Call): Value {
  const s = text(call.arg(0));
  const start = as(call.arg(1), 'long');
  const from = `CASE WHEN ${start} >= 0 THEN ${start} WHEN length(${s}) + ${start} >= 0 THEN length(${s}) + ${start} ELSE length(${s}) END`;
  const sql =
    call.node.args.length > 2
      ? `substring(${s}, ${from} + 1, greatest(${as(call.arg(2), 'long')}, 0))`
      : `substring(${s}, ${from} + 1)`;
  return { sql: `coalesce(${sql}, '')`, type: 'string' };
}

/** Null for an empty needle (measured); `-1` when it does not occur. */
function indexOf(call: Call): Value {
  const { args } = call.node;
  const s = text(call.arg(0));
  const needle = text(call.arg(1));
  const start = args.length > 2 ? as(call.arg(2), 'long') : '0';
  const length = args.length > 3 ? as(call.arg(3), 'long') : '-1';
  const occurrence = args.length > 4 ? as(call.arg(4), 'long') : '1';
  return { sql: `k_indexof(${s}, ${needle}, ${start}, ${length}, ${occurrence})`, type: 'long' };
}

/** `extract(regex, group, text [, typeof(x)])`; no match gives `''` or null. */
function extract(call: Call): Value {
  const regex = pattern(call.arg(0));
  const group = call.arg(1);
  const s = text(call.arg(2));
  if (typeof group.constant !== 'bigint') throw refusal(call.node.place, 'extract with a computed group');
  const found: Value = { sql: `coalesce(regexp_extract(${s}, ${regex}, ${group.constant}), '')`, type: 'string' };
  const wanted = call.node.args[3];
  const type = wanted?.kind === 'type' ? wanted.types[0] : undefined;
  return type === undefined ? found : { sql: as(found, type), type };
}

/** All matches: of one group an array of text, of several an array of arrays; none gives null. */
function extractAll(call: Call): Value {
  const { args, place } = call.node;
  const regex = call.arg(0);
  if (typeof regex.constant !== 'string') throw refusal(place, 'extract_all with a computed regex');
  const source = widened(regex.constant);
  const s = text(call.arg(args.length - 1));
  const names = groupNames(regex.constant);
  const chosen = args.length > 2 ? chosenGroups(call.arg(1), names) : names.map((_, index) => index + 1);
  if (chosen === null) throw refusal(place, 'extract_all with computed groups');
  if (chosen.length === 0)
    throw call.t.semanticError(place, 'extract_all(): the regex has no capturing group.', 'extract_all');
  const lists = chosen.map((group) => `regexp_extract_all(${s}, ${quote(source)}, ${group})`);
  const first = lists[0] ?? '[]';
  const rows =
    lists.length === 1
      ? first
      : `list_transform(range(len(${first})), lambda i: [${lists.map((list) => `coalesce((${list})[i + 1], '')`).join(', ')}])`;
  return { sql: `CASE WHEN len(${first}) > 0 THEN to_json(${rows}) END`, type: 'dynamic' };
}

function groupNames(regex: string): (string | null)[] {
  const names: (string | null)[] = [];
  let inClass = false;
  for (let index = 0; index < regex.length; index++) {
    const char = regex[index];
    if (char === '\\') index++;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '(' && !inClass) {
      const rest = regex.slice(index + 1);
      const named = /^\?P?<([A-Za-z_]\w*)>/.exec(rest)?.[1];
      if (named !== undefined) names.push(named);
      else if (!rest.startsWith('?')) names.push(null);
    }
  }
  return names;
}

function chosenGroups(value: Value, names: (string | null)[]): number[] | null {
  if (typeof value.constant !== 'string') return null;
  const list: unknown = JSON.parse(value.constant);
  if (!Array.isArray(list)) return null;
  return list.map((item) => (typeof item === 'number' ? item : names.indexOf(String(item)) + 1));
}

/** `split(s, delimiter [, index])`: with an index an array of one, or null when there is no such part. */
function split(call: Call): Value {
  const s = text(call.arg(0));
  const delimiter = text(call.arg(1));
  const isSplit = typeof call.arg(1).constant === 'string' && call.arg(1).constant !== '';
  const pieces = `string_split(${s}, ${delimiter})`;
  const parts = isSplit ? pieces : `CASE WHEN ${delimiter} = '' THEN [${s}] ELSE ${pieces} END`;
  if (call.node.args.length < 3) return { sql: `to_json(${parts})`, type: 'dynamic' };
  const index = as(call.arg(2), 'long');
  return {
    sql: `CASE WHEN ${index} >= 0 AND ${index} < len(${parts}) THEN to_json([(${parts})[${index} + 1]]) END`,
    type: 'dynamic',
  };
}

/** One match of the regex comes off each end it stands at, not as many as there are. */
function trim(start: boolean, end: boolean): Build {
  return (call) => {
    const regex = call.arg(0);
    const s = text(call.arg(1));
    const source =
      typeof regex.constant === 'string' ? quote(`(?:${widened(regex.constant)})`) : `('(?:' || ${text(regex)} || ')')`;
    const without = (value: string, whole: string) => `regexp_replace(${value}, ${whole}, '')`;
    let sql = s;
    if (start) sql = without(sql, `'^' || ${source}`);
    if (end) sql = without(sql, `${source} || '$'`);
    return { sql, type: 'string' };
  };
}

function replaceRegex(call: Call): Value {
  const s = text(call.arg(0));
  const replacement = text(call.arg(2));
  return {
    sql: `coalesce(TRY(regexp_replace(${s}, ${pattern(call.arg(1))}, ${replacement}, 'g')), ${s})`,
    type: 'string',
  };
}

/** Occurrences; plain text may overlap (docs: countof()). */
function countOf(call: Call): Value {
  const s = text(call.arg(0));
  const needle = call.arg(1);
  const regex = call.node.args.length > 2 && constantText(call, 2).toLowerCase() === 'regex';
  if (regex) return { sql: `CAST(len(regexp_extract_all(${s}, ${pattern(needle)})) AS BIGINT)`, type: 'long' };
  return { sql: `k_countof(${s}, ${text(needle)})`, type: 'long' };
}

function matchesAny(call: Call): Value {
  const s = text(call.arg(0));
  const list = call.arg(1);
  const test = `list_position(list_transform(k_items(${list.sql}), lambda e: k_has(${s}, coalesce(json_extract_string(e, '$'), ''))), TRUE)`;
  return { sql: `CAST(coalesce(${test}, 0) - 1 AS BIGINT)`, type: 'long' };
}

function replaceStrings(call: Call): Value {
  const [s, from, to] = allArgs(call);
  if (!s || !from || !to) throw refusal(call.node.place, 'replace_strings');
  const json = (value: Value) => `coalesce(CAST(${as(value, 'dynamic')} AS VARCHAR), '')`;
  return { sql: `k_replace_strings(${text(s)}, ${json(from)}, ${json(to)})`, type: 'string' };
}

/** Text of code points, given one by one or as arrays. */
function makeString(call: Call): Value {
  const parts = allArgs(call).map((value) =>
    value.type === 'dynamic'
      ? `array_to_string(list_transform(k_items(${value.sql}), lambda e: chr(CAST(k_json_to_long(e) AS INTEGER))), '')`
      : `coalesce(TRY(chr(CAST(${as(value, 'long')} AS INTEGER))), '')`,
  );
  return { sql: `coalesce(${parts.join(' || ')}, '')`, type: 'string' };
}

const codepoints = fn(
  'dynamic',
  ['string'],
  (s) =>
    `CASE WHEN ${s} = '' THEN CAST('[]' AS JSON) ELSE to_json(list_transform(string_split(${s}, ''), lambda c: unicode(c))) END`,
);

const test = (name: string): Build => fn('bool', ['string', 'string'], (s, n) => `k_${name}(${s}, ${n})`);

export const texts: Registry = {
  strcat,
  strcat_delim: strcatDelim,
  strlen: fn('long', ['string'], (s) => `length(${s})`),
  string_size: fn('long', ['string'], (s) => `strlen(${s})`),
  tolower: fn('string', ['string'], (s) => `lower(${s})`),
  toupper: fn('string', ['string'], (s) => `upper(${s})`),
  substring,
  indexof: indexOf,
  indexof_regex: (call) => {
    const { args } = call.node;
    const number = (index: number, fallback: string) => (args.length > index ? as(call.arg(index), 'long') : fallback);
    return {
      sql: `k_indexof_regex(${text(call.arg(0))}, ${text(call.arg(1))}, ${number(2, '0')}, ${number(3, '-1')}, ${number(4, '1')})`,
      type: 'long',
    };
  },
  extract,
  extract_all: extractAll,
  extractall: extractAll,
  split,
  trim: trim(true, true),
  trim_start: trim(true, false),
  trim_end: trim(false, true),
  replace_regex: replaceRegex,
  replace: (call) => {
    const s = text(call.arg(2));
    return {
      sql: `coalesce(TRY(regexp_replace(${s}, ${pattern(call.arg(0))}, ${text(call.arg(1))}, 'g')), ${s})`,
      type: 'string',
    };
  },
  replace_string: fn(
    'string',
    ['string', 'string', 'string'],
    (s, from, to) => `CASE WHEN ${from} = '' THEN ${s} ELSE replace(${s}, ${from}, ${to}) END`,
  ),
  replace_strings: replaceStrings,
  reverse: fn('string', ['string'], (s) => `reverse(${s})`),
  repeat: (call) => {
    const value = call.arg(0);
    if (value.type === 'dynamic')
      throw call.t.semanticError(call.node.place, 'repeat(): the value cannot be dynamic.', 'repeat');
    const count = as(call.arg(1), 'long');
    return {
      sql: `CASE WHEN ${count} >= 0 THEN to_json(list_transform(range(${count}), lambda i: ${as(value, 'dynamic')})) END`,
      type: 'dynamic',
    };
  },
  strrep: fn(
    'string',
    ['string', 'long', 'string'],
    (s, count, delimiter) =>
      delimiter === undefined
        ? `repeat(${s}, ${count})`
        : `array_to_string(list_transform(range(${count}), lambda i: ${s}), ${delimiter})`,
    { optional: 1 },
  ),
  strcmp: fn('int', ['string', 'string'], (a, b) => `CASE WHEN ${a} < ${b} THEN -1 WHEN ${a} > ${b} THEN 1 ELSE 0 END`),
  countof: countOf,
  translate: fn('string', ['string', 'string', 'string'], (from, to, s) => `k_translate(${from}, ${to}, ${s})`),
  has_any_index: matchesAny,
  hasprefix: test('hasprefix'),
  hassuffix: test('hassuffix'),
  regex_quote: (call) => {
    const value = call.arg(0);
    if (typeof value.constant === 'string') return { sql: quote(escapeRegex(value.constant)), type: 'string' };
    return { sql: `regexp_escape(${text(value)})`, type: 'string' };
  },
  isascii: fn('bool', ['string'], (s) => `regexp_full_match(${s}, '[\\x00-\\x7f]*', 's')`),
  isutf8: fn('bool', ['string'], () => 'TRUE'),
  unicode_codepoints_to_string: makeString,
  unicode_codepoints_from_string: codepoints,
  make_string: makeString,
  to_utf8: codepoints,
  url_encode: fn('string', ['string'], (s) => `k_url_encode(${s}, TRUE)`),
  url_encode_component: fn('string', ['string'], (s) => `k_url_encode(${s}, FALSE)`),
  url_decode: fn('string', ['string'], (s) => `k_url_decode(${s})`),
  base64_encode_tostring: fn('string', ['string'], (s) => `to_base64(encode(${s}))`),
  base64_encodestring: fn('string', ['string'], (s) => `to_base64(encode(${s}))`),
  base64_decode_tostring: fn('string', ['string'], (s) => `k_base64_decode(${s})`),
  base64_decodestring: fn('string', ['string'], (s) => `k_base64_decode(${s})`),
  parse_url: fn('dynamic', ['string'], (s) => `CAST(k_parse_url(${s}) AS JSON)`),
  parse_urlquery: fn('dynamic', ['string'], (s) => `CAST(k_parse_query(${s}) AS JSON)`),
  parse_path: fn('dynamic', ['string'], (s) => `CAST(k_parse_path(${s}) AS JSON)`),
  parse_version: fn('decimal', ['string'], (s) => `CAST(k_parse_version(${s}) AS DECIMAL(38,12))`),
  format_bytes: fn(
    'string',
    ['real', 'int', 'string'],
    (n, digits, unit) => `k_format_bytes(${n}, ${digits ?? '0'}, ${unit ?? "''"})`,
    { optional: 2 },
  ),
};
