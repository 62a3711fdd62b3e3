/// <reference path="../../../node_modules/@kusto/language-service-next/Kusto.Language.Bridge.d.ts" />
// Order matters: both files only make the globals Bridge, System and Kusto.
import '@kusto/language-service-next/bridge.min.js';
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js';

import KL = Kusto.Language;

export interface TableColumns {
  name: string;
  /** `name:type` each. */
  columns: readonly string[];
}

export interface Analysis {
  /** Codes and messages of what the parser calls an error. */
  errors: string[];
  warnings: string[];
  /** `name:type` of the answer's columns. */
  columns: string[];
  /** The text of every token, comments left out; of a string literal only that it is one. */
  tokens: string[];
}

/** The parser alone, much faster: what is wrong with the text by itself, and its tokens. */
export function parseOnly(kql: string): Pick<Analysis, 'errors' | 'tokens'> {
  const code = KL.KustoCode.Parse(kql);
  if (!code) throw new Error('The parser gave nothing.');
  return { errors: diagnosticsOf(code).errors, tokens: tokensOf(code) };
}

/** Microsoft's own parser and binder over a database of these tables. */
export function analyse(kql: string, tables: readonly TableColumns[]): Analysis {
  const code = KL.KustoCode.ParseAndAnalyze(kql, globalsWith(tables));
  if (!code) throw new Error('The parser gave nothing.');
  return { ...diagnosticsOf(code), columns: columnsOf(code), tokens: tokensOf(code) };
}

function diagnosticsOf(code: KL.KustoCode): Pick<Analysis, 'errors' | 'warnings'> {
  const errors: string[] = [];
  const warnings: string[] = [];
  const found = code.GetDiagnostics();
  for (let i = 0; i < (found?.Count ?? 0); i += 1) {
    const diagnostic = found?.getItem(i);
    const said = `${diagnostic?.Code} ${diagnostic?.Message} at ${diagnostic?.Start}`;
    if (diagnostic?.Severity === 'Error') errors.push(said);
    else warnings.push(said);
  }
  return { errors, warnings };
}

function columnsOf(code: KL.KustoCode): string[] {
  const result = code.ResultType;
  if (!(result instanceof KL.Symbols.TableSymbol)) return [];
  const columns: string[] = [];
  const list = result.Columns;
  for (let i = 0; i < (list?.Count ?? 0); i += 1) {
    const column = list?.getItem(i);
    columns.push(`${column?.Name}:${column?.Type?.Name}`);
  }
  return columns;
}

const aString = 'a string literal';

function tokensOf(code: KL.KustoCode): string[] {
  const tokens: string[] = [];
  let token = code.Syntax?.GetFirstToken(true);
  while (token) {
    tokens.push(token.Kind === KL.Syntax.SyntaxKind.StringLiteralToken ? aString : `${token.Text}`);
    token = token.GetNextToken(true);
  }
  return tokens;
}

const known = new Map<string, KL.GlobalState>();

function globalsWith(tables: readonly TableColumns[]): KL.GlobalState {
  const key = JSON.stringify(tables);
  const found = known.get(key);
  if (found) return found;
  const symbols = tables.map(
    ({ name, columns }) => new KL.Symbols.TableSymbol.$ctor7(name, `(${columns.join(', ')})`, null),
  );
  const globals = KL.GlobalState.Default?.WithDatabase(new KL.Symbols.DatabaseSymbol.ctor('workspace', symbols));
  if (!globals) throw new Error('The parser has no default state.');
  known.set(key, globals);
  return globals;
}

/** The values of a query's string literals, in their order, as the parser reads them. */
export function stringLiterals(kql: string): string[] {
  const values: string[] = [];
  let token = KL.KustoCode.Parse(kql)?.Syntax?.GetFirstToken(true);
  while (token) {
    const value: unknown = token.Value;
    if (token.Kind === KL.Syntax.SyntaxKind.StringLiteralToken && typeof value === 'string') values.push(value);
    token = token.GetNextToken(true);
  }
  return values;
}
