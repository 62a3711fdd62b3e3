import { functions } from '@/emulator/engine/functions';
import { aggregates } from './aggregates';
import { arithmetic } from './arithmetic';
import { between, compare, member } from './compare';
import { known, refusal } from './read-tree';
import { filled, find, quote, type SqlColumn, type Value } from './sql';
import type { Place, Scalar } from './syntax';
import type { Scope, Translation } from './translation';
import { as, literal } from './types';

/** Everything that has one value per row. */
export function scalar(node: Scalar, scope: Scope, t: Translation): Value {
  switch (node.kind) {
    case 'literal':
      return literal(node.value, known(node.type));
    case 'json':
      return literal(node.json, 'dynamic');
    case 'column': {
      const column = columnOf(node, scope);
      return { sql: column.id, type: column.type };
    }
    case 'variable': {
      const binding = scope.names.get(node.variable);
      if (binding?.kind === 'scalar') return binding.value;
      throw refusal(node.place, `name ${node.variable}`);
    }
    case 'negate': {
      const operand = t.scalar(node.operand, scope);
      if (typeof operand.constant === 'bigint' || typeof operand.constant === 'number') {
        return literal(typeof operand.constant === 'bigint' ? -operand.constant : -operand.constant, operand.type);
      }
      const type = operand.type === 'dynamic' ? 'real' : operand.type;
      if (type === 'int') return { sql: `k_sub(CAST(0 AS BIGINT), ${as(operand, 'long')})`, type: 'long' };
      return type === 'long' || type === 'timespan'
        ? { sql: `k_sub(CAST(0 AS BIGINT), ${operand.sql})`, type }
        : { sql: `(- ${as(operand, type)})`, type };
    }
    case 'binary':
      return binary(node, scope, t);
    case 'member':
      return member(node, scope, t);
    case 'between':
      return between(node, scope, t);
    case 'element':
      return element(node, scope, t);
    case 'named':
      return t.scalar(node.value, scope);
    case 'toscalar': {
      const relation = t.tabular(node.table, scope);
      const column = relation.columns[0];
      if (column === undefined) throw refusal(node.place, 'toscalar without a column');
      const sql = `(SELECT ${column.id} FROM (${relation.sql}) LIMIT 1)`;
      return { sql: filled(sql, column.type), type: column.type };
    }
    case 'call':
      return call(node, scope, t);
    case 'star':
    case 'columns':
    case 'type':
    case 'tabular':
      throw refusal(node.place, `${node.kind} as a value`);
  }
}

function columnOf(node: Extract<Scalar, { kind: 'column' }>, scope: Scope): SqlColumn {
  const columns = node.side === 'left' ? scope.left : node.side === 'right' ? scope.right : scope.columns;
  const column = find(columns ?? [], node.column);
  if (column === undefined) throw refusal(node.place, `column ${node.column}`);
  return column;
}

/** A filter: NULL counts as false, so comparisons stay bare and DuckDB can skip whole row groups. */
export function condition(node: Scalar, scope: Scope, t: Translation): string {
  if (node.kind === 'binary' && (node.operator === 'and' || node.operator === 'or')) {
    return `(${condition(node.left, scope, t)} ${node.operator} ${condition(node.right, scope, t)})`;
  }
  if (node.kind === 'binary' && node.left.kind !== 'star') {
    const value = compare(node.operator, t.scalar(node.left, scope), t.scalar(node.right, scope), node.place, true);
    if (value !== null) return value.sql;
  }
  if (node.kind === 'member') return member(node, scope, t, true).sql;
  return asCondition(t.scalar(node, scope), node.place);
}

function asCondition(value: Value, place: Place): string {
  if (value.type === 'bool' || value.type === 'dynamic' || value.type === 'int' || value.type === 'long')
    return as(value, 'bool');
  throw refusal(place, `a condition of type ${value.type}`);
}

