import { aggregateValues } from '@/emulator/engine/aggregates';
import type { Column, KustoType } from '@/emulator/engine/contract';
import { refusal } from '@/emulator/engine/read-tree';
import { find, Names as Ids, quote, type Relation, type SqlColumn, type Value } from '@/emulator/engine/sql';
import type { Operator, Scalar } from '@/emulator/engine/syntax';
import { NeedsSchema, type Scope, type Translation } from '@/emulator/engine/translation';
import { as } from '@/emulator/engine/types';

type Evaluate = Extract<Operator, { kind: 'evaluate' }>;

/** Plug-ins whose columns come out of the data ask for a first run that finds them. */
export function evaluate(
  operator: Evaluate,
  columns: Column[],
  scope: Scope,
  t: Translation,
  rows: Relation,
): Relation {
  if (operator.plugin === 'bag_unpack') return bagUnpack(operator, columns, scope, t, rows);
  if (operator.plugin === 'pivot') return pivot(operator, columns, scope, t, rows);
  if (operator.plugin === 'narrow') return narrow(rows);
  throw refusal(operator.place, `plug-in ${operator.plugin}`);
}

function named(args: Scalar[], name: string, position: number): Scalar | undefined {
  const byName = args.find((arg) => arg.kind === 'named' && arg.names[0]?.toLowerCase() === name.toLowerCase());
  if (byName?.kind === 'named') return byName.value;
  const positional = args[position];
  return positional?.kind === 'named' ? undefined : positional;
}

/** The keys of all bags become columns, in the order of their names; a type that varies becomes dynamic. */
function bagUnpack(operator: Evaluate, columns: Column[], scope: Scope, t: Translation, rows: Relation): Relation {
  const [bagNode] = operator.args;
  if (bagNode?.kind !== 'column') throw refusal(operator.place, 'bag_unpack of an expression');
  const bag = t.scalar(bagNode, scope);
  const text = (name: string, position: number) => {
    const node = named(operator.args, name, position);
    return node === undefined ? '' : String(t.scalar(node, { ...scope, columns: [] }).constant ?? '');
  };
  const prefix = text('OutputColumnPrefix', 1);
  const conflict = text('columnsConflict', 2) || 'error';
  const ignoredText = text('ignoredProperties', 3);
  const ignored = new Set(ignoredText === '' ? [] : (JSON.parse(ignoredText) as string[]));
  const others = rows.columns.filter((column) => column.name !== bagNode.column);
  if (!operator.hasSchema) {
    const probe = `SELECT key, CASE WHEN count(DISTINCT kind) = 1 THEN min(kind) WHEN bool_and(kind IN ('BIGINT', 'UBIGINT')) THEN 'BIGINT' WHEN bool_and(kind IN ('BIGINT', 'UBIGINT', 'DOUBLE')) THEN 'DOUBLE' ELSE 'MIXED' END AS kind FROM (SELECT key, nullif(json_type(k_member(bag, key)), 'NULL') AS kind FROM (SELECT bag, unnest(json_keys(bag)) AS key FROM (SELECT ${bag.sql} AS bag FROM (${rows.sql})) WHERE json_type(bag) = 'OBJECT')) GROUP BY key ORDER BY key`;
    throw new NeedsSchema(
      t.withShared(probe),
      (found) => {
        const unpacked = found
          .filter(([key]) => !ignored.has(key ?? ''))
          .map(([key, kind]): Column => ({ name: `${prefix}${key}`, type: typeOfJson(kind ?? null) }));
        return unpackedColumns(others, unpacked, conflict, operator, t);
      },
      operator.end,
    );
  }
  const ids = new Ids();
  const made: SqlColumn[] = [];
  const cells = columns.map((column) => {
    const source = find(others, column.name);
    const id = ids.give(column.name);
    made.push({ name: column.name, type: column.type, id });
    const keep = source !== undefined && conflict !== 'replace_source';
    const key = column.name.startsWith(prefix) ? column.name.slice(prefix.length) : column.name;
    const cell: Value = { sql: `k_nn(k_member(${bag.sql}, ${quote(key)}))`, type: 'dynamic' };
    return `${keep ? source.id : as(cell, column.type)} AS ${id}`;
  });
  return {
    sql: `SELECT ${cells.join(', ')} FROM (${rows.sql})`,
    columns: made,
    order: rows.order === null ? null : [],
  };
}

function unpackedColumns(
  others: SqlColumn[],
  unpacked: Column[],
  conflict: string,
  operator: Evaluate,
  t: Translation,
): Column[] {
  const clash = unpacked.find((column) => find(others, column.name));
  if (clash !== undefined && conflict === 'error') {
    throw t.semanticError(
      operator.place,
      `evaluate bag_unpack(): column '${clash.name}' already exists.`,
      'bag_unpack',
    );
  }
  const kept = others.map((column): Column => {
    const replaced =
      conflict === 'replace_source' ? unpacked.find((candidate) => candidate.name === column.name) : undefined;
    return replaced ?? { name: column.name, type: column.type };
  });
  return [...kept, ...unpacked.filter((column) => !find(others, column.name))];
}

