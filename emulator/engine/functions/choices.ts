import type { KustoType } from '@/emulator/engine/contract';
import { refusal } from '@/emulator/engine/read-tree';
import { condition } from '@/emulator/engine/scalar';
import { find, isNullConstant, quote, type Value } from '@/emulator/engine/sql';
import { as, commonType, literal } from '@/emulator/engine/types';
import { allArgs, type Call, constantText, fn, type Registry } from './define';

/** Choosing between values, and asking whether there is one. */

function commonOf(values: Value[], call: Call): KustoType {
  // A bare `null` has no type of its own.
  const typed = values.filter((value) => !(value.type === 'dynamic' && isNullConstant(value)));
  const [first, ...rest] = typed.length === 0 ? values : typed;
  let type: KustoType | null = first?.type ?? 'dynamic';
  for (const value of rest) {
    type =
      type === 'dynamic' || value.type === 'dynamic'
        ? type === value.type
          ? type
          : 'dynamic'
        : commonType(type, value.type);
    if (type === null) throw refusal(call.node.place, `${call.node.name} of different types`);
  }
  return type ?? 'dynamic';
}

/** Branches have to agree: the engine rejects a long beside a real (measured). */
function branches(values: Value[], call: Call): KustoType {
  const types = new Set(values.filter((value) => value.type !== 'dynamic').map((value) => value.type));
  if (types.has('real') && (types.has('long') || types.has('int'))) {
    throw call.t.semanticError(
      call.node.place,
      `${call.node.name}(): the branches have different data types.`,
      call.node.name,
    );
  }
  return commonOf(values, call);
}

function iff(call: Call): Value {
  const test = call.node.args[0];
  if (test === undefined) throw refusal(call.node.place, 'iff without a condition');
  const values = [call.arg(1), call.arg(2)];
  const type = branches(values, call);
  const [yes, no] = values.map((value) => as(value, type));
  return { sql: `CASE WHEN ${condition(test, call.scope, call.t)} THEN ${yes} ELSE ${no} END`, type };
}

function caseOf(call: Call): Value {
  const { args } = call.node;
  const results = args.flatMap((_, index) => (index % 2 === 1 || index === args.length - 1 ? [call.arg(index)] : []));
  const type = branches(results, call);
  const whens: string[] = [];
  for (let index = 0; index + 1 < args.length; index += 2) {
    const test = args[index];
    if (test !== undefined)
      whens.push(`WHEN ${condition(test, call.scope, call.t)} THEN ${as(call.arg(index + 1), type)}`);
  }
  return { sql: `CASE ${whens.join(' ')} ELSE ${as(call.arg(args.length - 1), type)} END`, type };
}

/** On strings `coalesce` skips the empty ones (docs: coalesce()). */
function coalesce(call: Call): Value {
  const values = allArgs(call);
  const type = commonOf(values, call);
  const telling = values.filter((value) => !isNullConstant(value) && value.constant !== '');
  const [first, ...others] = telling.map((value) => as(value, type));
  if (first === undefined) return literal(type === 'string' ? '' : null, type);
  if (others.length === 0) return { sql: first, type };
  if (type !== 'string') return { sql: `coalesce(${[first, ...others].join(', ')})`, type };
  const parts = [first, ...others].map((part) => `nullif(${part}, '')`);
  return { sql: `coalesce(${parts.join(', ')}, '')`, type };
}

/** Null arguments are left out; a string is compared as text. */
function extreme(name: 'least' | 'greatest') {
  return (call: Call): Value => {
    const values = allArgs(call);
    const type = commonOf(values, call);
    return { sql: `${name}(${values.map((value) => as(value, type)).join(', ')})`, type };
  };
}

function columnIfExists(call: Call): Value {
  const column = find(call.scope.columns, constantText(call, 0));
  return column === undefined ? call.arg(1) : { sql: column.id, type: column.type };
}

/** A string is never null (docs: isnull()). */
function isNull(negated: boolean) {
  return (call: Call): Value => {
    const value = call.arg(0);
    if (value.type === 'string') return literal(negated, 'bool');
    return { sql: `(${value.sql} IS ${negated ? 'NOT ' : ''}NULL)`, type: 'bool' };
  };
}

function isEmpty(negated: boolean) {
  return (call: Call): Value => {
    const value = call.arg(0);
    const test =
      value.type === 'string'
        ? `(${value.sql} ${negated ? '<>' : '='} '')`
        : `(${as(value, 'string')} ${negated ? '<>' : '='} '')`;
    return { sql: test, type: 'bool' };
  };
}

export const choices: Registry = {
  iff,
  iif: iff,
  case: caseOf,
  coalesce,
  min_of: extreme('least'),
  max_of: extreme('greatest'),
  column_ifexists: columnIfExists,
  columnifexists: columnIfExists,
  isnull: isNull(false),
  isnotnull: isNull(true),
  notnull: isNull(true),
  isempty: isEmpty(false),
  isnotempty: isEmpty(true),
  notempty: isEmpty(true),
  not: fn('bool', ['bool'], (x) => `(NOT ${x})`),
  assert: (call) => {
    const message = quote(constantText(call, 1));
    return { sql: `CASE WHEN ${as(call.arg(0), 'bool')} THEN TRUE ELSE error(${message}) END`, type: 'bool' };
  },
};
