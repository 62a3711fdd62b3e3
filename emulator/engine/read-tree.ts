import { type Column, KqlError, type KustoType } from './contract';
import { type Code, elements, items, present } from './kusto';
import { readLiteral } from './literals';
import type {
  FunctionBody,
  MvItem,
  Operator,
  Options,
  ParsePart,
  Place,
  Scalar,
  ScalarType,
  SortKey,
  Statement,
  Tabular,
} from './syntax';
import { formatDatetime, formatTimespan } from './time';

/** Turns the parser's tree into `syntax.ts`. Everything it does not know becomes a refusal with a place. */

type S = typeof Kusto.Language.Syntax;
type SyntaxNode = Kusto.Language.Syntax.SyntaxNode;
type Expression = Kusto.Language.Syntax.Expression;
type Parameters = Kusto.Language.Syntax.SyntaxList$1<Kusto.Language.Syntax.NamedParameter> | null;

const TYPE_NAMES = new Map<string, KustoType>([
  ['bool', 'bool'],
  ['boolean', 'bool'],
  ['datetime', 'datetime'],
  ['date', 'datetime'],
  ['decimal', 'decimal'],
  ['dynamic', 'dynamic'],
  ['guid', 'guid'],
  ['uuid', 'guid'],
  ['uniqueid', 'guid'],
  ['int', 'int'],
  ['int32', 'int'],
  ['long', 'long'],
  ['int64', 'long'],
  ['real', 'real'],
  ['double', 'real'],
  ['string', 'string'],
  ['timespan', 'timespan'],
  ['time', 'timespan'],
]);

export function readStatements(code: Code): Statement[] {
  return new TreeReader(Kusto.Language.Syntax).statements(present(code.Syntax));
}

class TreeReader {
  constructor(private readonly S: S) {}

  statements(root: SyntaxNode): Statement[] {
    if (!(root instanceof this.S.QueryBlock)) throw refused(root, 'management commands');
    return elements(root.Statements).flatMap((statement) => this.statement(statement));
  }

  private statement(node: Kusto.Language.Syntax.Statement): Statement[] {
    const { S } = this;
    if (node instanceof S.ExpressionStatement) return [{ kind: 'query', value: this.query(present(node.Expression)) }];
    if (node instanceof S.LetStatement) return [this.letStatement(node)];
    if (node instanceof S.SetOptionStatement) return [];
    if (node instanceof S.QueryParametersStatement) {
      return elements(node.Parameters).map((parameter) => {
        const name = present(present(present(parameter.NameAndType).Name).SimpleName);
        if (!parameter.DefaultValue) throw refused(parameter, 'declare query_parameters without a value');
        return { kind: 'let-scalar', name, value: this.scalar(present(parameter.DefaultValue.Value)) };
      });
    }
    throw refused(node, className(node));
  }

  /** A statement's value: rows, or a scalar that Kusto shows as a table of one cell. */
  private query(node: Expression): Tabular {
    if (isTabular(node)) return this.tabular(node);
    const value = this.scalar(node);
    const column = { name: 'print_0', type: known(value.type) };
    return {
      kind: 'pipe',
      place: placeOf(node),
      columns: [column],
      input: null,
      operator: { kind: 'print', place: placeOf(node), items: [value] },
    };
  }

  private letStatement(node: Kusto.Language.Syntax.LetStatement): Statement {
    const name = present(present(node.Name).SimpleName);
    const value = present(node.Expression);
    if (value instanceof this.S.FunctionDeclaration) return { kind: 'let-function', name };
    if (isTabular(value)) return { kind: 'let-table', name, value: this.tabular(value) };
    return { kind: 'let-scalar', name, value: this.scalar(value) };
  }

  private functionBody(call: Expression): FunctionBody {
    const body = call.GetExpansion();
    const symbol = call.ReferencedSymbol;
    if (!(body instanceof this.S.FunctionBody) || !(symbol instanceof Kusto.Language.Symbols.FunctionSymbol)) {
      throw refused(call, `function ${symbol?.Name ?? ''}`);
    }
    const parameters = items(present(items(symbol.Signatures)[0]).Parameters);
    const defaults = new Map<string, Scalar>();
    for (const parameter of parameters) {
      if (parameter.DefaultValue) defaults.set(present(parameter.Name), this.scalar(parameter.DefaultValue));
    }
    return {
      parameters: parameters.map((parameter) => present(parameter.Name)),
      defaults,
      statements: elements(body.Statements).flatMap((statement) => this.statement(statement)),
      result: this.argument(present(body.Expression)),
    };
  }

