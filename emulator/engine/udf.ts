import { createHash } from 'node:crypto';
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import { compareIpv4, formatIpv4, hasIpv4, ipv4InRange, ipv4Suffix, isPrivateIpv4, parseIpv4 } from './ipv4';
import { onDynamics } from './json-values';
import { parseKeyValues } from './key-values';
import {
  civilOf,
  formatTimespan,
  parseDatetime,
  parseTimespan,
  TICKS_PER_DAY,
  TICKS_PER_MILLISECOND,
  TICKS_PER_SECOND,
  UNIX_EPOCH_TICKS,
} from './time';

/**
 * The long tail of the runtime library, in JavaScript. It runs on the JavaScript thread at about a million strings a
 * second, so nothing that a filter over all console lines needs belongs here.
 * Any NULL argument gives NULL without a call.
 */
type Cell = string | bigint | boolean | number;
interface Udf {
  name: string;
  takes: DuckDBType[];
  gives: DuckDBType;
  run(...args: Cell[]): Cell | null;
}

const text = (value: Cell | undefined): string => String(value);
const ticks = (value: Cell | undefined): bigint => BigInt(value ?? 0);

const UDFS: Udf[] = [
  { name: 'k_text_to_datetime', takes: [VARCHAR], gives: BIGINT, run: (s) => parseDatetime(text(s)) },
  { name: 'k_text_to_timespan', takes: [VARCHAR], gives: BIGINT, run: (s) => parseTimespan(text(s), true) },
  { name: 'k_timespan_text', takes: [BIGINT], gives: VARCHAR, run: (t) => formatTimespan(ticks(t)) },
  {
    name: 'k_format_datetime',
    takes: [BIGINT, VARCHAR],
    gives: VARCHAR,
    run: (t, f) => formatCivil(ticks(t), text(f)),
  },
  { name: 'k_format_timespan', takes: [BIGINT, VARCHAR], gives: VARCHAR, run: (t, f) => formatSpan(ticks(t), text(f)) },
  {
    name: 'k_url_encode',
    takes: [VARCHAR, BOOLEAN],
    gives: VARCHAR,
    run: (s, plus) => urlEncode(text(s), plus === true),
  },
  { name: 'k_url_decode', takes: [VARCHAR], gives: VARCHAR, run: (s) => urlDecode(text(s)) },
  { name: 'k_base64_decode', takes: [VARCHAR], gives: VARCHAR, run: (s) => base64Decode(text(s)) },
  {
    name: 'k_hash',
    takes: [VARCHAR, VARCHAR],
    gives: VARCHAR,
    run: (s, name) => createHash(text(name)).update(text(s), 'utf8').digest('hex'),
  },
  { name: 'k_parse_url', takes: [VARCHAR], gives: VARCHAR, run: (s) => JSON.stringify(parseUrl(text(s))) },
  {
    name: 'k_parse_query',
    takes: [VARCHAR],
    gives: VARCHAR,
    run: (s) => JSON.stringify({ 'Query Parameters': queryOf(text(s)) }),
  },
  { name: 'k_parse_path', takes: [VARCHAR], gives: VARCHAR, run: (s) => JSON.stringify(parsePath(text(s))) },
  {
    name: 'k_indexof',
    takes: [VARCHAR, VARCHAR, BIGINT, BIGINT, BIGINT],
    gives: BIGINT,
    run: (s, n, start, length, nth) => indexOf(text(s), text(n), Number(start), Number(length), Number(nth)),
  },
  {
    name: 'k_indexof_regex',
    takes: [VARCHAR, VARCHAR, BIGINT, BIGINT, BIGINT],
    gives: BIGINT,
    run: (s, n, start, length, nth) => indexOfRegex(text(s), text(n), Number(start), Number(length), Number(nth)),
  },
  { name: 'k_parse_csv', takes: [VARCHAR], gives: VARCHAR, run: (s) => JSON.stringify(parseCsv(text(s))) },
  {
    name: 'k_parse_command_line',
    takes: [VARCHAR, VARCHAR],
    gives: VARCHAR,
    run: (s) => JSON.stringify(parseCommandLine(text(s))),
  },
  {
    name: 'k_base64_bytes',
    takes: [VARCHAR],
    gives: VARCHAR,
    run: (s) => (isBase64(text(s)) ? JSON.stringify([...Buffer.from(text(s), 'base64')]) : 'null'),
  },
  {
    name: 'k_base64_of',
    takes: [VARCHAR],
    gives: VARCHAR,
    run: (json) => Buffer.from(textsOf(text(json)).map(Number)).toString('base64'),
  },
  {
    name: 'k_shift_zone',
    takes: [BIGINT, VARCHAR, BOOLEAN],
    gives: BIGINT,
    run: (t, zone, toLocal) => shiftZone(ticks(t), text(zone), toLocal === true),
  },
  { name: 'k_countof', takes: [VARCHAR, VARCHAR], gives: BIGINT, run: (s, n) => countOf(text(s), text(n)) },
  {
    name: 'k_replace_strings',
    takes: [VARCHAR, VARCHAR, VARCHAR],
    gives: VARCHAR,
    run: (s, from, to) => replaceStrings(text(s), text(from), text(to)),
  },
  {
    name: 'k_translate',
    takes: [VARCHAR, VARCHAR, VARCHAR],
    gives: VARCHAR,
    run: (from, to, s) => translate(text(from), text(to), text(s)),
  },
  { name: 'k_parse_version', takes: [VARCHAR], gives: VARCHAR, run: (s) => parseVersion(text(s)) },
  {
    name: 'k_format_bytes',
    takes: [DOUBLE, INTEGER, VARCHAR],
    gives: VARCHAR,
    run: (n, digits, unit) => formatBytes(Number(n), Number(digits), text(unit)),
  },
  {
    name: 'k_parse_kv',
    takes: [VARCHAR, VARCHAR],
    gives: VARCHAR,
    run: (s, options) => parseKeyValues(text(s), text(options)),
  },
  {
    name: 'k_dynamic',
    takes: [VARCHAR, VARCHAR],
    gives: VARCHAR,
    run: (operation, args) => onDynamics(text(operation), text(args)),
  },
  { name: 'k_ipv4', takes: [VARCHAR, BIGINT], gives: BIGINT, run: (s, prefix) => parseIpv4(text(s), Number(prefix)) },
  { name: 'k_ipv4_suffix', takes: [VARCHAR], gives: BIGINT, run: (s) => ipv4Suffix(text(s)) },
  {
    name: 'k_ipv4_compare',
    takes: [VARCHAR, VARCHAR, BIGINT],
    gives: BIGINT,
    run: (a, b, prefix) => compareIpv4(text(a), text(b), Number(prefix)),
  },
  {
    name: 'k_ipv4_in_range',
    takes: [VARCHAR, VARCHAR],
    gives: BOOLEAN,
    run: (a, range) => ipv4InRange(text(a), text(range)),
  },
  {
    name: 'k_ipv4_in_any',
    takes: [VARCHAR, VARCHAR],
    gives: BOOLEAN,
    run: (a, ranges) => textsOf(text(ranges)).some((range) => ipv4InRange(text(a), range) === true),
  },
  { name: 'k_ipv4_is_private', takes: [VARCHAR], gives: BOOLEAN, run: (a) => isPrivateIpv4(text(a)) },
  {
    name: 'k_format_ipv4',
    takes: [VARCHAR, BIGINT, BOOLEAN],
    gives: VARCHAR,
    run: (a, prefix, mask) => formatIpv4(text(a), Number(prefix), mask === true),
  },
  {
    name: 'k_has_ipv4',
    takes: [VARCHAR, VARCHAR],
    gives: BOOLEAN,
    run: (s, list) => textsOf(text(list)).some((address) => hasIpv4(text(s), address, false)),
  },
  {
    name: 'k_has_ipv4_prefix',
    takes: [VARCHAR, VARCHAR],
    gives: BOOLEAN,
    run: (s, list) => textsOf(text(list)).some((address) => hasIpv4(text(s), address, true)),
  },
  { name: 'k_sorted_json', takes: [VARCHAR], gives: VARCHAR, run: (s) => sortedJson(text(s)) },
];

