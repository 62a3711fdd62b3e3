import { compare, termTest } from '@/emulator/engine/compare';
import { refusal } from '@/emulator/engine/read-tree';
import { condition } from '@/emulator/engine/scalar';
import { empty, find, Names as Ids, placeOf, quote, type Relation, type SqlColumn } from '@/emulator/engine/sql';
import type { Operator, Scalar } from '@/emulator/engine/syntax';
import type { Scope, Translation } from '@/emulator/engine/translation';
import { as } from '@/emulator/engine/types';

/** `search` over the rows before it or over tables; `$table` names where a row is from. */
export function search(
  operator: Extract<Operator, { kind: 'search' }>,
  input: Relation | null,
  scope: Scope,
  t: Translation,
  label: string | null = null,
): Relation {
  const legs =
    input !== null
      ? [{ relation: input, label: label ?? 'search_arg0' }]
      : operator.tables.length > 0
        ? operator.tables.map((table, index) => ({
            relation: t.tabular(table, { ...scope, rows: null }),
            label: table.kind === 'base' ? table.table : `search_arg${index}`,
          }))
        : t.allTables().map((name) => ({ relation: t.base(name, operator.place), label: name }));
  if (legs.length === 0) throw refusal(operator.place, 'search without a table');
  const ids = new Ids();
  const table: SqlColumn = { name: '$table', type: 'string', id: ids.give('$table') };
  const columns: SqlColumn[] = [table];
  for (const { relation } of legs) {
    for (const column of relation.columns) {
      const same = find(columns, column.name);
      if (same === undefined) columns.push({ ...column, id: ids.give(column.name) });
      else if (same.type !== column.type)
        throw refusal(operator.place, `search over column ${column.name} of two types`);
    }
  }
  const placed = legs.every(({ relation }) => relation.placed);
  const parts = legs.map(({ relation, label: name }) => {
    const cells = columns
      .slice(1)
      .map((column) => `${find(relation.columns, column.name)?.id ?? empty(column.type)} AS ${column.id}`);
    const rows = `SELECT ${[`${quote(name)} AS ${table.id}`, ...cells].join(', ')}${placed ? placeOf(relation) : ''} FROM (${relation.sql})`;
    return `SELECT * FROM (${rows}) WHERE ${test(operator.condition, { ...scope, columns, rows: null }, t, operator.caseSensitive)}`;
  });
  return { sql: parts.join(' UNION ALL '), columns, placed, order: null };
}

/** A bare text stands for "some column has it"; `*` at an end opens that end. */
function test(node: Scalar, scope: Scope, t: Translation, caseSensitive: boolean): string {
  if (node.kind === 'binary' && (node.operator === 'and' || node.operator === 'or')) {
    return `(${test(node.left, scope, t, caseSensitive)} ${node.operator} ${test(node.right, scope, t, caseSensitive)})`;
  }
  if (node.kind === 'call' && node.name === 'not' && node.args[0])
    return `(NOT ${test(node.args[0], scope, t, caseSensitive)})`;
  if (node.kind === 'literal' && typeof node.value === 'string') {
    const text = node.value;
    const each = scope.columns
      .filter((column) => column.name !== '$table')
      .map((column) => textTest(as({ sql: column.id, type: column.type }, 'string'), text, caseSensitive));
    return `(${each.join(' OR ') || 'FALSE'})`;
  }
  if (node.kind === 'binary' && node.operator === ':' && node.right.kind === 'literal') {
    return textTest(as(t.scalar(node.left, scope), 'string'), String(node.right.value), caseSensitive);
  }
  return `coalesce(${condition(node, scope, t)}, FALSE)`;
}

function textTest(column: string, text: string, caseSensitive: boolean): string {
  const inner = text.replace(/^\*|\*$/g, '');
  const open = { start: text.startsWith('*'), end: text.length > 1 && text.endsWith('*') };
  const suffix = caseSensitive ? '_cs' : '';
  if (inner === '') return `(${column} <> '')`;
  if (inner.includes('*')) {
    const steps = inner.split('*').map((step) => step.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
    return `regexp_matches(${column}, ${quote(`${caseSensitive ? '(?s)' : '(?is)'}${steps.join('.*')}`)})`;
  }
  if (open.start && open.end) {
    const value = compare(
      `contains${suffix}`,
      { sql: column, type: 'string' },
      { sql: quote(inner), type: 'string', constant: inner },
      { start: 0, length: 0 },
      true,
    );
    return value?.sql ?? 'FALSE';
  }
  return termTest(`${open.end ? 'hasprefix' : open.start ? 'hassuffix' : 'has'}${suffix}`, column, inner);
}
