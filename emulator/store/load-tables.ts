import type { Cell, Engine, KustoType, Ticks } from '@/emulator/engine/contract';
import { type DraftCell, Json, misfit, readCell, readText } from './cell';
import { type DraftRow, finalType, type TableDraft } from './draft';
import { msOfTicks } from './instant';
import { matchFiles } from './match-files';
import { columnsOf, tableNames } from './tables';

const ROWS_PER_INSERT = 20_000;

/** What was loaded: milliseconds since 1970 of TimeGenerated of every row, ascending. */
export interface LoadedTimes {
  times: Float64Array;
}

/**
 * Puts the drafts into the engine, each table ordered by time. A table without rows is not created: in Azure it does not
 * exist either before its first row, and the questions must be seen to cope with that.
 */
export async function loadTables(engine: Engine, tables: Iterable<TableDraft>): Promise<LoadedTimes> {
  const times: number[] = [];
  for (const table of tables) {
    const rows = matchFiles(table);
    table.rows = [];
    if (rows.length === 0) continue;
    nameApps(table, rows);
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
  return { times: Float64Array.from(times).sort() };
}

const spent: DraftRow = { ticks: 0n, file: -1, cells: [] };

/**
 * Exports projected by hand often lack the app's name. A revision is named `<app>--<suffix>` and a replica
 * `<revision>-<hash>-<5 characters>`, while an app's name may not contain `--` (Container Apps naming rules), so the name
 * is known all the same. It is written into the rows here, so that the same KQL runs unchanged.
 */
function nameApps(table: TableDraft, rows: readonly DraftRow[]): void {
  if (!tableNames.some((name) => name === table.name)) return;
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
