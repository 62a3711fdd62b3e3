import { aggregateValues } from '@/emulator/engine/aggregates';
import type { Column } from '@/emulator/engine/contract';
import { refusal } from '@/emulator/engine/read-tree';
import { Names as Ids, type Relation, type SqlColumn } from '@/emulator/engine/sql';
import type { Operator } from '@/emulator/engine/syntax';
import type { Scope, Translation } from '@/emulator/engine/translation';
import { count } from './sort';

/** The best values of a first column, inside each the best of a second, and so on. */
export function topNested(
  operator: Extract<Operator, { kind: 'top-nested' }>,
  columns: Column[],
  scope: Scope,
  t: Translation,
  rows: Relation,
): Relation {
  const keys = operator.levels.map((level) => t.scalar(level.of, scope));
  let source = `SELECT *, ${keys.map((key, index) => `${key.sql} AS k${index}`).join(', ')} FROM (${rows.sql})`;
  const values = operator.levels.map((level, index) => {
    if (level.others !== null) throw refusal(operator.place, 'top-nested with others');
    const [value] = aggregateValues(level.by, { ...scope, rows: null }, rows, t);
    if (value === undefined) throw refusal(level.by.place, 'top-nested by this expression');
    const group = keys.slice(0, index + 1).map((_, position) => `k${position}`);
    const outer = group.slice(0, -1);
    const direction = level.descending ? 'DESC NULLS LAST' : 'ASC NULLS LAST';
    const rank = `row_number() OVER (${outer.length > 0 ? `PARTITION BY ${outer.join(', ')} ` : ''}ORDER BY a ${direction})`;
    const best = `SELECT ${group.join(', ')}, a AS a${index} FROM (SELECT *, ${rank} AS place FROM (SELECT ${group.join(', ')}, ${value.sql} AS a FROM (${source}) GROUP BY ${group.join(', ')}))${level.count === null ? '' : ` WHERE place <= ${count(level.count, scope, t)}`}`;
    const on = group.map((name) => `s.${name} IS NOT DISTINCT FROM b.${name}`).join(' AND ');
    source = `SELECT s.*, b.a${index} FROM (${source}) s JOIN (${best}) b ON ${on}`;
    return value;
  });
  const ids = new Ids();
  const cells = keys.flatMap((key, index) => [
    { sql: `k${index}`, type: key.type },
    { sql: `a${index}`, type: values[index]?.type ?? 'long' },
  ]);
  const made: SqlColumn[] = cells.map((cell, index) => {
    const name = columns[index]?.name ?? `Column${index + 1}`;
    return { name, type: cell.type, id: ids.give(name) };
  });
  const list = cells.map((cell, index) => `${cell.sql} AS ${made[index]?.id}`).join(', ');
  const best = operator.levels.map(
    (level, index) => `${made[index * 2 + 1]?.id} ${level.descending ? 'DESC' : 'ASC'} NULLS LAST`,
  );
  return { sql: `SELECT DISTINCT ${list} FROM (${source}) ORDER BY ${best.join(', ')}`, columns: made, order: [] };
}