  tabular(node: Expression): Tabular {
    const { S } = this;
    const base = { place: placeOf(node), columns: columnsOf(node) };
    if (node instanceof S.ParenthesizedExpression) return this.tabular(present(node.Expression));
    if (node instanceof S.PipeExpression) {
      const input = this.tabular(present(node.Expression));
      return { ...base, kind: 'pipe', input, operator: this.operator(present(node.Operator)) };
    }
    if (node instanceof S.QueryOperator) return { ...base, kind: 'pipe', input: null, operator: this.operator(node) };
    if (node instanceof S.MaterializeExpression) {
      return { ...base, kind: 'materialize', table: this.tabular(present(node.Expression)) };
    }
    if (node instanceof S.DataTableExpression) {
      const schema = elements(present(node.Schema).Columns).map((column) => this.declaredColumn(column));
      return { ...base, kind: 'datatable', schema, values: elements(node.Values).map((value) => this.scalar(value)) };
    }
    if (node instanceof S.ToTableExpression) return this.tabular(present(node.Expression));
    const symbol = node.ReferencedSymbol;
    const { TableSymbol, FunctionSymbol } = Kusto.Language.Symbols;
    if (node instanceof S.PathExpression) {
      const scope = present(node.Expression).ReferencedSymbol;
      if (scope instanceof Kusto.Language.Symbols.DatabaseSymbol) return this.tabular(present(node.Selector));
    }
    if (node instanceof S.NameReference) {
      if (symbol instanceof TableSymbol) return { ...base, kind: 'base', table: present(symbol.Name) };
      if (symbol instanceof FunctionSymbol) {
        return { ...base, kind: 'table-call', name: present(symbol.Name), args: [], body: this.functionBody(node) };
      }
      return { ...base, kind: 'table-variable', variable: present(node.SimpleName) };
    }
    if (node instanceof S.FunctionCallExpression) {
      const name = present(present(node.Name).SimpleName);
      const args = elements(present(node.ArgumentList).Expressions);
      if (symbol instanceof FunctionSymbol && symbol === Kusto.Language.Functions.Table) {
        const table = node.ResultType?.Name ?? (args[0] ? String(args[0].ConstantValue) : '');
        return { ...base, kind: 'base', table };
      }
      const body = this.functionBody(node);
      return { ...base, kind: 'table-call', name, args: args.map((arg) => this.argument(arg)), body };
    }
    throw refused(node, className(node));
  }

  private argument(node: Expression): Scalar {
    if (!isTabular(node)) return this.scalar(node);
    return { kind: 'tabular', place: placeOf(node), type: 'unknown', autoName: '', table: this.tabular(node) };
  }

  scalars(list: ExpressionList): Scalar[] {
    return elements(list).map((node) => this.argument(node));
  }

