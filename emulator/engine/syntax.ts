import type { Column, KustoType } from './contract';

/**
 * The query as the translator sees it: the parser's tree with every name resolved, every literal read and every
 * optional part either there or `null`. Only `read-tree.ts` makes these.
 */

/** UTF-16 units in the query text. */
export interface Place {
  start: number;
  length: number;
}

/** `unknown`: the untyped `null`, or a column the binder could not see. */
export type ScalarType = KustoType | 'unknown';

interface Node {
  place: Place;
}

interface ScalarNode extends Node {
  type: ScalarType;
  /** The column name Kusto gives to this expression when the query gives none; `''` when it makes one up. */
  autoName: string;
}

export type LiteralValue = string | number | bigint | boolean | null;

export type Scalar =
  /** datetime and timespan as ticks (bigint), long as bigint, int and real as number, the rest as text. */
  | (ScalarNode & { kind: 'literal'; value: LiteralValue })
  /** A `dynamic(...)` literal as JSON text; `null` for `dynamic(null)`. */
  | (ScalarNode & { kind: 'json'; json: string | null })
  | (ScalarNode & { kind: 'column'; column: string; side: 'left' | 'right' | null })
  | (ScalarNode & { kind: 'variable'; variable: string })
  | (ScalarNode & { kind: 'call'; name: string; args: Scalar[]; body: FunctionBody | null })
  | (ScalarNode & { kind: 'negate'; operand: Scalar })
  | (ScalarNode & { kind: 'binary'; operator: string; left: Scalar; right: Scalar })
  | (ScalarNode & { kind: 'member'; operator: string; left: Scalar; right: Scalar[] })
  | (ScalarNode & { kind: 'between'; negated: boolean; left: Scalar; low: Scalar; high: Scalar })
  | (ScalarNode & { kind: 'element'; target: Scalar; selector: Scalar })
  | (ScalarNode & { kind: 'toscalar'; table: Tabular })
  | (ScalarNode & { kind: 'named'; names: string[]; value: Scalar })
  | (ScalarNode & { kind: 'type'; types: KustoType[] })
  | (ScalarNode & { kind: 'star' })
  /** `*` or a name with wildcards where columns are chosen; already resolved against the input. */
  | (ScalarNode & { kind: 'columns'; columns: string[] })
  /** A tabular argument of a user function. */
  | (ScalarNode & { kind: 'tabular'; table: Tabular });

export interface FunctionBody {
  parameters: string[];
  /** Values of parameters the call leaves out. */
  defaults: Map<string, Scalar>;
  statements: Statement[];
  /** Of kind `tabular` when the function gives rows. */
  result: Scalar;
}

export type Statement =
  | { kind: 'let-scalar'; name: string; value: Scalar }
  | { kind: 'let-table'; name: string; value: Tabular }
  | { kind: 'let-function'; name: string }
  | { kind: 'query'; value: Tabular };

interface TabularNode extends Node {
  /** As the binder sees them: names after all of Kusto's renaming. */
  columns: Column[];
}

export type Tabular =
  | (TabularNode & { kind: 'base'; table: string })
  | (TabularNode & { kind: 'table-variable'; variable: string })
  | (TabularNode & { kind: 'table-call'; name: string; args: Scalar[]; body: FunctionBody })
  | (TabularNode & { kind: 'datatable'; schema: Column[]; values: Scalar[] })
  | (TabularNode & { kind: 'materialize'; table: Tabular })
  | (TabularNode & { kind: 'pipe'; input: Tabular | null; operator: Operator });

export interface SortKey {
  value: Scalar;
  descending: boolean;
  nullsFirst: boolean;
}

export type ParsePart =
  | { kind: 'star' }
  | { kind: 'text'; text: string; place: Place }
  | { kind: 'column'; name: string; type: KustoType; place: Place };

export interface MvItem {
  name: string;
  value: Scalar;
  type: KustoType | null;
  /** The input column it replaces, if it does. */
  source: string | null;
}

interface TopNestedLevel {
  count: Scalar | null;
  of: Scalar;
  others: Scalar | null;
  by: Scalar;
  descending: boolean;
}

/** `name = value` pairs written between an operator and its arguments, lower-case names. */
export type Options = Map<string, string>;

export type Operator = Node &
  (
    | { kind: 'where'; condition: Scalar }
    | { kind: 'project'; items: Scalar[] }
    | { kind: 'extend'; items: Scalar[] }
    | { kind: 'serialize'; items: Scalar[] }
    | { kind: 'print'; items: Scalar[] }
    /** project-away, -keep and -reorder: the binder has resolved the wildcards into the output columns. */
    | { kind: 'choose' }
    | { kind: 'rename'; pairs: { from: string; to: string }[] }
    | { kind: 'count'; as: string }
    | { kind: 'take'; count: Scalar }
    | { kind: 'sort'; keys: SortKey[] }
    | { kind: 'top'; count: Scalar; keys: SortKey[] }
    | { kind: 'distinct'; items: Scalar[] }
    | { kind: 'summarize'; aggregates: Scalar[]; by: Scalar[] }
    | { kind: 'join'; flavor: string; right: Tabular; keys: { left: Scalar; right: Scalar }[] }
    | { kind: 'lookup'; flavor: string; right: Tabular; keys: { left: Scalar; right: Scalar }[] }
    | { kind: 'union'; options: Options; legs: { table: Tabular; label: string | null }[]; withSource: string | null }
    | {
        kind: 'parse';
        mode: 'simple' | 'relaxed' | 'regex';
        flags: string;
        filter: boolean;
        source: Scalar;
        parts: ParsePart[];
      }
    | { kind: 'parse-kv'; source: Scalar; keys: Column[]; options: Options }
    | { kind: 'mv-expand'; items: MvItem[]; limit: Scalar | null; indexColumn: string | null; bagKind: string }
    | { kind: 'mv-apply'; items: MvItem[]; limit: Scalar | null; indexColumn: string | null; subquery: Tabular }
    | {
        kind: 'make-series';
        aggregates: { value: Scalar; fallback: Scalar | null }[];
        on: Scalar;
        from: Scalar | null;
        to: Scalar | null;
        step: Scalar;
        /** Whether `to` itself belongs to the axis. */
        inclusive: boolean;
        by: Scalar[];
        options: Options;
      }
    | { kind: 'range'; name: string; from: Scalar; to: Scalar; step: Scalar }
    | { kind: 'invoke'; name: string; args: Scalar[]; body: FunctionBody }
    | { kind: 'search'; condition: Scalar; tables: Tabular[]; caseSensitive: boolean }
    | { kind: 'as'; name: string }
    | { kind: 'render'; chart: string }
    | { kind: 'getschema' }
    | { kind: 'evaluate'; plugin: string; args: Scalar[]; hasSchema: boolean; open: boolean; end: number }
    | { kind: 'partition'; by: Scalar; subquery: Tabular }
    | { kind: 'top-nested'; levels: TopNestedLevel[] }
    | { kind: 'top-hitters'; count: Scalar; of: Scalar; by: Scalar | null }
    | { kind: 'sample'; count: Scalar }
    | { kind: 'sample-distinct'; count: Scalar; of: Scalar }
    | { kind: 'same' }
    | { kind: 'refused'; construct: string }
  );