export function registerUdfs(connection: DuckDBConnection): void {
  for (const udf of UDFS) {
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name: udf.name,
        parameterTypes: udf.takes,
        returnType: udf.gives,
        mainFunction: (_info, input, output) => {
          const columns = udf.takes.map((_, index) => input.getColumnVector(index));
          for (let row = 0; row < input.rowCount; row++) {
            const args = columns.map((column) => column.getItem(row));
            output.setItem(row, args.includes(null) ? null : udf.run(...(args as Cell[])));
          }
          output.flush();
        },
      }),
    );
  }
}

/**
 * Numeric letters only; a run of letters gives that many digits. The engine rejects other letters before running.
 * `MMM` and `dddd` give repeated digits, not names (measured against the real engine).
 */
function formatCivil(value: bigint, format: string): string {
  const time = civilOf(value);
  return format.replace(/y+|M+|d+|H+|h+|m+|s+|f+|F+|t+/g, (run) => {
    const width = run.length;
    switch (run[0]) {
      case 'y':
        return width <= 2 ? pad(time.year % 100, width) : pad(time.year, width);
      case 'M':
        return pad(time.month, width);
      case 'd':
        return pad(time.day, width);
      case 'H':
        return pad(time.hour, width);
      case 'h':
        return pad(time.hour % 12 === 0 ? 12 : time.hour % 12, width);
      case 'm':
        return pad(time.minute, width);
      case 's':
        return pad(time.second, width);
      case 'f':
        return pad(time.fraction, 7).slice(0, width);
      case 'F':
        return pad(time.fraction, 7).slice(0, width).replace(/0+$/, '');
      default:
        return time.hour < 12 ? 'AM' : 'PM';
    }
  });
}

