/**
 * Values into a query. Log Analytics binds no parameters (the REST body has no slot for them), so the file's
 * `declare query_parameters(…)` is replaced by one typed `let` line per parameter; the rest is never edited, and a value
 * can therefore only ever be one literal.
 */

export type KqlType =
  | 'string'
  | 'bool'
  | 'int'
  | 'long'
  | 'real'
  | 'decimal'
  | 'datetime'
  | 'timespan'
  | 'guid'
  | 'dynamic';

export type KqlDynamic =
  | string
  | number
  | boolean
  | null
  | readonly KqlDynamic[]
  | { readonly [key: string]: KqlDynamic };

/** Datetimes are UTC milliseconds, timespans milliseconds, both with a fraction down to 100 ns; decimals are text. */
export type KqlValue = KqlDynamic | bigint;

export interface KqlParameter {
  name: string;
  type: KqlType;
  /** As it stands in the file. */
  defaultText: string | null;
}

export interface KqlFile {
  /** The question in words, as the file is called. */
  name: string;
  text: string;
}

/** A value that cannot be one literal of its type: a mistake of the caller, so it throws. */
export class KqlValueError extends Error {
  constructor(file: string, parameter: string, reason: string) {
    super(`${file}.kql, ${parameter}: ${reason}`);
    this.name = 'KqlValueError';
  }
}

const longestRequest = 200_000;

/** The query ready to run. Unknown, missing and extra values throw. */
export function encodeQuery(file: KqlFile, values: Readonly<Record<string, KqlValue | undefined>>): string {
  const { before, parameters, body } = parseHeader(file);
  for (const name of Object.keys(values)) {
    if (!parameters.some((parameter) => parameter.name === name))
      throw new KqlValueError(file.name, name, 'no such parameter');
  }
  const lets = parameters.map(({ name, type, defaultText }) => {
    const value = values[name];
    if (value === undefined && defaultText === null) throw new KqlValueError(file.name, name, 'a value is missing');
    try {
      return `let ${name} = ${value === undefined ? toDefault(type, defaultText ?? '') : toLiteral(type, value)};\n`;
    } catch (error) {
      throw new KqlValueError(file.name, name, error instanceof Error ? error.message : String(error));
    }
  });
  const text = before + lets.join('') + body;
  if (text.length > longestRequest)
    throw new KqlValueError(file.name, 'all parameters', 'the query is too long to send');
  return text;
}

// Comments, the statement on a line of its own, then the body.
const headerShape = /^((?:(?:\/\/[^\n]*)?\n)*)declare query_parameters\(([^()\n]*)\);\n/;
const parameterShape =
  /^(p_[A-Za-z0-9_]+):(string|bool|int|long|real|decimal|datetime|timespan|guid|dynamic)(?: = ("[^"\\,]*"|true|false|-?\d+(?:\.\d+)?|\d+(?:d|h|m|s|ms)))?$/;

export function parseHeader(file: KqlFile): { before: string; parameters: KqlParameter[]; body: string } {
  const match = headerShape.exec(file.text);
  if (match === null) throw new Error(`${file.name}.kql does not begin with "declare query_parameters(…);"`);
  const [header, before = '', list = ''] = match;
  const parameters = list.split(', ').map((text) => {
    const [, name, type, defaultText] = parameterShape.exec(text) ?? [];
    if (name === undefined || !isKqlType(type)) throw new Error(`${file.name}.kql: “${text}” is no parameter`);
    if (defaultText !== undefined && type === 'dynamic')
      throw new Error(`${file.name}.kql: ${name} cannot have a default`);
    return { name, type, defaultText: defaultText ?? null };
  });
  return { before, parameters, body: file.text.slice(header.length) };
}

const kqlTypes: readonly string[] = [
  'string',
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'datetime',
  'timespan',
  'guid',
  'dynamic',
];

function isKqlType(type: string | undefined): type is KqlType {
  return type !== undefined && kqlTypes.includes(type);
}

function toDefault(type: KqlType, text: string): string {
  return type === 'int' || type === 'long' || type === 'real' || type === 'decimal' ? `${type}(${text})` : text;
}

const longestString = 4_096;
const deepestDynamic = 6;
const mostElements = 10_000;
const bits63 = 2n ** 63n;

/** One literal of the type (dataexplorer docs, "Scalar data types"). Throws what is wrong with the value. */
export function toLiteral(type: KqlType, value: KqlValue): string {
  if (value === null) {
    // A Kusto string is never null: there is no `string(null)`.
    if (type === 'string') throw new Error('a string cannot be null');
    return `${type}(null)`;
  }
  switch (type) {
    case 'string':
      if (typeof value !== 'string') throw new Error('is not a string');
      return toStringLiteral(value);
    case 'bool':
      if (typeof value !== 'boolean') throw new Error('is neither true nor false');
      return String(value);
    case 'int':
      if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) > 2_147_483_647) {
        throw new Error('is no 32-bit integer');
      }
      return `int(${value})`;
    case 'long':
      return `long(${toLong(value)})`;
    case 'real':
      return `real(${toReal(value)})`;
    case 'decimal':
      if (typeof value !== 'string' || !/^-?\d{1,28}(?:\.\d{1,28})?$/.test(value)) throw new Error('is no decimal');
      return `decimal(${value})`;
    case 'datetime':
      if (typeof value !== 'number') throw new Error('is no time in milliseconds');
      return `datetime(${toKqlDatetime(value)})`;
    case 'timespan':
      if (typeof value !== 'number') throw new Error('is no duration in milliseconds');
      return `timespan(${toKqlTimespan(value)})`;
    case 'guid':
      if (typeof value !== 'string' || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) {
        throw new Error('is no GUID');
      }
      return `guid(${value})`;
    case 'dynamic':
      return `dynamic(${toJsonLiteral(value, { left: mostElements }, 0)})`;
  }
}

