import type { Column } from '@/emulator/engine/contract';
import { empty, find, Names as Ids, placeOf, quote, type Relation, type SqlColumn } from '@/emulator/engine/sql';
import type { Operator } from '@/emulator/engine/syntax';
import type { Scope, Translation } from '@/emulator/engine/translation';

/**
 * Columns meet by name and type: one name with two types becomes `x_int` and `x_long`, as the binder says.
 * `withsource` shows a table's own name, and `union_arg0`, … for anything else.
 */
export function union(
  operator: Extract<Operator, { kind: 'union' }>,
  input: Relation | null,
  columns: Column[],
  scope: Scope,
  t: Translation,
  inputLabel: string | null,
): Relation {
  const legs = operator.legs.map(({ table, label }) => ({
    relation: t.tabular(table, { ...scope, rows: null }),
    label,
  }));
  if (input !== null) legs.unshift({ relation: input, label: inputLabel });
  const inner = operator.options.get('kind') === 'inner';
  const ids = new Ids();
  const made: SqlColumn[] = columns
    .filter((column) => {
      if (!inner || column.name === operator.withSource) return true;
      return legs.every(({ relation }) => find(relation.columns, column.name)?.type === column.type);
    })
    .map((column) => ({ ...column, id: ids.give(column.name) }));
  const placed = legs.every(({ relation }) => relation.placed);
  const parts = legs.map(({ relation, label }, index) => {
    const cells = made.map((column) => {
      if (column.name === operator.withSource) return `${quote(label ?? `union_arg${index}`)} AS ${column.id}`;
      return `${sourceOf(relation, column)?.id ?? empty(column.type)} AS ${column.id}`;
    });
    const place = placed ? placeOf(relation) : '';
    return `SELECT ${cells.join(', ') || '1 AS "~none"'}${place} FROM (${relation.sql})`;
  });
  return { sql: parts.join(' UNION ALL '), columns: made, placed, order: null };
}

function sourceOf(relation: Relation, column: SqlColumn): SqlColumn | undefined {
  const same = find(relation.columns, column.name);
  if (same?.type === column.type) return same;
  const suffix = `_${column.type}`;
  if (!column.name.endsWith(suffix)) return undefined;
  const original = find(relation.columns, column.name.slice(0, -suffix.length));
  return original?.type === column.type ? original : undefined;
}