  scalar(node: Expression): Scalar {
    const { S } = this;
    const base = { place: placeOf(node), type: typeOf(node), autoName: autoName(node) };
    if (node instanceof S.ParenthesizedExpression) return this.scalar(present(node.Expression));
    if (node instanceof S.LiteralExpression) return this.literal(node, base);
    if (node instanceof S.CompoundStringLiteralExpression) {
      return { ...base, kind: 'literal', value: String(node.LiteralValue ?? '') };
    }
    if (node instanceof S.DynamicExpression) {
      const json = this.json(present(node.Expression));
      return { ...base, kind: 'json', json: json === 'null' ? null : json };
    }
    if (node instanceof S.JsonArrayExpression || node instanceof S.JsonObjectExpression) {
      return { ...base, kind: 'json', json: this.json(node) };
    }
    if (node instanceof S.NameReference) return this.name(node, base);
    if (node instanceof S.StarExpression) return { ...base, kind: 'star' };
    if (node instanceof S.PrefixUnaryExpression) {
      const operand = this.scalar(present(node.Expression));
      return present(node.Operator).Text === '-' ? { ...base, kind: 'negate', operand } : operand;
    }
    if (node instanceof S.BinaryExpression) {
      const operator = present(present(node.Operator).Text);
      return {
        ...base,
        kind: 'binary',
        operator,
        left: this.scalar(present(node.Left)),
        right: this.scalar(present(node.Right)),
      };
    }
    if (node instanceof S.BetweenExpression) {
      const couple = present(node.Right);
      return {
        ...base,
        kind: 'between',
        negated: present(present(node.Operator).Text).startsWith('!'),
        left: this.scalar(present(node.Left)),
        low: this.scalar(present(couple.First)),
        high: this.scalar(present(couple.Second)),
      };
    }
    if (node instanceof S.InExpression || node instanceof S.HasAnyExpression || node instanceof S.HasAllExpression) {
      const right = this.scalars(present(node.Right).Expressions);
      return {
        ...base,
        kind: 'member',
        operator: present(present(node.Operator).Text),
        left: this.scalar(present(node.Left)),
        right,
      };
    }
    if (node instanceof S.PathExpression) return this.path(node, base);
    if (node instanceof S.ElementExpression) {
      const target = this.scalar(present(node.Expression));
      const bracket = present(node.Selector);
      const inner = bracket instanceof S.BracketedExpression ? present(bracket.Expression) : bracket;
      return { ...base, kind: 'element', target, selector: this.scalar(inner) };
    }
    if (node instanceof S.ToScalarExpression) {
      return { ...base, kind: 'toscalar', table: this.query(present(node.Expression)) };
    }
    if (node instanceof S.SimpleNamedExpression) {
      return { ...base, kind: 'named', names: [simpleName(node.Name)], value: this.argument(present(node.Expression)) };
    }
    if (node instanceof S.CompoundNamedExpression) {
      const names = elements(present(node.Names).Names).map((name) => simpleName(name));
      return { ...base, kind: 'named', names, value: this.scalar(present(node.Expression)) };
    }
    if (node instanceof S.FunctionCallExpression) {
      const name = present(present(node.Name).SimpleName);
      const symbol = node.ReferencedSymbol;
      const args = this.scalars(present(node.ArgumentList).Expressions);
      const isBuiltIn = symbol instanceof Kusto.Language.Symbols.FunctionSymbol && node.GetExpansion() === null;
      return { ...base, kind: 'call', name, args, body: isBuiltIn ? null : this.functionBody(node) };
    }
    if (node instanceof S.TypeOfLiteralExpression) {
      const types = elements(node.Types).map((type) => this.typeExpression(type));
      return { ...base, kind: 'type', types };
    }
    if (node instanceof S.PackExpression) {
      const star: Scalar = { ...base, kind: 'star' };
      return { ...base, kind: 'call', name: 'pack_all', args: [star], body: null };
    }
    throw refused(node, className(node));
  }

  private literal(node: Kusto.Language.Syntax.LiteralExpression, base: ScalarBase): Scalar {
    const text = present(present(node.Token).Text);
    // In `search` the binder calls a bare text a bool.
    if (base.type === 'string' || node.Kind === this.S.SyntaxKind.StringLiteralExpression) {
      return { ...base, type: 'string', kind: 'literal', value: String(node.LiteralValue ?? '') };
    }
    // `typeof(x)` values and named options come as bare tokens.
    if (base.type === 'unknown') return { ...base, kind: 'literal', value: null };
    return { ...base, kind: 'literal', value: readLiteral(text, base.type) };
  }

  private name(node: Kusto.Language.Syntax.NameReference, base: ScalarBase): Scalar {
    const symbol = node.ReferencedSymbol;
    const { ColumnSymbol, GroupSymbol, FunctionSymbol } = Kusto.Language.Symbols;
    if (symbol instanceof GroupSymbol) {
      return { ...base, kind: 'columns', columns: items(symbol.Members).map((member) => present(member.Name)) };
    }
    if (node.Name instanceof this.S.WildcardedName) {
      const columns = symbol instanceof ColumnSymbol ? [present(symbol.Name)] : [];
      return { ...base, kind: 'columns', columns };
    }
    if (symbol instanceof ColumnSymbol) return { ...base, kind: 'column', column: present(symbol.Name), side: null };
    if (symbol instanceof FunctionSymbol) throw refused(node, `function ${symbol.Name} without parentheses`);
    return { ...base, kind: 'variable', variable: present(node.SimpleName) };
  }

