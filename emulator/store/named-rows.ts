import { TableDraft } from './draft';
import type { Drafts } from './exports';
import { FileDraft } from './file-draft';
import { FileProblems } from './problem';

/** Rows that come as objects with the table's name, read like an export; the line of a problem is the row's number. */
export function draftRows(tables: Readonly<Record<string, readonly Record<string, unknown>[]>>): Drafts {
  const names = Object.keys(tables);
  const drafts: Drafts = { tables: [], files: names, problems: [] };
  for (const [name, rows] of Object.entries(tables)) {
    const table = new TableDraft(name);
    const problems = new FileProblems(name);
    const file = new FileDraft(names.indexOf(name), problems, () => table, name);
    for (const [index, row] of rows.entries()) file.addObject(index + 1, row);
    file.finish();
    drafts.tables.push(table);
    drafts.problems.push(...problems.list());
  }
  return drafts;
}
