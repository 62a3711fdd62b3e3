import { parse } from 'csv-parse';
import type { KustoType } from '@/emulator/engine/contract';
import type { FileDraft } from './file-draft';
import { JsonCutter, type JsonPiece } from './json-pieces';
import type { FileProblems } from './problem';
import { UnreadableFile } from './read-text';

/**
 * Reads one export, whatever its form: `az monitor log-analytics query -o json` (an array of rows), the REST answer
 * (`{"tables":[{"columns","rows"}]}`), JSON lines, or the portal's CSV. The form is told from the text, not from the name.
 * @throws UnreadableFile when the text is no log export at all.
 */
export async function readExport(text: AsyncIterable<string>, draft: FileDraft, problems: FileProblems): Promise<void> {
  const pieces = text[Symbol.asyncIterator]();
  let head = '';
  while (head.trim() === '' || (head.length < 4096 && !head.includes('\n'))) {
    const next = await pieces.next();
    if (next.done === true) break;
    head += next.value;
  }
  if (head.trim() === '') throw new UnreadableFile('The file is empty.');
  const all = async function* (): AsyncGenerator<string> {
    yield head;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
  };
  if (/^\s*[[{]/.test(head)) await readJson(all(), draft, problems);
  else await readCsv(all(), head, draft, problems);
}

async function readJson(text: AsyncIterable<string>, draft: FileDraft, problems: FileProblems): Promise<void> {
  const cutter = new JsonCutter();
  const count = { rows: 0, broken: 0 };
  for await (const chunk of text) {
    for (const piece of cutter.push(chunk)) readPiece(piece, draft, problems, count);
  }
  const { piece, arrayOpen, line } = cutter.end();
  if (piece !== null) readPiece(piece, draft, problems, count);
  else if (arrayOpen) problems.at(line, 'The file ends before its list does: rows may be missing.');
  if (count.rows === 0 && count.broken > 0) {
    throw new UnreadableFile('This begins like JSON but holds no log rows.');
  }
}

function readPiece(
  piece: JsonPiece,
  draft: FileDraft,
  problems: FileProblems,
  count: { rows: number; broken: number },
): void {
  const fail = (reason: string) => {
    count.broken += 1;
    problems.at(piece.line, reason);
  };
  let value: unknown;
  try {
    value = JSON.parse(piece.text);
  } catch {
    fail(piece.state === 'cut' ? 'The row does not end: the file is damaged or cut here.' : 'This is not valid JSON.');
    return;
  }
  if (!isRecord(value)) {
    fail(notARow);
    return;
  }
  const tables = member(value, 'tables');
  if (Array.isArray(tables)) {
    for (const table of tables) count.rows += readTable(table, piece.line, draft, problems);
    // An empty answer is an answer.
    count.rows += tables.length === 0 ? 1 : 0;
    const partial = errorText(value.error);
    if (partial !== null) problems.at(piece.line, `The service did not send all rows: ${partial}`);
    return;
  }
  // Windows PowerShell wraps a list that it converts: {"value":[…],"Count":2} or {"Results":[…]}.
  const wrapped = ['value', 'results'].map((name) => member(value, name)).find(Array.isArray);
  if (wrapped !== undefined) {
    for (const [index, row] of wrapped.entries()) {
      if (isRecord(row)) draft.addObject(piece.line, row, index + 1);
      else problems.at(piece.line, `Row ${index + 1}: ${notARow}`);
    }
    count.rows += Math.max(wrapped.length, 1);
    return;
  }
  const failure = errorText(value.error);
  if (failure !== null && member(value, 'TimeGenerated') === undefined) {
    fail(`This is an error answer, not rows: ${failure}`);
    return;
  }
  count.rows += 1;
  draft.addObject(piece.line, value);
}

const notARow = 'This is not a log row: an object with column names was expected.';

/** One table of a REST answer; the older API spells the members with capitals and calls a column's name ColumnName. */
function readTable(table: unknown, line: number, draft: FileDraft, problems: FileProblems): number {
  const columns = isRecord(table) ? (member(table, 'columns') ?? member(table, 'columnDescriptors')) : undefined;
  const rows = isRecord(table) ? member(table, 'rows') : undefined;
  if (!Array.isArray(columns) || !Array.isArray(rows)) {
    problems.at(line, 'A table without columns and rows: this is no answer of the query API.');
    return 0;
  }
  const names = columns.map((column) =>
    text(isRecord(column) ? (member(column, 'name') ?? member(column, 'ColumnName')) : ''),
  );
  const types = columns.map((column) =>
    isRecord(column)
      ? kustoType(text(member(column, 'type') ?? member(column, 'ColumnType') ?? member(column, 'DataType')))
      : null,
  );
  const header = draft.header(names, types);
  for (const [index, row] of rows.entries()) {
    if (Array.isArray(row) && row.length === names.length) draft.addRow(null, header, row, index + 1);
    else problems.at(line, `Row ${index + 1} does not have as many values as there are columns.`);
  }
  return Math.max(rows.length, 1);
}

async function readCsv(
  text: AsyncIterable<string>,
  head: string,
  draft: FileDraft,
  problems: FileProblems,
): Promise<void> {
  const lines = head.trimStart().split(/\r?\n/, 2);
  // Windows PowerShell's Export-Csv begins with a line that names a .NET type.
  const typed = lines[0]?.startsWith('#TYPE ') === true;
  const firstLine = lines[typed ? 1 : 0] ?? '';
  if (!/time/i.test(firstLine)) {
    throw new UnreadableFile(
      'This is no log export: neither JSON nor a CSV whose first line has a TimeGenerated column.',
    );
  }
  const delimiter = [',', ';', '\t'].reduce((best, one) =>
    count(firstLine, one) > count(firstLine, best) ? one : best,
  );
  let header: ReturnType<FileDraft['header']> | null = null;
  let line = typed ? 2 : 1;
  const parser = parse({
    delimiter,
    bom: true,
    from_line: line,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
  });
  const feeding = feed(text, parser);
  try {
    for await (const item of parser) {
      const { record, info } = item as { record: string[]; info: { lines: number } };
      if (header === null) header = draft.header(record);
      else if (record.length === header.length) draft.addRow(line, header, record);
      else problems.at(line, `The row has ${record.length} values, the header ${header.length}.`);
      line = info.lines + 1;
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('CSV_')) throw error;
    problems.at(
      line,
      code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE'
        ? 'A quotation mark is never closed: nothing after this line could be read.'
        : 'This is no valid CSV: nothing after this line could be read.',
    );
  } finally {
    parser.destroy();
  }
  await feeding;
}

/** Log Analytics cuts a field at 32 KB, and a row has a few of them. */
const MAX_RECORD = 4 * 2 ** 20;

/** Writes the text into the parser; a failure to read it becomes the parser's. */
async function feed(text: AsyncIterable<string>, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const chunk of text) {
      if (parser.destroyed) return;
      if (!parser.write(chunk)) await new Promise<void>((resolve) => drained(parser, resolve));
    }
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function drained(parser: ReturnType<typeof parse>, then: () => void): void {
  const done = () => {
    parser.off('drain', done);
    parser.off('close', done);
    then();
  };
  parser.on('drain', done);
  parser.on('close', done);
}

const kustoTypes: readonly KustoType[] = [
  'bool',
  'datetime',
  'decimal',
  'dynamic',
  'guid',
  'int',
  'long',
  'real',
  'string',
  'timespan',
];

/** Names of types as the query API and its older forms write them. */
function kustoType(name: string): KustoType | null {
  const word = name.toLowerCase().replace(/^system\./, '');
  const known: Record<string, KustoType> = {
    boolean: 'bool',
    date: 'datetime',
    double: 'real',
    int32: 'int',
    int64: 'long',
    object: 'dynamic',
    sbyte: 'bool',
    time: 'timespan',
    uuid: 'guid',
  };
  return kustoTypes.find((type) => type === word) ?? known[word] ?? null;
}

function errorText(error: unknown): string | null {
  if (!isRecord(error)) return null;
  const words = [text(error.code), text(error.message)].filter((word) => word !== '').join(': ');
  return words === '' ? null : words.slice(0, 300);
}

/** A member in either spelling: `tables` or `Tables`. */
function member(record: Record<string, unknown>, name: string): unknown {
  return record[name] ?? record[name.charAt(0).toUpperCase() + name.slice(1)];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}