  private path(node: Kusto.Language.Syntax.PathExpression, base: ScalarBase): Scalar {
    const { S } = this;
    const left = present(node.Expression);
    const selector = present(node.Selector);
    if (left instanceof S.NameReference && (left.SimpleName === '$left' || left.SimpleName === '$right')) {
      const side = left.SimpleName === '$left' ? 'left' : 'right';
      const column = selector instanceof S.NameReference ? present(selector.SimpleName) : '';
      return { ...base, kind: 'column', column, side };
    }
    const target = this.scalar(left);
    if (selector instanceof S.NameReference) {
      const key: Scalar = {
        ...base,
        place: placeOf(selector),
        type: 'string',
        kind: 'literal',
        value: present(selector.SimpleName),
      };
      return { ...base, kind: 'element', target, selector: key };
    }
    if (selector instanceof S.BracketedExpression) {
      return { ...base, kind: 'element', target, selector: this.scalar(present(selector.Expression)) };
    }
    throw refused(node, className(selector));
  }

  /** JSON text of a dynamic literal; Kusto allows its own literals inside, which become text. */
  private json(node: Expression): string | null {
    const { S } = this;
    if (node instanceof S.JsonArrayExpression) {
      return `[${elements(node.Values)
        .map((value) => this.json(value) ?? 'null')
        .join(',')}]`;
    }
    if (node instanceof S.JsonObjectExpression) {
      const pairs = elements(node.Pairs).map((pair) => {
        const name = JSON.stringify(present(present(pair.Name).ValueText ?? present(pair.Name).Text));
        return `${name}:${this.json(present(pair.Value)) ?? 'null'}`;
      });
      return `{${pairs.join(',')}}`;
    }
    if (node instanceof S.DynamicExpression) return this.json(present(node.Expression));
    if (node instanceof S.ParenthesizedExpression) return this.json(present(node.Expression));
    const value = this.scalar(node);
    if (value.kind === 'negate' && value.operand.kind === 'literal')
      return `-${literalJson(value.operand.value, value.type)}`;
    if (value.kind === 'literal') return literalJson(value.value, value.type);
    throw refused(node, 'dynamic literal');
  }

  private typeExpression(node: SyntaxNode): KustoType {
    const text = present(node.ToString(1)).trim();
    const type = TYPE_NAMES.get(text.replace(/^.*:\s*/s, ''));
    if (type === undefined) throw refused(node, `type ${text}`);
    return type;
  }

  private declaredColumn(node: Kusto.Language.Syntax.NameAndTypeDeclaration): Column {
    return { name: simpleName(node.Name), type: this.typeExpression(present(node.Type)) };
  }