function formatSpan(value: bigint, format: string): string {
  const size = value < 0n ? -value : value;
  const days = size / TICKS_PER_DAY;
  const seconds = Number((size % TICKS_PER_DAY) / TICKS_PER_SECOND);
  const fraction = Number(size % TICKS_PER_SECOND);
  const body = format.replace(/d+|H+|h+|m+|s+|f+|F+/g, (run) => {
    const width = run.length;
    switch (run[0]) {
      case 'd':
        return pad(Number(days), width);
      case 'H':
      case 'h':
        return pad(Math.floor(seconds / 3600), width);
      case 'm':
        return pad(Math.floor(seconds / 60) % 60, width);
      case 's':
        return pad(seconds % 60, width);
      case 'f':
        return pad(fraction, 7).slice(0, width);
      default:
        return pad(fraction, 7).slice(0, width).replace(/0+$/, '');
    }
  });
  return value < 0n ? `-${body}` : body;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** Lower-case hex; `url_encode` writes a blank as `+` (measured), `url_encode_component` as `%20`. */
function urlEncode(value: string, plus: boolean): string {
  return [...Buffer.from(value, 'utf8')]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      if (/[A-Za-z0-9\-_.]/.test(char) || (plus && /[!()*]/.test(char))) return char;
      if (plus && char === ' ') return '+';
      return `%${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
}

function urlDecode(value: string): string {
  const bytes: number[] = [];
  const source = Buffer.from(value.replaceAll('+', ' '), 'utf8');
  for (let index = 0; index < source.length; index++) {
    const hex = source[index] === 0x25 ? source.toString('latin1', index + 1, index + 3) : '';
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      index += 2;
    } else {
      bytes.push(source[index] ?? 0);
    }
  }
  return Buffer.from(bytes).toString('utf8');
}

/** Text that is not base64, or bytes that are not UTF-8, give `''`. */
function base64Decode(value: string): string | null {
  if (!isBase64(value)) return '';
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'base64'));
  } catch {
    return '';
  }
}

function isBase64(value: string): boolean {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0;
}

/** One record; a doubled quote inside quotes is a quote. */
function parseCsv(value: string): string[] {
  const fields: string[] = [];
  let field = '';
  let inside = false;
  for (let at = 0; at < value.length; at++) {
    const char = value[at] ?? '';
    if (inside && char === '"' && value[at + 1] === '"') {
      field += char;
      at++;
    } else if (char === '"') inside = !inside;
    else if (!inside && char === ',') {
      fields.push(field);
      field = '';
    } else if (!inside && (char === '\n' || char === '\r')) break;
    else field += char;
  }
  return [...fields, field];
}

/** Windows rules: blanks separate, quotes hold together, a backslash escapes a quote. */
function parseCommandLine(value: string): string[] | null {
  const args = [...value.matchAll(/(?:[^\s"\\]|\\"|\\|"(?:[^"\\]|\\"|\\)*"?)+/g)].map(([part]) =>
    part.replace(/\\"|"/g, (quote) => (quote === '"' ? '' : '"')),
  );
  return args.length === 0 ? null : args;
}

function queryOf(query: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (const part of query.replace(/^\?/, '').split('&')) {
    if (part === '') continue;
    const [key = '', ...rest] = part.split('=');
    pairs[key] = rest.join('=');
  }
  return pairs;
}

function parseUrl(value: string): Record<string, unknown> {
  const match =
    /^([a-z][a-z0-9+.-]*):\/\/(?:([^:@/]*)(?::([^@/]*))?@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(
      value,
    );
  const [, scheme = '', user = '', password = '', host = '', port = '', path = '', query = '', fragment = ''] =
    match ?? [];
  return {
    Scheme: scheme,
    Host: host,
    Port: port,
    Path: path,
    Username: user,
    Password: password,
    'Query Parameters': queryOf(query),
    Fragment: fragment,
  };
}

function parsePath(value: string): Record<string, string> {
  const [, scheme = '', rest = value] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(value) ?? [];
  const [bare = '', stream = ''] = scheme === '' ? splitStream(rest) : [rest, ''];
  const [, root = ''] = /^(\w:)?/.exec(bare) ?? [];
  const cut = Math.max(bare.lastIndexOf('/'), bare.lastIndexOf('\\'));
  const file = bare.slice(cut + 1);
  const folder = cut < 0 ? '' : bare.slice(0, cut);
  const dot = file.lastIndexOf('.');
  return {
    Scheme: scheme,
    RootPath: root,
    DirectoryPath: folder,
    DirectoryName: folder.split(/[\\/]/).at(-1) ?? '',
    Filename: file,
    Extension: dot < 0 ? '' : file.slice(dot + 1),
    AlternateDataStreamName: stream,
  };
}

function splitStream(path: string): [string, string] {
  const colon = path.indexOf(':', 2);
  return colon < 0 ? [path, ''] : [path.slice(0, colon), path.slice(colon + 1)];
}

function sortedJson(value: string): string {
  return JSON.stringify(sorted(JSON.parse(value)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** `-1` when there is none; null for an empty needle or a start before the beginning (measured). */
function indexOf(value: string, needle: string, start: number, length: number, nth: number): bigint | null {
  if (needle === '' || nth < 1) return null;
  // Positions count characters, as strlen and substring do, where JavaScript counts UTF-16 units.
  const plain = !/[\ud800-\udbff]/.test(value);
  const size = plain ? value.length : [...value].length;
  const unitOf = (position: number) => (plain ? position : [...value].slice(0, position).join('').length);
  const from = start < 0 ? Math.max(size + start, 0) : start;
  const end = unitOf(length < 0 ? size : Math.min(from + length, size));
  let at = unitOf(from) - 1;
  for (let count = 0; count < nth; count++) {
    at = value.indexOf(needle, at + 1);
    if (at < 0 || at + needle.length > end) return -1n;
  }
  return BigInt(plain ? at : [...value.slice(0, at)].length);
}

function indexOfRegex(value: string, regex: string, start: number, length: number, nth: number): bigint | null {
  if (start < 0 || nth < 1) return null;
  const end = length < 0 ? value.length : Math.min(start + length, value.length);
  let count = 0;
  for (const match of value.slice(start, end).matchAll(new RegExp(regex, 'gu'))) {
    if (++count === nth) return BigInt(start + match.index);
  }
  return -1n;
}

/** Occurrences may overlap (docs: countof()). */
function countOf(value: string, needle: string): bigint {
  if (needle === '') return 0n;
  let count = 0n;
  for (let at = value.indexOf(needle); at >= 0; at = value.indexOf(needle, at + 1)) count++;
  return count;
}

/** One needle after the other, but never inside what was already put in (measured). */
function replaceStrings(value: string, fromJson: string, toJson: string): string {
  const to: unknown = JSON.parse(toJson === '' ? '""' : toJson);
  const replacement = (index: number) => (Array.isArray(to) ? String(to[index] ?? '') : String(to));
  // Even positions are still open, odd ones are replacements.
  let parts = [value];
  for (const [index, needle] of textsOf(fromJson).entries()) {
    if (needle === '') continue;
    parts = parts.flatMap((part, position) => {
      if (position % 2 === 1) return [part];
      return part.split(needle).flatMap((piece, count) => (count === 0 ? [piece] : [replacement(index), piece]));
    });
  }
  return parts.join('');
}

function textsOf(json: string): string[] {
  const parsed: unknown = json === '' ? [] : JSON.parse(json);
  return Array.isArray(parsed) ? parsed.map(String) : parsed === null ? [] : [String(parsed)];
}

/** A character past the end of `to` becomes its last; with an empty `to` it goes away. */
function translate(from: string, to: string, value: string): string {
  return [...value]
    .map((char) => {
      const at = from.indexOf(char);
      return at < 0 ? char : (to[Math.min(at, to.length - 1)] ?? '');
    })
    .join('');
}

/** Up to four parts of eight digits each, so that versions compare as numbers. */
function parseVersion(value: string): string | null {
  const parts = value.split('.').slice(0, 4);
  if (!parts.every((part) => /^\d{1,8}$/.test(part))) return null;
  const digits = [...parts, ...Array<string>(4 - parts.length).fill('0')].map((part) => part.padStart(8, '0')).join('');
  return BigInt(digits).toString();
}

const BYTE_UNITS = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];

function formatBytes(value: number, digits: number, unit: string): string {
  const wanted = BYTE_UNITS.findIndex((name) => name.toLowerCase() === unit.toLowerCase());
  let index = wanted;
  if (wanted < 0) for (index = 0; index < 6 && Math.abs(value) >= 1024 ** (index + 1); index++);
  const amount = value / 1024 ** index;
  const factor = 10 ** digits;
  return `${Math.round(amount * factor) / factor} ${BYTE_UNITS[index]}`;
}

/** A zone's offset at that moment, from the time zone data of the runtime; null for a zone it does not know. */
function shiftZone(value: bigint, zone: string, toLocal: boolean): bigint | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    const offsetAt = (at: bigint): bigint => {
      const moment = new Date(Number((at - UNIX_EPOCH_TICKS) / TICKS_PER_MILLISECOND));
      const name = format.formatToParts(moment).find((part) => part.type === 'timeZoneName')?.value ?? '';
      const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
      if (sign === undefined) return 0n;
      const size = BigInt(Number(hours) * 60 + Number(minutes)) * 60n * TICKS_PER_SECOND;
      return sign === '-' ? -size : size;
    };
    if (toLocal) return value + offsetAt(value);
    return value - offsetAt(value - offsetAt(value));
  } catch {
    return null;
  }
}
