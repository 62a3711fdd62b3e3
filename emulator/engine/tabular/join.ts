import type { Column } from '@/emulator/engine/contract';
import { refusal } from '@/emulator/engine/read-tree';
import { filled, Names as Ids, type Relation, type SqlColumn, selectList } from '@/emulator/engine/sql';
import type { Operator, Scalar } from '@/emulator/engine/syntax';
import type { Scope, Translation } from '@/emulator/engine/translation';
import { as, commonType } from '@/emulator/engine/types';

type Of<K extends Operator['kind']> = Extract<Operator, { kind: K }>;

interface Sides {
  left: Relation;
  right: Relation;
  leftKeys: string[];
  condition: string;
}

const PADDED: Record<string, { join: string; left: boolean; right: boolean }> = {
  inner: { join: 'JOIN', left: false, right: false },
  innerunique: { join: 'JOIN', left: false, right: false },
  leftouter: { join: 'LEFT JOIN', left: false, right: true },
  rightouter: { join: 'RIGHT JOIN', left: true, right: false },
  fullouter: { join: 'FULL JOIN', left: true, right: true },
};

const ONE_SIDED: Record<string, { side: 'left' | 'right'; join: string }> = {
  leftsemi: { side: 'left', join: 'SEMI JOIN' },
  leftanti: { side: 'left', join: 'ANTI JOIN' },
  anti: { side: 'left', join: 'ANTI JOIN' },
  leftantisemi: { side: 'left', join: 'ANTI JOIN' },
  rightsemi: { side: 'right', join: 'SEMI JOIN' },
  rightanti: { side: 'right', join: 'ANTI JOIN' },
  rightantisemi: { side: 'right', join: 'ANTI JOIN' },
};

/** Without a kind, `join` is innerunique: the left side keeps any one row of each key. */
export function join(operator: Of<'join'>, columns: Column[], scope: Scope, t: Translation, rows: Relation): Relation {
  const sides = sidesOf(operator, scope, t, rows);
  const oneSided = ONE_SIDED[operator.flavor];
  if (oneSided) {
    const [kept, other, a, b] =
      oneSided.side === 'left' ? [sides.left, sides.right, 'l', 'r'] : [sides.right, sides.left, 'r', 'l'];
    const sql = `SELECT ${selectList(kept.columns, a)} FROM (${kept.sql}) ${a} ${oneSided.join} (${other.sql}) ${b} ON ${sides.condition}`;
    return { sql, columns: kept.columns, order: null };
  }
  const kind = PADDED[operator.flavor];
  if (kind === undefined) throw refusal(operator.place, `join kind=${operator.flavor}`);
  const left =
    operator.flavor === 'innerunique' && sides.leftKeys.length > 0 ? unique(sides.left, sides.leftKeys) : sides.left;
  return joined({ ...sides, left }, kind, sides.right.columns, columns);
}

/** `lookup` is a join that keeps all rows on the left and drops the keys on the right. */
export function lookup(
  operator: Of<'lookup'>,
  columns: Column[],
  scope: Scope,
  t: Translation,
  rows: Relation,
): Relation {
  const sides = sidesOf(operator, scope, t, rows);
  const kind = PADDED[operator.flavor];
  if (kind === undefined || (operator.flavor !== 'leftouter' && operator.flavor !== 'inner')) {
    throw refusal(operator.place, `lookup kind=${operator.flavor}`);
  }
  const keys = new Set(operator.keys.map(({ right }) => (right.kind === 'column' ? right.column : '')));
  const kept = sides.right.columns.filter((column) => !keys.has(column.name));
  return joined(sides, kind, kept, columns);
}

function joined(
  sides: Sides,
  kind: { join: string; left: boolean; right: boolean },
  rightColumns: SqlColumn[],
  columns: Column[],
): Relation {
  const ids = new Ids();
  const sources = [
    ...sides.left.columns.map((column) => ({ sql: `l.${column.id}`, type: column.type, padded: kind.left })),
    ...rightColumns.map((column) => ({ sql: `r.${column.id}`, type: column.type, padded: kind.right })),
  ];
  const made: SqlColumn[] = sources.map((source, index) => {
    const name = columns[index]?.name ?? `Column${index + 1}`;
    return { name, type: source.type, id: ids.give(name) };
  });
  const list = sources
    .map(({ sql, type, padded }, index) => `${padded ? filled(sql, type) : sql} AS ${made[index]?.id}`)
    .join(', ');
  const on = sides.condition === '' ? 'TRUE' : sides.condition;
  return {
    sql: `SELECT ${list} FROM (${sides.left.sql}) l ${kind.join} (${sides.right.sql}) r ON ${on}`,
    columns: made,
    order: null,
  };
}

function unique(relation: Relation, keys: string[]): Relation {
  return {
    columns: relation.columns,
    order: relation.order,
    sql: `SELECT DISTINCT ON (${keys.join(', ')}) ${selectList(relation.columns)} FROM (${relation.sql})`,
  };
}

function sidesOf(operator: Of<'join'> | Of<'lookup'>, scope: Scope, t: Translation, left: Relation): Sides {
  const right = t.tabular(operator.right, { ...scope, rows: null });
  const keys = operator.keys.map((key) => {
    const l = t.scalar(onSide(key.left, 'left'), { ...scope, left: left.columns, rows: null });
    const r = t.scalar(onSide(key.right, 'right'), { ...scope, right: right.columns, rows: null });
    const type = commonType(l.type, r.type);
    if (type === null || type === 'dynamic') throw refusal(key.left.place, `join on ${l.type} and ${r.type}`);
    return { leftKey: as(l, type), l: as(prefixed(l, 'l', left), type), r: as(prefixed(r, 'r', right), type), type };
  });
  // Null keys match each other; strings are never null, so they stay a plain equality.
  const condition = keys
    .map(({ l, r, type }) => `${l} ${type === 'string' ? '=' : 'IS NOT DISTINCT FROM'} ${r}`)
    .join(' AND ');
  return { left, right, leftKeys: keys.map(({ leftKey }) => leftKey), condition };
}

function prefixed<T extends { sql: string }>(value: T, alias: string, relation: Relation): T {
  const column = relation.columns.find((candidate) => candidate.id === value.sql);
  return column === undefined ? value : { ...value, sql: `${alias}.${column.id}` };
}

/** `on Name` means that column on both sides. */
function onSide(node: Scalar, side: 'left' | 'right'): Scalar {
  return node.kind === 'column' && node.side === null ? { ...node, side } : node;
}