  private operator(node: Kusto.Language.Syntax.QueryOperator): Operator {
    const { S } = this;
    const place = placeOf(node);
    if (node instanceof S.FilterOperator)
      return { kind: 'where', place, condition: this.scalar(present(node.Condition)) };
    if (node instanceof S.ProjectOperator) return { kind: 'project', place, items: this.scalars(node.Expressions) };
    if (node instanceof S.ExtendOperator) return { kind: 'extend', place, items: this.scalars(node.Expressions) };
    if (node instanceof S.SerializeOperator) return { kind: 'serialize', place, items: this.scalars(node.Expressions) };
    if (node instanceof S.PrintOperator) return { kind: 'print', place, items: this.scalars(node.Expressions) };
    if (
      node instanceof S.ProjectAwayOperator ||
      node instanceof S.ProjectKeepOperator ||
      node instanceof S.ProjectReorderOperator ||
      node instanceof S.ProjectByNamesOperator
    ) {
      return { kind: 'choose', place };
    }
    if (node instanceof S.ProjectRenameOperator) {
      const pairs = this.scalars(node.Expressions).map((item) => {
        if (item.kind === 'named' && item.value.kind === 'column') {
          return { from: item.value.column, to: present(item.names[0]) };
        }
        throw refused(node, 'project-rename of an expression');
      });
      return { kind: 'rename', place, pairs };
    }
    if (node instanceof S.CountOperator) {
      const identifier = node.AsIdentifier ? present(present(node.AsIdentifier.Identifier).Text) : 'Count';
      return { kind: 'count', place, as: identifier };
    }
    if (node instanceof S.TakeOperator) return { kind: 'take', place, count: this.scalar(present(node.Expression)) };
    if (node instanceof S.SortOperator) return { kind: 'sort', place, keys: this.sortKeys(node.Expressions) };
    if (node instanceof S.TopOperator) {
      const keys = [this.sortKey(present(node.ByExpression))];
      return { kind: 'top', place, count: this.scalar(present(node.Expression)), keys };
    }
    if (node instanceof S.DistinctOperator) return { kind: 'distinct', place, items: this.scalars(node.Expressions) };
    if (node instanceof S.SummarizeOperator) {
      const by = node.ByClause ? this.scalars(node.ByClause.Expressions) : [];
      return { kind: 'summarize', place, aggregates: this.scalars(node.Aggregates), by };
    }
    if (node instanceof S.JoinOperator) {
      const flavor = optionsOf(node.Parameters).get('kind') ?? 'innerunique';
      return { kind: 'join', place, flavor, ...this.joinSides(node.Expression, node.ConditionClause) };
    }
    if (node instanceof S.LookupOperator) {
      const flavor = optionsOf(node.Parameters).get('kind') ?? 'leftouter';
      return { kind: 'lookup', place, flavor, ...this.joinSides(node.Expression, node.LookupClause) };
    }
    if (node instanceof S.UnionOperator) {
      const options = optionsOf(node.Parameters);
      const legs = elements(node.Expressions).flatMap((leg) => this.unionLeg(leg));
      return {
        kind: 'union',
        place,
        options,
        legs,
        withSource: options.get('withsource') ?? options.get('with_source') ?? null,
      };
    }
    if (node instanceof S.ParseOperator || node instanceof S.ParseWhereOperator) return this.parse(node);
    if (node instanceof S.ParseKvOperator) {
      const keys = elements(present(node.Keys).Columns).map((column) => this.declaredColumn(column));
      const options: Options = new Map();
      for (const property of elements(node.WithClause?.Properties)) {
        options.set(simpleName(property.Name).toLowerCase(), optionText(present(property.Expression)));
      }
      return { kind: 'parse-kv', place, source: this.scalar(present(node.Expression)), keys, options };
    }
    if (node instanceof S.MvExpandOperator) {
      const options = optionsOf(node.Parameters);
      return {
        kind: 'mv-expand',
        place,
        items: elements(node.Expressions).map((item) => this.mvItem(item)),
        limit: node.RowLimitClause ? this.scalar(present(node.RowLimitClause.RowLimit)) : null,
        indexColumn: options.get('with_itemindex') ?? null,
        bagKind: options.get('bagexpansion') ?? options.get('kind') ?? 'bag',
      };
    }
    if (node instanceof S.MvApplyOperator) {
      return {
        kind: 'mv-apply',
        place,
        items: elements(node.Expressions).map((item) => this.mvItem(item)),
        limit: node.RowLimitClause ? this.scalar(present(node.RowLimitClause.RowLimit)) : null,
        indexColumn: optionsOf(node.Parameters).get('with_itemindex') ?? null,
        subquery: this.tabular(present(present(node.Subquery).Expression)),
      };
    }
    if (node instanceof S.MakeSeriesOperator) return this.makeSeries(node);
    if (node instanceof S.RangeOperator) {
      return {
        kind: 'range',
        place,
        name: simpleName(node.Name),
        from: this.scalar(present(node.From)),
        to: this.scalar(present(node.To)),
        step: this.scalar(present(node.Step)),
      };
    }
    if (node instanceof S.SearchOperator) {
      return {
        kind: 'search',
        place,
        condition: this.scalar(present(node.Condition)),
        tables: elements(node.InClause?.Expressions).flatMap((leg) => this.unionLeg(leg).map(({ table }) => table)),
        caseSensitive: optionsOf(node.Parameters).get('kind') === 'case_sensitive',
      };
    }
    if (node instanceof S.AsOperator) return { kind: 'as', place, name: simpleName(node.Name) };
    if (node instanceof S.RenderOperator)
      return { kind: 'render', place, chart: present(present(node.ChartType).Text) };
    if (node instanceof S.GetSchemaOperator) return { kind: 'getschema', place };
    if (node instanceof S.EvaluateOperator) {
      const call = present(node.FunctionCall);
      const output = node.ResultType instanceof Kusto.Language.Symbols.TableSymbol ? node.ResultType : null;
      return {
        kind: 'evaluate',
        place,
        plugin: present(present(call.Name).SimpleName),
        args: this.scalars(present(call.ArgumentList).Expressions),
        hasSchema: node.Schema !== null,
        open: output?.IsOpen ?? true,
        end: node.TextStart + node.Width,
      };
    }
    if (node instanceof S.PartitionOperator) {
      if (!(node.Operand instanceof S.PartitionSubquery)) throw refused(node, 'partition { }');
      const subquery = this.tabular(present(node.Operand.Subquery));
      return { kind: 'partition', place, by: this.scalar(present(node.ByExpression)), subquery };
    }
    if (node instanceof S.TopNestedOperator) {
      const levels = elements(node.Clauses).map((clause) => {
        const by = this.sortKey(present(clause.ByExpression));
        return {
          count: clause.Expression ? this.scalar(clause.Expression) : null,
          of: this.scalar(present(clause.OfExpression)),
          others: clause.WithOthersClause ? this.scalar(present(clause.WithOthersClause.Expression)) : null,
          by: by.value,
          descending: by.descending,
        };
      });
      return { kind: 'top-nested', place, levels };
    }
    if (node instanceof S.TopHittersOperator) {
      return {
        kind: 'top-hitters',
        place,
        count: this.scalar(present(node.Expression)),
        of: this.scalar(present(node.OfExpression)),
        by: node.ByClause ? this.scalar(present(node.ByClause.Expression)) : null,
      };
    }
    if (node instanceof S.SampleOperator)
      return { kind: 'sample', place, count: this.scalar(present(node.Expression)) };
    if (node instanceof S.SampleDistinctOperator) {
      const of = this.scalar(present(node.OfExpression));
      return { kind: 'sample-distinct', place, count: this.scalar(present(node.Expression)), of };
    }
    if (node instanceof S.ConsumeOperator || node instanceof S.ExecuteAndCacheOperator) return { kind: 'same', place };
    if (node instanceof S.InvokeOperator) return this.invoke(node);
    return { kind: 'refused', place, construct: firstWord(node) };
  }

