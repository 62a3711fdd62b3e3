import type { KustoType } from '@/emulator/engine/contract';
import { refusal } from '@/emulator/engine/read-tree';
import { filled, type Value } from '@/emulator/engine/sql';
import type { Scalar } from '@/emulator/engine/syntax';
import type { Scope, Translation } from '@/emulator/engine/translation';
import { as } from '@/emulator/engine/types';

/** One call of a built-in function, ready to be turned into SQL. */
export interface Call {
  node: Extract<Scalar, { kind: 'call' }>;
  scope: Scope;
  t: Translation;
  /** The result type the binder found. */
  type: KustoType;
  /** The value of an argument; refuses when the query has fewer. */
  arg(index: number): Value;
}

export type Build = (call: Call) => Value;
export type Registry = Record<string, Build>;

type Parameter = KustoType | 'any';

/** A function that is one SQL template. Missing arguments at the end come as `undefined`. */
export function fn(
  returns: KustoType | 'bound',
  parameters: Parameter[],
  template: (...args: string[]) => string,
  { optional = 0, nullable = false }: { optional?: number; nullable?: boolean } = {},
): Build {
  return (call) => {
    const { node } = call;
    if (node.args.length > parameters.length || node.args.length < parameters.length - optional) {
      throw refusal(node.place, `${node.name} with ${node.args.length} arguments`);
    }
    const args = node.args.map((_, index) => {
      const value = call.arg(index);
      const type = parameters[index] ?? 'any';
      return type === 'any' ? value.sql : as(value, type);
    });
    const type = returns === 'bound' ? call.type : returns;
    const sql = template(...args);
    return { sql: nullable || type !== 'string' ? sql : filled(sql, type), type };
  };
}

/** The constant text of an argument, or a refusal. */
export function constantText(call: Call, index: number): string {
  const value = call.arg(index);
  if (typeof value.constant === 'string' && value.type === 'string') return value.constant;
  throw refusal(
    call.node.args[index]?.place ?? call.node.place,
    `${call.node.name} with a computed argument ${index + 1}`,
  );
}

export function allArgs(call: Call): Value[] {
  return call.node.args.map((_, index) => call.arg(index));
}
