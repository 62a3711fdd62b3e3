import type { QueryCost, WireAnswer, WireCell, WireTable } from '@/lib/domain/connection';
import { findErrors } from './service-error';

/**
 * Reads the body of a 200 ourselves: the SDK turns a null datetime into 1970, cuts ticks to milliseconds and drops
 * the reason of a partial answer (seen with @azure/monitor-query 1.3.3).
 */

/** @returns `empty` for a body without content, `malformed` for one that is not an answer of Log Analytics. */
export function parseWireAnswer(bodyText: string | null | undefined): WireAnswer | 'empty' | 'malformed' {
  if (bodyText === null || bodyText === undefined || bodyText.trim() === '') return 'empty';
  const body = parseJson(bodyText);
  const primary = findPrimaryTable(body);
  if (!isRecord(body) || primary === null) return 'malformed';
  const table = readTable(primary, bodyText);
  if (table === null) return 'malformed';
  const cost = readCost(body.statistics);
  if (body.error === undefined || body.error === null) return { status: 'complete', table, cost };
  return { status: 'partial', table, cost, warning: explainPartial(body.error) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Several tabular statements give several tables; the answer is `PrimaryResult` (REST reference, "Response format"). */
function findPrimaryTable(body: unknown): Record<string, unknown> | null {
  if (!isRecord(body) || !Array.isArray(body.tables)) return null;
  const tables = body.tables.filter(isRecord);
  return tables.find((table) => table.name === 'PrimaryResult') ?? tables[0] ?? null;
}

function readTable(table: Record<string, unknown>, bodyText: string): WireTable | null {
  const columns = readColumns(table.columns);
  if (columns === null || !Array.isArray(table.rows)) return null;
  const longs = columns.map((column) => column.type === 'long');
  const rows: WireCell[][] = [];
  for (const row of table.rows) {
    if (!Array.isArray(row) || row.length !== columns.length) return null;
    const cells: WireCell[] = [];
    for (const [index, value] of row.entries()) {
      if (longs[index] && typeof value === 'number' && !Number.isSafeInteger(value)) {
        // A double has already rounded it: read the whole text again with long numbers as text.
        return readTableWithLongsAsText(bodyText);
      }
      cells.push(toCell(value));
    }
    rows.push(cells);
  }
  return { columns, rows };
}

function readTableWithLongsAsText(bodyText: string): WireTable | null {
  // Strings are matched first, so digits inside them stay as they are.
  const quoted = bodyText.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
  const primary = findPrimaryTable(parseJson(quoted));
  const columns = primary === null ? null : readColumns(primary.columns);
  if (primary === null || columns === null || !Array.isArray(primary.rows)) return null;
  const read = (value: unknown, index: number): WireCell =>
    columns[index]?.type === 'real' && typeof value === 'string' && /^-?\d+$/.test(value)
      ? Number(value)
      : toCell(value);
  return { columns, rows: primary.rows.map((row: unknown) => (Array.isArray(row) ? row.map(read) : [])) };
}

function readColumns(value: unknown): WireTable['columns'] | null {
  if (!Array.isArray(value)) return null;
  const columns: WireTable['columns'] = [];
  for (const column of value) {
    if (!isRecord(column) || typeof column.name !== 'string' || typeof column.type !== 'string') return null;
    columns.push({ name: column.name, type: column.type });
  }
  return columns;
}

function toCell(value: unknown): WireCell {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  // `dynamic` is JSON text on the wire; some proxies and exports hold it as structure.
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** Every field of the statistics is optional (captured answers differ). */
function readCost(statistics: unknown): QueryCost {
  const query = isRecord(statistics) && isRecord(statistics.query) ? statistics.query : {};
  const dataset = isRecord(query.inputDatasetStatistics) ? query.inputDatasetStatistics : {};
  const rows = isRecord(dataset.rows) ? dataset.rows : {};
  return {
    serverMs: typeof query.executionTime === 'number' ? query.executionTime * 1000 : null,
    rowsScanned: typeof rows.scanned === 'number' ? rows.scanned : null,
  };
}

/** The useful sentence sits deepest: outer "partial error", inner "the results of this query exceed the set limit of …". */
function explainPartial(error: unknown): string {
  const deepest = findErrors(error).at(-1)?.message ?? null;
  return deepest === null
    ? 'Log Analytics gave only a part of the rows and did not say why.'
    : `Log Analytics gave only a part of the rows: ${deepest}`;
}