  /** `T | invoke f(x)` is `f(T, x)`; the binder has expanded the body with the rows as first parameter. */
  private invoke(node: Kusto.Language.Syntax.InvokeOperator): Operator {
    const call = present(node.Function);
    if (!(call instanceof this.S.FunctionCallExpression)) throw refused(node, 'invoke');
    const name = present(present(call.Name).SimpleName);
    const args = this.scalars(present(call.ArgumentList).Expressions);
    return { kind: 'invoke', place: placeOf(node), name, args, body: this.functionBody(call) };
  }

  private unionLeg(node: Expression): { table: Tabular; label: string | null }[] {
    const { S } = this;
    const symbol = node.ReferencedSymbol;
    const group = node.ResultType;
    if (node instanceof S.NameReference && node.Name instanceof S.WildcardedName) {
      const { GroupSymbol, TableSymbol } = Kusto.Language.Symbols;
      const members =
        symbol instanceof GroupSymbol
          ? items(symbol.Members)
          : group instanceof GroupSymbol
            ? items(group.Members)
            : [symbol];
      return members.map((member) => {
        if (!(member instanceof TableSymbol)) throw refused(node, 'a wildcard over variables in union');
        const table: Tabular = {
          kind: 'base',
          table: present(member.Name),
          place: placeOf(node),
          columns: tableColumns(member),
        };
        return { table, label: present(member.Name) };
      });
    }
    const table = this.tabular(node);
    return [{ table, label: legLabel(table) }];
  }

  private joinSides(right: Expression | null, clause: Kusto.Language.Syntax.JoinConditionClause | null) {
    const conditions = clause instanceof this.S.JoinOnClause ? elements(clause.Expressions) : [];
    const keys = conditions.flatMap((condition) => this.joinKeys(this.scalar(condition)));
    return { right: this.tabular(present(right)), keys };
  }