function binary(node: Extract<Scalar, { kind: 'binary' }>, scope: Scope, t: Translation): Value {
  const { operator, place } = node;
  if (operator === 'and' || operator === 'or') {
    const left = asCondition(t.scalar(node.left, scope), place);
    const right = asCondition(t.scalar(node.right, scope), place);
    return { sql: `(${left} ${operator} ${right})`, type: 'bool' };
  }
  if (node.left.kind === 'star') {
    const right = t.scalar(node.right, scope);
    const each = scope.columns.map(
      (column) =>
        compare(
          operator,
          { sql: as({ sql: column.id, type: column.type }, 'string'), type: 'string' },
          right,
          place,
          false,
        )?.sql ?? 'FALSE',
    );
    return { sql: `(${each.join(' OR ') || 'FALSE'})`, type: 'bool' };
  }
  const left = t.scalar(node.left, scope);
  const right = t.scalar(node.right, scope);
  const value = compare(operator, left, right, place, false) ?? arithmetic(operator, left, right, place);
  if (value === null) throw refusal(place, `operator ${operator} between ${left.type} and ${right.type}`);
  return value;
}

/** `d.key`, `d["key"]`, `d[3]`, `d[-1]`; a missing step is null. */
function element(node: Extract<Scalar, { kind: 'element' }>, scope: Scope, t: Translation): Value {
  const path: Value[] = [];
  let target: Scalar = node;
  while (target.kind === 'element') {
    path.unshift(t.scalar(target.selector, scope));
    target = target.target;
  }
  const value = t.scalar(target, scope);
  if (value.type !== 'dynamic') throw refusal(node.place, `a path into a ${value.type}`);
  const steps = path.map((step) => pathStep(step));
  const constant = path.every((step) => step.constant !== undefined);
  const sql = constant
    ? quote(`$${steps.map(({ text }) => text).join('')}`)
    : `('$' || ${steps.map(({ sql }) => sql).join(' || ')})`;
  return { sql: `k_at(${value.sql}, ${sql})`, type: 'dynamic' };
}

function pathStep(step: Value): { text: string; sql: string } {
  if (step.type === 'string') {
    const key = String(step.constant ?? '');
    return {
      text: `."${key.replaceAll('"', '\\"')}"`,
      sql: `'."' || replace(${step.sql}, '"', '\\"') || '"'`,
    };
  }
  if (step.type === 'dynamic' && step.constant === undefined) {
    return {
      text: '',
      sql: `CASE WHEN json_type(${step.sql}) = 'VARCHAR' THEN '."' || replace(${as(step, 'string')}, '"', '\\"') || '"' ELSE '[' || coalesce(CAST(${as(step, 'long')} AS VARCHAR), '999999999') || ']' END`,
    };
  }
  const index = as(step, 'long');
  const value = Number(step.constant ?? 0);
  return {
    text: value < 0 ? `[#${value}]` : `[${value}]`,
    sql: `CASE WHEN ${index} < 0 THEN '[#' || ${index} || ']' ELSE '[' || coalesce(CAST(${index} AS VARCHAR), '999999999') || ']' END`,
  };
}

function call(node: Extract<Scalar, { kind: 'call' }>, scope: Scope, t: Translation): Value {
  const { body } = node;
  if (body !== null) {
    return t.call({ ...node, body }, scope, (inner) => t.scalar(body.result, inner));
  }
  const build = functions.get(node.name);
  if (build === undefined) {
    if (aggregates.has(node.name))
      throw t.semanticError(
        node.place,
        `The aggregate function '${node.name}' is not allowed in this context.`,
        node.name,
      );
    throw refusal(node.place, `function ${node.name}`);
  }
  return build({ node, scope, t, type: known(node.type), arg: (index) => argument(node, index, scope, t) });
}

function argument(node: Extract<Scalar, { kind: 'call' }>, index: number, scope: Scope, t: Translation): Value {
  const found = node.args[index];
  if (found === undefined) throw refusal(node.place, `${node.name} with ${node.args.length} arguments`);
  return t.scalar(found, scope);
}
