import type { z } from 'zod';
import type { LogFailure, LogSource, WireAnswer, WireTable } from '@/lib/domain/connection';
import { counted } from '@/lib/format/count';
import { encodeQuery } from '@/lib/logs/encode';
import { type QuestionName, type QuestionValues, questionTexts } from '@/lib/logs/kql-files';
import type { Asked, LogAnswer } from '@/lib/logs/log-source';
import { RowIds } from '@/lib/logs/row-id';

/** How one question is asked and read. */
export interface Question<Name extends QuestionName, Cells extends z.ZodObject, Row> {
  file: Name;
  /** In words, for the list of queries under the page. */
  title: string;
  values: QuestionValues[Name];
  /** The request's span, which filters batch time: as wide as the rows may have been delayed. */
  span: { fromMs: number; toMs: number };
  /** As many rows as the query may return: that many came means there may be more. */
  limit: number;
  cells: Cells;
  toRow(cells: z.infer<Cells>, workspace: string, ids: RowIds): Row;
}

export async function ask<Name extends QuestionName, Cells extends z.ZodObject, Row>(
  source: LogSource,
  workspace: string,
  question: Question<Name, Cells, Row>,
  signal: AbortSignal | undefined,
): Promise<LogAnswer<Row>> {
  const kql = encodeQuery({ name: question.file, text: questionTexts[question.file] }, question.values);
  const request = { workspace, kql, timespan: question.span };
  const portal = source.portalLink?.(request) ?? null;
  const answer = await source.ask(signal === undefined ? request : { ...request, signal });
  const asked = { question: question.file, title: question.title, workspace, kql };
  return read(answer, { ...asked, rows: null, serverMs: null, failure: null, portal }, question);
}

function read<Name extends QuestionName, Cells extends z.ZodObject, Row>(
  answer: WireAnswer,
  asked: Asked,
  question: Question<Name, Cells, Row>,
): LogAnswer<Row> {
  if (answer.status === 'failed') return ofFailure(answer.failure, asked);

  const { rows, unreadable } = readRows(answer.table, asked.workspace, question);
  const known = { ...asked, rows: rows.length, serverMs: answer.cost.serverMs };
  const isTruncated = answer.table.rows.length >= question.limit;
  const warnings = [
    answer.status === 'partial' ? answer.warning : null,
    unreadable > 0 ? `${counted(unreadable, 'row')} unreadable in the answer to “${question.title}”.` : null,
  ].filter((warning) => warning !== null);
  if (warnings.length === 0) return { status: 'complete', rows, hasTable: true, isTruncated, asked: known };
  return {
    status: 'partial',
    rows,
    hasTable: true,
    isTruncated,
    asked: known,
    warning: warnings.join(' '),
    unreadable,
  };
}

function ofFailure<Row>(failure: LogFailure, asked: Asked): LogAnswer<Row> {
  if (failure.kind === 'no-table-yet') {
    return { status: 'complete', rows: [], hasTable: false, isTruncated: false, asked: { ...asked, rows: 0 } };
  }
  return { status: 'failed', failure, asked: { ...asked, failure } };
}

function readRows<Name extends QuestionName, Cells extends z.ZodObject, Row>(
  table: WireTable,
  workspace: string,
  { cells, toRow }: Question<Name, Cells, Row>,
): { rows: Row[]; unreadable: number } {
  const names = table.columns.map((column) => column.name);
  const ids = new RowIds();
  const rows: Row[] = [];
  let unreadable = 0;
  for (const values of table.rows) {
    const raw = Object.fromEntries(names.map((name, place) => [name, values[place] ?? null]));
    const parsed = cells.safeParse(raw);
    if (parsed.success) rows.push(toRow(parsed.data, workspace, ids));
    else unreadable += 1;
  }
  return { rows, unreadable };
}