  private joinKeys(condition: Scalar): { left: Scalar; right: Scalar }[] {
    if (condition.kind === 'binary' && condition.operator === 'and') {
      return [...this.joinKeys(condition.left), ...this.joinKeys(condition.right)];
    }
    if (condition.kind === 'binary' && condition.operator === '==') {
      const { left, right } = condition;
      return left.kind === 'column' && left.side === 'right' ? [{ left: right, right: left }] : [{ left, right }];
    }
    return [{ left: condition, right: condition }];
  }

  private sortKeys(list: ExpressionList): SortKey[] {
    return elements(list).map((node) => this.sortKey(node));
  }

  private sortKey(node: Expression): SortKey {
    if (!(node instanceof this.S.OrderedExpression))
      return { value: this.scalar(node), descending: true, nullsFirst: false };
    const ordering = node.Ordering;
    const descending = ordering?.AscOrDescKeyword?.Text !== 'asc';
    const nulls = ordering?.NullsClause?.FirstOrLastKeyword?.Text;
    // Ascending puts nulls first, descending last, unless the query says otherwise (docs: sort operator).
    const nullsFirst = nulls === 'first' || nulls === 'last' ? nulls === 'first' : !descending;
    return { value: this.scalar(present(node.Expression)), descending, nullsFirst };
  }

  private mvItem(node: Kusto.Language.Syntax.MvExpandExpression | Kusto.Language.Syntax.MvApplyExpression): MvItem {
    const value = this.scalar(present(node.Expression));
    const named = value.kind === 'named' ? value : null;
    const inner = named ? named.value : value;
    const types = node.ToTypeOf ? elements(present(node.ToTypeOf.TypeOf).Types) : [];
    return {
      name: named ? present(named.names[0]) : inner.kind === 'column' ? inner.column : inner.autoName,
      value: inner,
      type: types[0] ? this.typeExpression(types[0]) : null,
      source: !named && inner.kind === 'column' ? inner.column : null,
    };
  }

  private parse(node: Kusto.Language.Syntax.ParseOperator | Kusto.Language.Syntax.ParseWhereOperator): Operator {
    const options = optionsOf(node.Parameters);
    const kind = options.get('kind') ?? 'simple';
    if (kind !== 'simple' && kind !== 'relaxed' && kind !== 'regex') throw refused(node, `parse kind=${kind}`);
    const parts = items(node.Patterns).map((part) => this.parsePart(part));
    return {
      kind: 'parse',
      place: placeOf(node),
      mode: kind,
      flags: options.get('flags') ?? '',
      filter: node instanceof this.S.ParseWhereOperator,
      source: this.scalar(present(node.Expression)),
      parts,
    };
  }

  private parsePart(node: SyntaxNode): ParsePart {
    const { S } = this;
    const place = placeOf(node);
    if (node instanceof S.StarExpression) return { kind: 'star' };
    if (node instanceof S.NameAndTypeDeclaration) return { kind: 'column', ...this.declaredColumn(node), place };
    if (node instanceof S.NameDeclaration) return { kind: 'column', name: simpleName(node), type: 'string', place };
    if (node instanceof S.LiteralExpression || node instanceof S.CompoundStringLiteralExpression) {
      return { kind: 'text', text: String(node.LiteralValue ?? ''), place };
    }
    throw refused(node, 'parse pattern');
  }

  private makeSeries(node: Kusto.Language.Syntax.MakeSeriesOperator): Operator {
    const { S } = this;
    const range = node.RangeClause;
    const place = placeOf(node);
    const parts = (() => {
      if (range instanceof S.MakeSeriesFromToStepClause) {
        const from = range.MakeSeriesFromClause?.Expression;
        const to = range.MakeSeriesToClause?.Expression;
        return {
          from: from ? this.scalar(from) : null,
          to: to ? this.scalar(to) : null,
          step: this.scalar(present(present(range.MakeSeriesStepClause).Expression)),
          inclusive: false,
        };
      }
      if (range instanceof S.MakeSeriesInRangeClause) {
        // The end of `in range(a, b, step)` belongs to the axis, unlike that of `from a to b`.
        const [from, to, step] = this.scalars(present(range.Arguments).Expressions);
        if (from && to && step) return { from, to, step, inclusive: true };
      }
      throw refused(node, 'make-series without a range');
    })();
    return {
      kind: 'make-series',
      place,
      aggregates: elements(node.Aggregates).map((aggregate) => ({
        value: this.scalar(present(aggregate.Expression)),
        fallback: aggregate.DefaultExpression ? this.scalar(present(aggregate.DefaultExpression.Expression)) : null,
      })),
      on: this.scalar(present(present(node.OnClause).Expression)),
      ...parts,
      by: node.ByClause ? this.scalars(node.ByClause.Expressions) : [],
      options: optionsOf(node.Parameters),
    };
  }
}

