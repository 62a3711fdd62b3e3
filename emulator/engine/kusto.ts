/// <reference path="../../node_modules/@kusto/language-service-next/Kusto.Language.Bridge.d.ts" />
// Both are side effects, and the second needs the globals of the first.
import '@kusto/language-service-next/bridge.min.js';
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js';
import { KqlError, type TableSchema } from './contract';

/** Microsoft's own parser, as a JavaScript build without modules: three globals, numbered constructors, .NET lists. */

export type Globals = Kusto.Language.GlobalState;
export type Code = Kusto.Language.KustoCode;

/** Errors the binder reports where the real engine answers; measured against it. */
const FALSE_ERRORS: { code: string; about: RegExp }[] = [
  { code: 'KS107', about: /\bcount\s*\(/ },
  { code: 'KS134', about: /\bmake_timespan\s*\(/ },
  { code: 'KS107', about: /\bbag_unpack\s*\(/ },
  { code: 'KS107', about: /\bsearch\b.*\bnot\s*\(/ },
];

export function globalsFor(tables: TableSchema[]): Globals {
  const { Symbols, GlobalState } = Kusto.Language;
  const symbols = tables.map((table) => {
    const columns = table.columns.map((column) => `${bracketed(column.name)}:${column.type}`);
    return new Symbols.TableSymbol.$ctor7(table.name, `(${columns.join(', ')})`, null);
  });
  const database = new Symbols.DatabaseSymbol.ctor('workspace', symbols);
  return present(present(GlobalState.Default).WithDatabase(database));
}

function bracketed(name: string): string {
  return `['${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;
}

/** Narrows what the declarations call nullable and the parser never leaves out. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new TypeError('The parser left out a part that it always has.');
  return value;
}

interface DotNetList<T> {
  Count: number;
  getItem(index: number): T;
}

interface SyntaxList<T> {
  Count: number;
  getItem$1(index: number): T;
}

export function items<T>(list: SyntaxList<T> | null | undefined): T[];
export function items<T>(list: DotNetList<T> | null | undefined): T[];
export function items<T>(list: DotNetList<T> | SyntaxList<T> | null | undefined): T[] {
  if (!list) return [];
  // Some of the lists are plain arrays at run time, whatever the declarations say.
  if (Array.isArray(list)) return list;
  const at = 'getItem$1' in list ? (index: number) => list.getItem$1(index) : (index: number) => list.getItem(index);
  return Array.from({ length: list.Count }, (_, index) => at(index));
}

/** The elements of a comma-separated list. */
export function elements<T>(list: SyntaxList<Kusto.Language.Syntax.SeparatedElement$1<T>> | null | undefined): T[] {
  return items(list).map((element) => present(element.Element$1));
}

interface Diagnostic {
  code: string;
  message: string;
  start: number;
  length: number;
}

interface Analysis {
  code: Code;
  /** Legs of `union isfuzzy=true` that name a missing table; they have been blanked out of the parsed text. */
  text: string;
}

/**
 * Parses and binds. Positions are those of `text`, also when legs were blanked out.
 * @throws KqlError of kind `syntax` or `semantic`
 */
export function analyze(text: string, globals: Globals): Analysis {
  let current = text;
  // Each round blanks at least one leg, and a leg cannot be blanked twice.
  for (;;) {
    const code = present(Kusto.Language.KustoCode.ParseAndAnalyze(current, globals));
    const found = items(code.GetDiagnostics()).map((item) => ({
      severity: present(item.Severity),
      code: present(item.Code),
      message: present(item.Message),
      start: item.Start,
      length: item.Length,
    }));
    const syntax = items(code.GetSyntaxDiagnostics())[0];
    if (syntax) throw syntaxError(text, syntax.Start, syntax.Length, present(syntax.Message));
    const blanked = blankMissingLegs(current, code, found);
    if (blanked !== null) {
      current = blanked;
      continue;
    }
    const fatal = found.find((item) => item.severity === 'Error' && !isFalse(item, current));
    if (fatal) throw semanticError(current, code, fatal);
    return { code, text: current };
  }
}

function isFalse(diagnostic: Diagnostic, text: string): boolean {
  return FALSE_ERRORS.some(({ code, about }) => {
    if (code !== diagnostic.code) return false;
    const before = text.slice(Math.max(0, diagnostic.start - 120), diagnostic.start + diagnostic.length + 1);
    return about.test(before.slice(before.lastIndexOf('|') + 1));
  });
}

function syntaxError(text: string, start: number, length: number, message: string): KqlError {
  const token = text.slice(start, start + Math.max(length, 1)).split(/\s/)[0] ?? '';
  const lines = text.slice(0, start).split('\n');
  const where = `[${lines.length},${(lines.at(-1)?.length ?? 0) + 1}]`;
  const said = token === '' ? 'Query could not be parsed at the end' : `Query could not be parsed at '${token}'`;
  return new KqlError('syntax', 'SYN0002', `${said} on line ${where}. ${message}`, start, length, token || null);
}

const UNRESOLVED = new Set(['KS142', 'KS204', 'KS211', 'KS181', 'KS145']);

/** Functions of the service that reach other resources; the parser does not know them. */
const ELSEWHERE = new Set(['workspace', 'app', 'resource', 'adx', 'arg']);

function semanticError(text: string, code: Code, found: Diagnostic): KqlError {
  const name = text.slice(found.start, found.start + found.length);
  const operator = operatorAt(code, found.start);
  const prefix = operator === null ? '' : `'${operator}' operator: `;
  if (found.code === 'KS211' && ELSEWHERE.has(name)) {
    const message = `The embedded engine does not support ${name}() (at ${found.start}): it has one workspace.`;
    return new KqlError('unsupported', 'UNSUPPORTED', message, found.start, found.length, name);
  }
  if (UNRESOLVED.has(found.code)) {
    const meansTable = found.code === 'KS204' || isHeadOfPipe(code, found.start);
    // Wording seen in the service's own answers; a client matches on it to tell a table that does not exist yet.
    const what =
      found.code === 'KS211' ? 'function' : meansTable ? 'table or column expression' : 'column or scalar expression';
    const message =
      found.code === 'KS211'
        ? `${prefix}Unknown function: '${name}'.`
        : `${prefix}Failed to resolve ${what} named '${unquote(name)}'`;
    return new KqlError(
      'semantic',
      found.code === 'KS211' ? 'SEM0260' : 'SEM0100',
      message,
      found.start,
      found.length,
      unquote(name),
    );
  }
  return new KqlError('semantic', 'SEM0001', `${prefix}${found.message}`, found.start, found.length, operator);
}

function unquote(name: string): string {
  return name.replace(/^\[\s*(["'])(.*)\1\s*\]$/s, '$2');
}

function tokenAt(code: Code, position: number): Kusto.Language.Syntax.SyntaxElement | null {
  return present(code.Syntax).GetTokenAt(position);
}

function isHeadOfPipe(code: Code, position: number): boolean {
  const { PipeExpression } = Kusto.Language.Syntax;
  let node: Kusto.Language.Syntax.SyntaxElement | null = tokenAt(code, position);
  for (; node?.Parent; node = node.Parent) {
    const parent: Kusto.Language.Syntax.SyntaxNode = node.Parent;
    if (parent instanceof PipeExpression) return parent.Expression === node;
    if (parent instanceof Kusto.Language.Syntax.QueryOperator)
      return parent instanceof Kusto.Language.Syntax.UnionOperator;
    if (parent instanceof Kusto.Language.Syntax.ExpressionStatement) return true;
  }
  return false;
}

/** The service names the operator that reads the name: for a table, the first one after it. */
function operatorAt(code: Code, position: number): string | null {
  const { PipeExpression, QueryOperator } = Kusto.Language.Syntax;
  let node: Kusto.Language.Syntax.SyntaxElement | null = tokenAt(code, position);
  for (; node; node = node.Parent) {
    if (node instanceof QueryOperator) return firstWord(node);
    const parent: Kusto.Language.Syntax.SyntaxNode | null = node.Parent;
    if (parent instanceof PipeExpression && parent.Expression === node) return firstWord(present(parent.Operator));
  }
  return null;
}

function firstWord(node: Kusto.Language.Syntax.SyntaxNode): string {
  return /^[a-z_-]+/i.exec(present(node.ToString(1)).trim())?.[0] ?? '';
}

/**
 * `isfuzzy=true` forgives tables that do not exist, also inside a parenthesised leg (docs: union operator). The binder
 * only warns and leaves the columns of such a leg open, so the leg has to go before names and types are read.
 * Returns the text with one leg turned into spaces, or `null` when there is none.
 */
function blankMissingLegs(text: string, code: Code, found: Diagnostic[]): string | null {
  const missing = found.find((item) => item.code === 'KS205');
  if (missing === undefined) return null;
  const { UnionOperator, PipeExpression } = Kusto.Language.Syntax;
  let leg: Kusto.Language.Syntax.SyntaxElement | null = tokenAt(code, missing.start);
  for (; leg?.Parent; leg = leg.Parent) {
    const list: Kusto.Language.Syntax.SyntaxNode | null = leg.Parent;
    const union = list.Parent;
    if (!(union instanceof UnionOperator) || (list as unknown) !== union.Expressions) continue;
    const legs = items(union.Expressions);
    if (legs.length > 1) return blankLeg(text, legs, legs.indexOf(leg as (typeof legs)[number]));
    const pipe = union.Parent;
    if (pipe instanceof PipeExpression && pipe.Operator === union) {
      const bar = present(pipe.Bar);
      return blank(text, bar.TextStart, union.TextStart + union.Width);
    }
    const name = text.slice(missing.start, missing.start + missing.length);
    throw new KqlError(
      'semantic',
      'SEM0100',
      `'union' operator: Failed to resolve table or column expression named '${unquote(name)}'`,
      missing.start,
      missing.length,
      unquote(name),
    );
  }
  return null;
}

function blankLeg(text: string, legs: Kusto.Language.Syntax.SyntaxElement[], index: number): string {
  const leg = legs[index];
  if (leg === undefined) return text;
  const previous = legs[index - 1];
  const next = legs[index + 1];
  // Every element but the last carries its comma; the last one takes the comma before it along.
  const from = next === undefined && previous ? previous.TextStart + previous.Width - 1 : leg.TextStart;
  return blank(text, from, leg.TextStart + leg.Width);
}

function blank(text: string, from: number, to: number): string {
  return text.slice(0, from) + text.slice(from, to).replace(/[^\n]/g, ' ') + text.slice(to);
}

/** Names of the built-in functions the parser knows, without its internal ones. */
export function functionNames(): { scalar: string[]; aggregate: string[] } {
  const { Functions, Aggregates } = Kusto.Language;
  const names = (list: (Kusto.Language.Symbols.FunctionSymbol | null)[]) =>
    list.map((symbol) => present(present(symbol).Name)).filter((name) => !name.startsWith('_'));
  return { scalar: names(items(Functions.All)), aggregate: names(items(Aggregates.All)) };
}