function toLong(value: KqlValue): string {
  if (typeof value === 'bigint' && value >= -bits63 && value < bits63) return String(value);
  // -0 prints as 0, which is what it is.
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  throw new Error('is no 64-bit integer that a number holds exactly');
}

function toReal(value: KqlValue): string {
  if (typeof value !== 'number') throw new Error('is no number');
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? '+inf' : '-inf';
  return String(value);
}

const firstMs = Date.parse('0001-01-01T00:00:00Z');
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** `2026-06-20T14:22:52.4535724Z`: 100 ns ticks, as far as a double still tells them apart. */
export function toKqlDatetime(atMs: number): string {
  if (!Number.isFinite(atMs) || atMs < firstMs || atMs > lastMs)
    throw new Error('is no time between the years 1 and 9999');
  const ticks = Math.round((atMs - Math.floor(atMs)) * 10_000);
  const at = new Date(Math.floor(atMs) + Math.floor(ticks / 10_000));
  return at.toISOString().replace('Z', `${String(ticks % 10_000).padStart(4, '0')}Z`);
}

function toKqlTimespan(durationMs: number): string {
  if (!Number.isFinite(durationMs) || Math.abs(durationMs) > 3650 * 86_400_000) {
    throw new Error('is no duration of at most ten years');
  }
  const ticks = Math.round(Math.abs(durationMs) * 10_000);
  const seconds = Math.floor(ticks / 10_000_000);
  const two = (n: number) => String(n).padStart(2, '0');
  const clock = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const sign = durationMs < 0 ? '-' : '';
  return `${sign}${Math.floor(seconds / 86_400)}.${clock}.${String(ticks % 10_000_000).padStart(7, '0')}`;
}

/** Lists and bags of plain values; Kusto reads the inside as JSON, so the string escapes are JSON's. */
function toJsonLiteral(value: KqlValue, budget: { left: number }, depth: number): string {
  budget.left -= 1;
  if (budget.left < 0) throw new Error(`holds more than ${mostElements} elements`);
  if (depth > deepestDynamic) throw new Error('is nested too deeply');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return toStringLiteral(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('holds a number that JSON cannot write');
    return String(value);
  }
  if (typeof value === 'bigint') throw new Error('holds a number that JSON cannot write exactly');
  if (isList(value)) return `[${value.map((item) => toJsonLiteral(item, budget, depth + 1)).join(', ')}]`;
  const entries = Object.entries(value).map(
    ([key, item]) => `${toStringLiteral(key)}: ${toJsonLiteral(item, budget, depth + 1)}`,
  );
  return `{${entries.join(', ')}}`;
}

function isList(value: readonly KqlDynamic[] | { readonly [key: string]: KqlDynamic }): value is readonly KqlDynamic[] {
  return Array.isArray(value);
}

// Control characters, what ends a line in some reader, what cannot be seen (zero width, direction) and halves of pairs.
const hidden =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function toStringLiteral(text: string): string {
  if (text.length > longestString) throw new Error(`is longer than ${longestString} characters`);
  const escaped = text
    .replace(/["\\]/g, (char) => `\\${char}`)
    .replace(hidden, (char) => shortEscapes[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${escaped}"`;
}