type ScalarBase = { place: Place; type: ScalarType; autoName: string };
type ExpressionList = Kusto.Language.Syntax.SyntaxList$1<Kusto.Language.Syntax.SeparatedElement$1<Expression>> | null;

/** `withsource` shows the table's name, or the name an `as` gave; a variable or sub-query gets `union_arg0`, … */
function legLabel(table: Tabular): string | null {
  if (table.kind === 'base') return table.table;
  if (table.kind === 'pipe' && table.operator.kind === 'as') return table.operator.name;
  return null;
}

function optionsOf(parameters: Parameters): Options {
  const options: Options = new Map();
  for (const parameter of items(parameters)) {
    options.set(simpleName(parameter.Name).toLowerCase(), optionText(present(parameter.Expression)));
  }
  return options;
}

function optionText(node: Expression): string {
  const S = Kusto.Language.Syntax;
  if (node instanceof S.NameDeclaration) return present(node.SimpleName);
  if (node instanceof S.LiteralExpression && typeof node.LiteralValue === 'string') return node.LiteralValue;
  return present(node.ToString(1)).trim();
}

function literalJson(value: string | number | bigint | boolean | null, type: ScalarType): string {
  if (value === null) return 'null';
  if (type === 'datetime') return JSON.stringify(formatDatetime(BigInt(value)));
  if (type === 'timespan') return JSON.stringify(formatTimespan(BigInt(value)));
  if (type === 'decimal') return JSON.stringify(String(value));
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return JSON.stringify(String(value));
    return type === 'real' && Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : String(value);
  }
  return JSON.stringify(value);
}

function placeOf(node: SyntaxNode): Place {
  return { start: node.TextStart, length: node.Width };
}

function isTabular(node: Expression): boolean {
  return (
    node instanceof Kusto.Language.Syntax.QueryOperator || node.ResultType instanceof Kusto.Language.Symbols.TableSymbol
  );
}

function columnsOf(node: Expression): Column[] {
  return node.ResultType instanceof Kusto.Language.Symbols.TableSymbol ? tableColumns(node.ResultType) : [];
}

function tableColumns(table: Kusto.Language.Symbols.TableSymbol): Column[] {
  return items(table.Columns).map((column) => ({
    name: present(column.Name),
    type: TYPE_NAMES.get(present(present(column.Type).Name)) ?? 'dynamic',
  }));
}

function typeOf(node: Expression): ScalarType {
  return TYPE_NAMES.get(node.ResultType?.Name ?? '') ?? 'unknown';
}

export function known(type: ScalarType): KustoType {
  return type === 'unknown' ? 'dynamic' : type;
}

function autoName(node: Expression): string {
  return Kusto.Language.Binding.Binder.GetExpressionResultName(node, '', null) ?? '';
}

function simpleName(name: Kusto.Language.Syntax.NameDeclaration | null): string {
  return present(present(name).SimpleName);
}

function firstWord(node: SyntaxNode): string {
  return /^[a-z_-]+/i.exec(present(node.ToString(1)).trim())?.[0] ?? '';
}

/** How to name a part in a refusal: a pipe goes by its last operator. */
function className(node: SyntaxNode): string {
  if (node instanceof Kusto.Language.Syntax.PipeExpression) return firstWord(present(node.Operator));
  return (
    present(node.ToString(1))
      .trim()
      .split(/[\s(|]/)[0]
      ?.slice(0, 60) ?? ''
  );
}

export function refused(node: SyntaxNode, construct: string): KqlError {
  const where = node instanceof Kusto.Language.Syntax.PipeExpression ? present(node.Operator) : node;
  return refusal(placeOf(where), construct);
}

/** What the engine says to anything it does not know: by name and place, never a guess. */
export function refusal(place: Place, construct: string): KqlError {
  const message = `The embedded engine does not support ${construct} (at ${place.start}).`;
  return new KqlError('unsupported', 'UNSUPPORTED', message, place.start, place.length, construct);
}
