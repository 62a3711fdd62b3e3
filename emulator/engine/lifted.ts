import { readLiteral } from './literals';
import { standIn, type Value } from './sql';
import type { Scalar, Statement } from './syntax';
import { literal } from './types';

/**
 * Most of a small question's time goes into the parser, and pages ask the same questions over and over with other values
 * in the `let` lines at their head. Here such a text is taken apart into a template and its values, so that the template
 * is translated once. That is safe on three conditions, each checked and none assumed:
 * a value is one plain literal whose type and shape belong to the template; it stands only where neither the binder nor
 * the reader can make anything of it but its type; and whatever the translation still reads of it is noted, so that its SQL
 * serves that value alone.
 */
export interface Lifted {
  /** The names, and the text with the shape of each value in its place. */
  template: string;
  values: ReadonlyMap<string, Value>;
}

const HEAD = /(?:[ \t\r\n]|\/\/[^\n]*\n)*/y;
const LET =
  /let[ ]([A-Za-z_]\w*)[ ]=[ ](?:datetime\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?Z)\)|long\((-?\d{1,18})\)|timespan\((-?\d{1,6}\.\d\d:\d\d:\d\d\.\d{7})\)|("[^"\\\p{Cc}]*")|dynamic\((\[(?:"[^"\\\p{Cc}]*"(?:, "[^"\\\p{Cc}]*")*)?\])\));/uy;

/** The leading values of a text; any line of another form ends them. */
export function lift(text: string): Lifted {
  const values = new Map<string, Value>();
  let template = '';
  let at = 0;
  for (;;) {
    HEAD.lastIndex = at;
    HEAD.exec(text);
    const start = HEAD.lastIndex;
    LET.lastIndex = start;
    const [, name, datetime, long, timespan, string, array] = LET.exec(text) ?? [];
    if (name === undefined || values.has(name)) break;
    const value = read({ datetime, long, timespan, string, array });
    if (value === null) break;
    values.set(name, value);
    const shape = array === undefined ? value.type : `dynamic of ${strings(array).length}`;
    template += `${text.slice(at, start)}let ${name} = <${shape}>;`;
    at = LET.lastIndex;
  }
  // Names first: a text that itself has a shape where a value belongs is another template.
  return { template: `${[...values.keys()].join()}\n${template}${text.slice(at)}`, values };
}

type Literals = Record<'datetime' | 'long' | 'timespan' | 'string' | 'array', string | undefined>;

function read({ datetime, long, timespan, string, array }: Literals): Value | null {
  if (string !== undefined) return literal(string.slice(1, -1), 'string');
  if (array !== undefined) return literal(JSON.stringify(strings(array)), 'dynamic');
  if (long !== undefined) return literal(BigInt(long), 'long');
  const ticks =
    datetime !== undefined
      ? readLiteral(`datetime(${datetime})`, 'datetime')
      : readLiteral(`timespan(${timespan})`, 'timespan');
  return typeof ticks === 'bigint' ? literal(ticks, datetime === undefined ? 'timespan' : 'datetime') : null;
}

function strings(array: string): string[] {
  return JSON.parse(array) as string[];
}

/** Values for one translation: each stands in for whatever a later run brings, and notes in `read` when it is looked at. */
export function standIns(
  values: ReadonlyMap<string, Value>,
  open: ReadonlySet<string>,
  read: Set<string>,
): Map<string, Value> {
  const given = [...values].filter(([name]) => open.has(name));
  return new Map(
    given.map(([name, value]) => {
      const note = () => read.add(name);
      const elements =
        value.type === 'dynamic'
          ? strings(String(value.constant)).map((item, index) =>
              noting(literal(item, 'string'), standIn(`let.${name}.${index}`), null, note),
            )
          : null;
      return [name, noting(value, standIn(`let.${name}`), elements, note)];
    }),
  );
}

function noting(value: Value, sql: string, elements: readonly Value[] | null, note: () => void): Value {
  return {
    sql,
    type: value.type,
    standsIn: { elements },
    get constant() {
      note();
      return value.constant;
    },
  };
}

/** SQL for the stand-in `let.name`, or `let.name.index` of an array. */
export function sqlOfLifted(name: string, values: ReadonlyMap<string, Value>): string {
  const [, own = '', index] = name.split('.');
  const value = values.get(own);
  if (value === undefined) throw new RangeError(`No value stands for ${name}.`);
  return index === undefined ? value.sql : literal(strings(String(value.constant))[Number(index)] ?? '', 'string').sql;
}

/** Operators whose result has one type whatever stands beside them. */
const COMPARISONS = new Set(['==', '!=', '<>', '<', '<=', '>', '>=', '=~', '!~']);
const TESTS = new Set(['array_length', 'isempty', 'isnotempty', 'isnull', 'isnotnull']);

/**
 * Names among `lifted` whose value may be left open: read as the very literal they were taken for, and used only where a
 * value can change rows but not what the query means.
 */
export function openNames(statements: Statement[], lifted: Lifted): Set<string> {
  const open = new Set<string>();
  for (const statement of statements) {
    if (statement.kind !== 'let-scalar') continue;
    const value = lifted.values.get(statement.name);
    if (value !== undefined && isSame(value, statement.value)) open.add(statement.name);
  }
  for (const name of usedOtherwise(statements, new Set())) open.delete(name);
  return open;
}

function isSame(value: Value, read: Scalar): boolean {
  if (value.type !== read.type) return false;
  if (read.kind === 'literal') return value.constant === read.value;
  return read.kind === 'json' && value.constant === read.json;
}

/** Names of variables that stand anywhere but in a comparison, a membership test, a test for emptiness or a row count. */
function usedOtherwise(node: unknown, names: Set<string>): Set<string> {
  if (node instanceof Map) {
    for (const value of node.values()) usedOtherwise(value, names);
  } else if (Array.isArray(node)) {
    for (const item of node) usedOtherwise(item, names);
  } else if (typeof node === 'object' && node !== null) {
    if ('kind' in node && node.kind === 'variable' && 'variable' in node) names.add(String(node.variable));
    const harmless = harmlessParts(node as { kind?: unknown });
    for (const [key, value] of Object.entries(node)) {
      if (!harmless.includes(key)) usedOtherwise(value, names);
      else for (const item of [value].flat()) if (!isVariable(item)) usedOtherwise(item, names);
    }
  }
  return names;
}

function harmlessParts(node: { kind?: unknown; operator?: unknown; name?: unknown; body?: unknown }): string[] {
  switch (node.kind) {
    case 'binary':
      return COMPARISONS.has(String(node.operator)) ? ['left', 'right'] : [];
    case 'member':
      return ['right'];
    case 'between':
      return ['left', 'low', 'high'];
    case 'call':
      return TESTS.has(String(node.name)) && node.body === null ? ['args'] : [];
    case 'take':
    case 'top':
      return ['count'];
    default:
      return [];
  }
}

function isVariable(node: unknown): boolean {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'variable';
}
