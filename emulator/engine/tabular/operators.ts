import { known, refusal } from '@/emulator/engine/read-tree';
import { empty, Names as Ids, placeIn, type Relation, type SqlColumn, selectList } from '@/emulator/engine/sql';
import type { Operator, Tabular } from '@/emulator/engine/syntax';
import type { Scope, Translation } from '@/emulator/engine/translation';
import { as } from '@/emulator/engine/types';
import { choose, extend, getSchema, print, project, rename, where } from './columns';
import { evaluate } from './evaluate';
import { mvApply, mvExpand } from './expand';
import { join, lookup } from './join';
import { parse, parseKv } from './parse';
import { partition } from './partition';
import { range } from './range';
import { search } from './search';
import { makeSeries } from './series';
import { sort, take, top } from './sort';
import { count, distinct, sample, sampleDistinct, summarize, topHitters } from './summarize';
import { topNested } from './top-nested';
import { union } from './union';

/** Rows: names, literals, calls, and pipes with one operator after the other. */
export function tabular(node: Tabular, scope: Scope, t: Translation): Relation {
  switch (node.kind) {
    case 'base': {
      return t.base(node.table, node.place);
    }
    case 'table-variable': {
      const binding = scope.names.get(node.variable);
      if (binding?.kind === 'table') return binding.relation;
      throw refusal(node.place, `name ${node.variable}`);
    }
    case 'table-call':
      return t.call(node, scope, (inner) => t.rowsOfBody(node.body, inner, node.place));
    case 'datatable':
      return datatable(node, scope, t);
    case 'materialize':
      return t.share(t.tabular(node.table, scope), true);
    case 'pipe': {
      const input = node.input === null ? scope.input : t.tabular(node.input, scope);
      return apply(node, input, scope, t);
    }
  }
}

type Pipe = Extract<Tabular, { kind: 'pipe' }>;

function apply(node: Pipe, input: Relation | null, scope: Scope, t: Translation): Relation {
  const { operator } = node;
  switch (operator.kind) {
    case 'print':
      return print(operator, node.columns, scope, t);
    case 'range':
      return range(operator, scope, t);
    case 'union':
      return union(operator, input, node.columns, scope, t, labelOf(node.input));
    case 'search':
      return search(operator, input, scope, t, labelOf(node.input));
  }
  if (input === null) throw refusal(operator.place, `${operator.kind} without rows before it`);
  return onRows(operator, input, node, scope, t);
}

/** A plain table is called by its own name where rows say what they are from. */
function labelOf(node: Tabular | null): string | null {
  if (node?.kind === 'base') return node.table;
  return node?.kind === 'pipe' && node.operator.kind === 'as' ? node.operator.name : null;
}

function onRows(operator: Operator, input: Relation, node: Pipe, outer: Scope, t: Translation): Relation {
  const rows = { ...input };
  const scope: Scope = { ...outer, columns: input.columns, rows };
  switch (operator.kind) {
    case 'where':
      return where(operator, scope, t, rows);
    case 'project':
      return project(operator, node.columns, scope, t, rows);
    case 'extend':
      return extend(operator, node.columns, scope, t, rows);
    case 'serialize': {
      // `serialize` promises the order its rows have now.
      rows.order ??= [];
      return operator.items.length === 0 ? rows : extend(operator, node.columns, scope, t, rows);
    }
    case 'choose':
      return choose(node.columns, rows);
    case 'rename':
      return rename(operator, node.columns, rows);
    case 'count':
      return count(operator, rows);
    case 'take':
      return take(operator, scope, t, rows);
    case 'sort':
      return sort(operator, scope, t, rows);
    case 'top':
      return top(operator, scope, t, rows);
    case 'distinct':
      return distinct(operator, node.columns, scope, t, rows);
    case 'summarize':
      return summarize(operator, node.columns, scope, t, rows);
    case 'join':
      return join(operator, node.columns, scope, t, rows);
    case 'lookup':
      return lookup(operator, node.columns, scope, t, rows);
    case 'parse':
      return parse(operator, node.columns, scope, t, rows);
    case 'parse-kv':
      return parseKv(operator, node.columns, scope, t, rows);
    case 'mv-expand':
      return mvExpand(operator, node.columns, scope, t, rows);
    case 'mv-apply':
      return mvApply(operator, node.columns, scope, t, rows);
    case 'make-series':
      return makeSeries(operator, node.columns, scope, t, rows);
    case 'as': {
      const shared = t.share(rows, false);
      outer.names.set(operator.name, { kind: 'table', relation: shared });
      return shared;
    }
    case 'render':
      t.visualization = operator.chart;
      return rows;
    case 'getschema':
      return getSchema(rows);
    case 'evaluate':
      return evaluate(operator, node.columns, scope, t, rows);
    case 'partition':
      return partition(operator, scope, t, rows);
    case 'top-nested':
      return topNested(operator, node.columns, scope, t, rows);
    case 'top-hitters':
      return topHitters(operator, node.columns, scope, t, rows);
    case 'sample':
      return sample(operator, scope, t, rows);
    case 'sample-distinct':
      return sampleDistinct(operator, node.columns, scope, t, rows);
    case 'same':
      return rows;
    case 'invoke':
      return t.call(operator, scope, (inner) => t.rowsOfBody(operator.body, inner, operator.place), rows);
    case 'refused':
      throw refusal(operator.place, operator.construct);
    case 'print':
    case 'range':
    case 'union':
    case 'search':
      throw refusal(operator.place, operator.kind);
  }
}

function datatable(node: Extract<Tabular, { kind: 'datatable' }>, scope: Scope, t: Translation): Relation {
  const ids = new Ids();
  const columns: SqlColumn[] = node.schema.map((column) => ({ ...column, id: ids.give(column.name) }));
  const width = columns.length;
  const cells = node.values.map((value, index) => {
    const column = columns[index % width];
    if (column === undefined) throw refusal(node.place, 'datatable without columns');
    if (known(value.type) === 'dynamic' && value.kind === 'literal' && value.value === null) return empty(column.type);
    return as(t.scalar(value, { ...scope, columns: [], rows: null }), column.type);
  });
  if (cells.length === 0) {
    const list = columns.map((column) => `${empty(column.type)} AS ${column.id}`).join(', ');
    return { sql: `SELECT ${list} WHERE FALSE`, columns, order: null };
  }
  const rows: string[] = [];
  for (let start = 0; start < cells.length; start += width) {
    rows.push(`(${cells.slice(start, start + width).join(', ')}, ${rows.length})`);
  }
  const row = t.unique('row');
  const alias = `t(${columns.map((column) => column.id).join(', ')}, ${row})`;
  const place = placeIn(t.sourceNumber(null), row);
  const sql = `SELECT ${selectList(columns)}, ${place} FROM (VALUES ${rows.join(', ')}) AS ${alias}`;
  return { sql, columns, placed: true, order: null };
}
