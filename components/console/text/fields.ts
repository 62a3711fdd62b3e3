import { levelKeys, messageKeys } from '@/lib/diagnosis/console/json-line';
import type { Part } from './part';
import { toVisible } from './visible';

/** A line that a logger wrote for machines, as JSON or as logfmt. */
export interface Fields {
  level: string | null;
  message: string | null;
  /** In the line's order; nested names are joined by dots. */
  rest: { name: string; value: string }[];
}

/** All that such a line holds. */
export interface FieldDetails {
  /** One field a line. */
  pretty: string;
  /** Texts of several lines, such as traces, as they are meant to be read. */
  long: { name: string; text: string }[];
}

/** Beyond that a line is a document, not a log line, and is shown as it is. */
const longest = 64 * 1024;
const mostFields = 40;
const deepest = 3;

/** `null`: the line is text. `atMs` is the line's own time: a field that repeats it is left out. */
export function readFields(text: string, atMs: number): Fields | null {
  const record = recordOf(text);
  if (record === null) return null;
  const pairs = flattened(record, '', 0);
  const level = pairs.find(({ name, value }) => levelKeys.includes(name) && isLevel(value));
  const message = messageKeys
    .map((key) => pairs.find(({ name, value }) => name === key && typeof value === 'string' && value !== ''))
    .find((pair) => pair !== undefined);
  const others = pairs.filter((pair) => pair !== level && pair !== message && !isTimeOf(pair, atMs));
  const rest = others.slice(0, mostFields).map(({ name, value }) => ({ name, value: shown(value) }));
  if (others.length > mostFields) rest.push({ name: '…', value: `${others.length - mostFields} more` });
  return {
    level: level ? levelName(level.value) : null,
    message: message ? String(message.value) : null,
    rest,
  };
}

/** `null`: the line is text. */
export function readDetails(text: string): FieldDetails | null {
  const record = recordOf(text);
  if (record === null) return null;
  return {
    pretty: JSON.stringify(record, null, 2),
    long: flattened(record, '', 0).flatMap(({ name, value }) =>
      typeof value === 'string' && value.trimEnd().includes('\n') ? [{ name, text: value.trimEnd() }] : [],
    ),
  };
}

function recordOf(text: string): Record<string, unknown> | null {
  if (text.length > longest) return null;
  const line = text.trim();
  return line.startsWith('{') ? jsonRecord(line) : logfmtRecord(line);
}

/** Level and message first, then the rest as `name=value`. */
export function toParts({ level, message, rest }: Fields): Part[] {
  const words: Part[][] = [];
  if (level !== null) words.push([{ text: toVisible(level), tone: isLoudLevel(level) ? 'loud' : 'level' }]);
  if (message !== null) words.push([{ text: toVisible(message) }]);
  for (const { name, value } of rest) {
    words.push([
      { text: `${toVisible(name)}=`, tone: 'faint' },
      { text: toVisible(value), tone: 'soft' },
    ]);
  }
  return words.flatMap((parts, place) => (place === 0 ? parts : [{ text: '  ' }, ...parts]));
}

type Pair = { name: string; value: unknown };

function jsonRecord(line: string): Record<string, unknown> | null {
  if (!line.endsWith('}')) return null;
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) && Object.keys(value).length > 0 ? value : null;
  } catch {
    // The runtime cuts lines at 16 KiB: half a JSON line is text.
    return null;
  }
}

const pair = /([A-Za-z_@][\w.@/-]*)=("(?:[^"\\]|\\.)*"|[^\s"]*)(?:\s+|$)/y;

/** `time=… level=info msg="…"`: the whole line must be pairs, and one of them a level or a message. */
function logfmtRecord(line: string): Record<string, string> | null {
  const record: Record<string, string> = Object.create(null);
  let at = 0;
  while (at < line.length) {
    pair.lastIndex = at;
    const match = pair.exec(line);
    if (match === null) return null;
    const [whole, name = '', value = ''] = match;
    record[name] = value.startsWith('"') ? unquoted(value) : value;
    at += whole.length;
  }
  const names = Object.keys(record);
  const isLog = names.some((name) => messageKeys.includes(name)) || names.some((name) => levelKeys.includes(name));
  return names.length > 1 && isLog ? record : null;
}

function unquoted(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text.slice(1, -1);
  }
}

function flattened(record: Record<string, unknown>, prefix: string, depth: number): Pair[] {
  return Object.entries(record).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    return isRecord(value) && depth < deepest && Object.keys(value).length > 0
      ? flattened(value, `${name}.`, depth + 1)
      : [{ name, value }];
  });
}

function shown(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? String(value);
  const text = value.trimEnd();
  const lines = text.split('\n');
  if (lines.length > 1) return `${JSON.stringify(lines[0])}… (${lines.length} lines)`;
  return text === '' || /[\s"=]/.test(text) ? JSON.stringify(text) : text;
}

const timeNames = new Set([
  'time',
  'ts',
  't',
  '@t',
  'timestamp',
  '@timestamp',
  'Timestamp',
  'datetime',
  'date',
  'asctime',
]);
/** The line's own time stands beside it; a stamp that differs by more tells something. */
const sameMomentMs = 60_000;

function isTimeOf({ name, value }: Pair, atMs: number): boolean {
  if (!timeNames.has(name)) return false;
  const number = typeof value === 'number' ? value : Number.NaN;
  // Seconds since 1970 have ten digits until the year 2286, milliseconds thirteen.
  const ms = typeof value === 'string' ? Date.parse(value) : number < 1e11 ? number * 1000 : number;
  return Math.abs(ms - atMs) <= sameMomentMs;
}

/** pino and bunyan write numbers (their documentation: 10 trace to 60 fatal). */
const numbered: Readonly<Record<number, string>> = {
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};

function isLevel(value: unknown): boolean {
  return typeof value === 'number' ? numbered[value] !== undefined : typeof value === 'string' && value !== '';
}

function levelName(value: unknown): string {
  return typeof value === 'number' ? (numbered[value] ?? String(value)) : String(value).toUpperCase().slice(0, 16);
}

function isLoudLevel(level: string): boolean {
  return /^(?:WARN|ERR|FATA|CRIT|ALERT|EMERG|PANIC|SEVERE)/.test(level);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
