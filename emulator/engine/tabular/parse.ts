import { escapeRegex } from '@/emulator/engine/compare';
import type { Column, KustoType } from '@/emulator/engine/contract';
import { widened } from '@/emulator/engine/patterns';
import {
  allOf,
  empty,
  Names as Ids,
  keepOrder,
  placedAs,
  placeOf,
  quote,
  type Relation,
  type SqlColumn,
  type Value,
} from '@/emulator/engine/sql';
import type { Operator, ParsePart } from '@/emulator/engine/syntax';
import type { Scope, Translation } from '@/emulator/engine/translation';
import { as } from '@/emulator/engine/types';

type Of<K extends Operator['kind']> = Extract<Operator, { kind: K }>;

interface Target {
  name: string;
  type: KustoType;
  field: string;
}

/**
 * One regular expression for the whole pattern. The simple mode is all or nothing, conversions included: one bad
 * number empties every column. The relaxed mode loses only that column.
 */
export function parse(
  operator: Of<'parse'>,
  columns: Column[],
  scope: Scope,
  t: Translation,
  rows: Relation,
): Relation {
  checkNeighbours(operator, t);
  const source = as(t.scalar(operator.source, scope), 'string');
  const targets: Target[] = [];
  for (const part of operator.parts) {
    if (part.kind === 'column') targets.push({ name: part.name, type: part.type, field: `c${targets.length}` });
  }
  const regex = operator.mode === 'regex' ? regexMode(operator.parts, operator.flags) : simpleMode(operator.parts);
  const fields = targets.map((target) => quote(target.field)).join(', ');
  const match = t.unique('match');
  const hit = t.unique('hit');
  const extracted = fields === '' ? '' : `, regexp_extract(${source}, ${quote(regex)}, [${fields}]) AS ${match}`;
  const first = `SELECT *, regexp_matches(${source}, ${quote(regex)}) AS ${hit}${extracted} FROM (${rows.sql})`;
  const values = targets.map((target) => {
    const text: Value = { sql: `${match}.${target.field}`, type: 'string' };
    return {
      target,
      sql: target.type === 'string' ? text.sql : as({ ...text, sql: `trim(${text.sql})` }, target.type),
    };
  });
  const strict = operator.mode !== 'relaxed';
  const tests = strict
    ? values.filter(({ target }) => target.type !== 'string').map(({ sql }) => `${sql} IS NOT NULL`)
    : [];
  const good = [hit, ...tests].join(' AND ');
  const { made, list } = withTargets(
    columns,
    rows,
    values.map(({ target, sql }) => ({
      ...target,
      sql: `CASE WHEN ${good} THEN ${sql} ELSE ${empty(target.type)} END`,
    })),
  );
  const filter = operator.filter ? ` WHERE ${good}` : '';
  return {
    sql: `SELECT ${list}${placeOf(rows)} FROM (${first})${filter}`,
    columns: made,
    ...placedAs(rows),
    order: keepOrder(rows.order, made),
  };
}

/** New columns go to the end; one of the same name is replaced in place. */
function withTargets(columns: Column[], rows: Relation, values: { name: string; type: KustoType; sql: string }[]) {
  const ids = new Ids();
  const cells: string[] = [];
  const made: SqlColumn[] = columns.map((column) => {
    const value = values.findLast((candidate) => candidate.name === column.name);
    const source = rows.columns.find((candidate) => candidate.name === column.name);
    const id = ids.give(column.name);
    const type = value?.type ?? source?.type ?? column.type;
    cells.push(`${value?.sql ?? source?.id ?? empty(type)} AS ${id}`);
    return { name: column.name, type, id };
  });
  return { made, list: cells.join(', ') };
}

/** Two captures side by side leave open where one ends; the engine rejects them (measured). */
function checkNeighbours(operator: Of<'parse'>, t: Translation): void {
  operator.parts.forEach((part, index) => {
    const before = operator.parts[index - 1];
    if (part.kind === 'column' && before?.kind === 'column' && before.type === 'string') {
      throw t.semanticError(
        part.place,
        `parse: column '${before.name}' of type string must be followed by a delimiter.`,
        'parse',
      );
    }
  });
}

const NUMBER: Partial<Record<KustoType, string>> = {
  int: '[-+]?\\d+',
  long: '[-+]?\\d+',
  real: '[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?',
  decimal: '[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?',
};

function simpleMode(parts: ParsePart[]): string {
  const body = parts.map((part, index) => {
    if (part.kind === 'star') return index === parts.length - 1 ? '.*' : '.*?';
    if (part.kind === 'text') return escapeRegex(part.text);
    const next = parts[index + 1];
    const number = NUMBER[part.type];
    // A delimiter says where a value ends; without one a number ends where its digits do.
    if (number !== undefined && next !== undefined && next.kind !== 'text') return `(\\s*${number})`;
    return next === undefined ? '(.*)' : '(.*?)';
  });
  return `(?s)^${body.join('')}$`;
}

function regexMode(parts: ParsePart[], flags: string): string {
  const lazy = flags.includes('U');
  const inline = flags.replace(/[^ims]/g, '');
  const body = parts.map((part, index) => {
    const last = index === parts.length - 1;
    if (part.kind === 'star') return lazy && !last ? '.*?' : '.*';
    if (part.kind === 'text') return uncaptured(widened(part.text));
    const number = NUMBER[part.type];
    if (number !== undefined) return `\\s*(${number})`;
    return lazy && !last ? '(.*?)' : '(.*)';
  });
  return `${inline === '' ? '' : `(?${inline})`}${body.join('')}`;
}

/** Groups that the author wrote must not shift the numbers of ours. */
function uncaptured(regex: string): string {
  return regex.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\((?!\?)/gs, (part) => (part === '(' ? '(?:' : part));
}

export function parseKv(
  operator: Of<'parse-kv'>,
  columns: Column[],
  scope: Scope,
  t: Translation,
  rows: Relation,
): Relation {
  const source = as(t.scalar(operator.source, scope), 'string');
  const options = JSON.stringify({
    ...Object.fromEntries(operator.options),
    keys: operator.keys.map((key) => key.name),
  });
  const found = t.unique('pairs');
  const first = `SELECT ${allOf(rows)}, CAST(k_parse_kv(${source}, ${quote(options)}) AS JSON) AS ${found} FROM (${rows.sql})`;
  const values = operator.keys.map((key, index) => {
    const text: Value = { sql: `coalesce(json_extract_string(${found}, '$[${index}]'), '')`, type: 'string' };
    return { name: key.name, type: key.type, sql: as(text, key.type) };
  });
  const { made, list } = withTargets(columns, rows, values);
  return {
    sql: `SELECT ${list}${placeOf(rows)} FROM (${first})`,
    columns: made,
    ...placedAs(rows),
    order: keepOrder(rows.order, made),
  };
}
