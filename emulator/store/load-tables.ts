import type { Cell, Engine, KustoType, Ticks } from '@/emulator/engine/contract';
import { type DraftCell, Json, misfit, readCell, readText } from './cell';
import { type DraftRow, finalType, type TableDraft } from './draft';
import type { Drafts } from './exports';
import { msOfTicks } from './instant';
import { matchFiles } from './match-files';
import type { Problem } from './problem';
import { columnsOf, tableNames } from './tables';

const ROWS_PER_INSERT = 20_000;

export interface Loaded {
  /** Milliseconds since 1970 of TimeGenerated of every row, ascending. */
  times: Float64Array;
  /** Rows that no question about an app can find. */
  problems: Problem[];
}

/**
 * Puts the drafts into the engine, each table ordered by time. A table without rows is not created: in Azure it does not
 * exist either before its first row, and the questions must be seen to cope with that.
 */
export async function loadTables(engine: Engine, { tables, files }: Drafts): Promise<Loaded> {
  const times: number[] = [];
  const nameless = new Map<number, number>();
  for (const table of tables) {
    const rows = matchFiles(table);
    table.rows = [];
    if (rows.length === 0) continue;
    nameApps(table, rows);
    for (const { file } of namelessRows(table, rows)) nameless.set(file, (nameless.get(file) ?? 0) + 1);
    const used = usedSlots(table, rows);
    const columns = used.flatMap((slot) => {
      const column = table.columns[slot];
      return column === undefined ? [] : [{ slot, name: column.name, type: finalType(column) }];
    });
    await engine.ensureTable({ name: table.name, columns: columns.map(({ name, type }) => ({ name, type })) });
    const names = columns.map((column) => column.name);
    for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
      const chunk = rows.slice(start, start + ROWS_PER_INSERT);
      for (const row of chunk) times.push(msOfTicks(row.ticks));
      await engine.insert(
        table.name,
        names,
        chunk.map((row) => columns.map(({ slot, type }) => loadedCell(row.cells[slot], type))),
      );
      // What is in the engine need not be held twice.
      rows.fill(spent, start, start + chunk.length);
    }
  }
  const problems = [...nameless].map(([file, count]) => ({
    file: files[file] ?? '',
    line: null,
    reason: ofNobody(count),
  }));
  return { times: Float64Array.from(times).sort(), problems };
}

const spent: DraftRow = { ticks: 0n, file: -1, cells: [] };

/**
 * Exports projected by hand often lack the app's name. A revision is named `<app>--<suffix>` and a replica
 * `<revision>-<hash>-<5 characters>`, while an app's name may not contain `--` (Container Apps naming rules), so the name
 * is known all the same. It is written into the rows here, so that the same KQL runs unchanged.
 */
function nameApps(table: TableDraft, rows: readonly DraftRow[]): void {
  if (!isLogTable(table)) return;
  const { app, revision, replicas } = columnsOf(table.name);
  const sources = [revision, ...replicas].map((name) => table.slotIfKnown(name)).filter((slot) => slot !== null);
  const existing = table.slotIfKnown(app);
  for (const row of rows) {
    if (existing !== null && (row.cells[existing] ?? '') !== '') continue;
    const name = appIn(row, sources);
    const slot = name === null ? null : table.slot(app);
    if (name === null || slot === null) continue;
    while (row.cells.length < slot) row.cells.push(undefined);
    row.cells[slot] = name;
  }
}

function appIn(row: DraftRow, sources: readonly number[]): string | null {
  for (const slot of sources) {
    const text = row.cells[slot];
    const end = typeof text === 'string' ? text.indexOf('--') : -1;
    if (typeof text === 'string' && end > 0) return text.slice(0, end);
  }
  return null;
}

/** Rows of which nothing tells whose they are: they are in the tables, but in no answer about an app or job. */
function namelessRows(table: TableDraft, rows: readonly DraftRow[]): DraftRow[] {
  if (!isLogTable(table)) return [];
  const { app, revision, jobs } = columnsOf(table.name);
  const slots = [app, revision, ...jobs].map((name) => table.slotIfKnown(name)).filter((slot) => slot !== null);
  return rows.filter(({ cells }) => slots.every((slot) => readText(cells[slot]) === ''));
}

function isLogTable({ name }: TableDraft): boolean {
  return tableNames.some((known) => known === name);
}

function ofNobody(count: number): string {
  const [rows, they] = count === 1 ? ['1 row names', 'it is'] : [`${count} rows name`, 'they are'];
  return `${rows} neither app nor job, revision nor execution: ${they} in no answer about an app. Export with one of these columns.`;
}

/** Slots that at least one row has; one whose rows all turned out unreadable makes no column. */
function usedSlots(table: TableDraft, rows: readonly DraftRow[]): number[] {
  const used = new Array<boolean>(table.columns.length).fill(false);
  for (const row of rows) {
    for (let slot = 0; slot < row.cells.length; slot += 1) if (row.cells[slot] !== undefined) used[slot] = true;
  }
  return used.flatMap((isUsed, slot) => (isUsed ? [slot] : []));
}

/** A draft's cell as the engine wants it: strings never null, datetimes as ticks, dynamics as JSON text. */
function loadedCell(cell: DraftCell, type: KustoType): Cell | Ticks {
  if (type === 'string') return readText(cell);
  if (cell === undefined || cell === null || cell === '') return null;
  if (type === 'guid') return cell === 'None' ? null : String(cell).toLowerCase();
  if (type === 'dynamic') return cell instanceof Json ? cell.text : JSON.stringify(cell);
  if (type === 'decimal') return String(cell);
  if (typeof cell === 'bigint' || typeof cell === 'number' || typeof cell === 'boolean') return cell;
  const read = readCell(cell, type);
  return read === misfit || read === undefined || read instanceof Json ? null : read;
}