function typeOfJson(kind: string | null): KustoType {
  switch (kind) {
    case 'BIGINT':
    case 'UBIGINT':
      return 'long';
    case 'DOUBLE':
      return 'real';
    case 'BOOLEAN':
      return 'bool';
    case 'VARCHAR':
      return 'string';
    default:
      return 'dynamic';
  }
}

/** `pivot(key, aggregate, column …)`: one column per value of the key, one row per value of the columns. */
function pivot(operator: Evaluate, columns: Column[], scope: Scope, t: Translation, rows: Relation): Relation {
  const [keyNode, second, ...rest] = operator.args;
  if (keyNode?.kind !== 'column') throw refusal(operator.place, 'pivot of an expression');
  const key = t.scalar(keyNode, scope);
  const isAggregate = second !== undefined && second.kind === 'call';
  const aggregate: Scalar = isAggregate
    ? second
    : { kind: 'call', name: 'count', args: [], body: null, place: operator.place, type: 'long', autoName: '' };
  const used = new Set(isAggregate ? second.args.flatMap((arg) => (arg.kind === 'column' ? [arg.column] : [])) : []);
  const chosen = (isAggregate ? rest : operator.args.slice(1)).flatMap((arg) =>
    arg.kind === 'column' ? [arg.column] : [],
  );
  const by = rows.columns.filter((column) =>
    chosen.length > 0 ? chosen.includes(column.name) : column.name !== keyNode.column && !used.has(column.name),
  );
  const [value] = aggregateValues(aggregate, { ...scope, rows: null }, rows, t);
  if (value === undefined) throw refusal(operator.place, 'pivot with this aggregate');
  if (!operator.hasSchema) {
    const probe = `SELECT DISTINCT ${as(key, 'string')} AS name FROM (${rows.sql}) ORDER BY name`;
    throw new NeedsSchema(
      t.withShared(probe),
      (found) => [
        ...by.map((column): Column => ({ name: column.name, type: column.type })),
        ...found.map(([name]): Column => ({ name: name ?? '', type: value.type })),
      ],
      operator.end,
    );
  }
  const names = columns.slice(by.length);
  const ids = new Ids();
  const made: SqlColumn[] = columns.map((column, index) => ({
    name: column.name,
    type: by[index]?.type ?? value.type,
    id: ids.give(column.name),
  }));
  const none =
    aggregate.kind === 'call' && ['count', 'countif', 'sum', 'sumif', 'dcount', 'dcountif'].includes(aggregate.name);
  const cells = names.map((column) => {
    const mine = aggregateFor(value.sql, `${as(key, 'string')} = ${quote(column.name)}`);
    return none ? `coalesce(${mine}, 0)` : mine;
  });
  const list = [...by.map((column) => column.id), ...cells]
    .map((sql, index) => `${sql} AS ${made[index]?.id}`)
    .join(', ');
  const grouping = by.length === 0 ? '' : ` GROUP BY ${by.map((_, index) => index + 1).join(', ')}`;
  return { sql: `SELECT ${list} FROM (${rows.sql})${grouping}`, columns: made, order: null };
}

/** Narrows every aggregate in the SQL to the rows of one key. */
function aggregateFor(sql: string, test: string): string {
  if (sql === 'count(*)') return `count(*) FILTER (WHERE ${test})`;
  return sql.replace(
    /\b(sum|avg|min|max|count|any_value|list|first|stddev_samp|stddev_pop|quantile_disc)\(((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*)\)(?! FILTER)/g,
    `$1($2) FILTER (WHERE ${test.replaceAll('$', '$$$$')})`,
  );
}

function narrow(rows: Relation): Relation {
  const ids = new Ids();
  const columns: SqlColumn[] = [
    { name: 'Row', type: 'long', id: ids.give('Row') },
    { name: 'Column', type: 'string', id: ids.give('Column') },
    { name: 'Value', type: 'string', id: ids.give('Value') },
  ];
  const names = rows.columns.map((column) => quote(column.name)).join(', ');
  const cells = rows.columns.map((column) => as({ sql: column.id, type: column.type }, 'string')).join(', ');
  const sql = `SELECT n - 1 AS ${columns[0]?.id}, unnest([${names}]) AS ${columns[1]?.id}, unnest(cells) AS ${columns[2]?.id} FROM (SELECT row_number() OVER () AS n, [${cells}] AS cells FROM (${rows.sql}))`;
  return { sql, columns, order: [] };
}
