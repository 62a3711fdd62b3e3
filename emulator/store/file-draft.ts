import type { KustoType, Ticks } from '@/emulator/engine/contract';
import { type DraftCell, misfit } from './cell';
import { classify, hintOf, marksOf, tableTold, tellsTable } from './classify';
import type { DraftRow, TableDraft } from './draft';
import { type DateOrder, dateOrderOf, parseIsoInstant, parseLocalInstant, parseZone } from './instant';
import type { FileProblems } from './problem';
import { UnreadableFile } from './read-text';
import { isColumnName, type TableName } from './tables';

/** What is known about one column of one file. */
interface FileColumn {
  /** Without the portal's ` [UTC]`; `null` when no row may have such a column. */
  name: string | null;
  /** The name as the file has it. */
  header: string;
  marks: number;
  tellsTable: boolean;
  declared: KustoType | null;
  /** Minutes east of UTC of times written without a zone. */
  offset: number;
  slots: Map<TableDraft, number | null>;
}

interface PendingTime {
  table: TableDraft;
  line: number | null;
  cells: DraftCell[];
  slot: number;
  text: string;
  offset: number;
}

interface PendingRow {
  line: number | null;
  index: number | null;
  cells: DraftCell[];
}

/** The columns that may tell when a row was written, best first. */
const timeColumns = ['TimeGenerated', 'time_t', 'time_s'];

/** How `az containerapp logs show --type system` calls what the tables call otherwise. */
const streamNames: Record<string, string> = { TimeStamp: 'TimeGenerated', Msg: 'Log' };

/** The rows of one file, sorted into tables; they join the tables only when the file has been read to its end. */
export class FileDraft {
  private readonly columns = new Map<string, FileColumn>();
  private readonly rows = new Map<TableDraft, PendingRow[]>();
  private readonly times: PendingTime[] = [];
  private readonly misfits = new Map<string, { count: number; line: number | null; column: string }>();
  private readonly hint;
  /** Used anew for every row: a million rows should not cost two million arrays. */
  private readonly columnsOfRow: FileColumn[] = [];
  private readonly valuesOfRow: unknown[] = [];
  private sureOrder: DateOrder | null = null;
  private likelyOrder: DateOrder | null = null;

  constructor(
    private readonly number: number,
    private readonly problems: FileProblems,
    private readonly tableNamed: (name: string) => TableDraft,
    /** Given when the caller knows the table, so that nothing has to be told from the columns. */
    private readonly table: string | null = null,
  ) {
    this.hint = hintOf(problems.file);
  }

  /** A row as a JSON object. @param index as in `addRow`. */
  addObject(line: number | null, row: Record<string, unknown>, index: number | null = null): void {
    const keys = Object.keys(row);
    this.columnsOfRow.length = 0;
    this.valuesOfRow.length = 0;
    for (const key of keys) {
      this.columnsOfRow.push(this.columnNamed(key));
      this.valuesOfRow.push(row[key]);
    }
    this.addRow(line, this.columnsOfRow, this.valuesOfRow, index);
  }

  /** The header of rows that come as positions. Declared types come from the service's own answer. */
  header(names: readonly string[], types: readonly (KustoType | null)[] = []): FileColumn[] {
    return names.map((name, i) => {
      const column = this.columnNamed(name);
      column.declared = types[i] ?? null;
      return column;
    });
  }

  /** @param index of the row among those of one JSON value, from 1, where rows have no lines of their own. */
  addRow(
    line: number | null,
    columns: readonly FileColumn[],
    values: readonly unknown[],
    index: number | null = null,
  ): void {
    const table = this.tableOfRow(columns, values);
    if (table === null) {
      const isLogRow = columns.some(({ name }) => name !== null && timeColumns.includes(name));
      this.problems.at(line, placed(isLogRow ? unclassified : noLogRow, index));
      return;
    }
    const cells: DraftCell[] = [];
    for (let i = 0; i < columns.length; i += 1) {
      const column = columns[i];
      if (column === undefined || column.name === null) continue;
      // A union of tables exports the columns of all of them in every row.
      if ((column.marks & table.foreign) !== 0 && isBlank(values[i])) continue;
      const slot = this.slotOf(table, column);
      if (slot === null) continue;
      const cell = table.read(slot, values[i]);
      if (cell === misfit) this.noteMisfit(line, column.name);
      while (cells.length < slot) cells.push(undefined);
      cells[slot] = cell === misfit ? null : cell;
      if (typeof cell === 'string' && table.columns[slot]?.type === 'datetime') {
        this.times.push({ table, line, cells, slot, text: cell, offset: column.offset });
        this.noteDateOrder(cell);
      }
    }
    const rows = this.rows.get(table);
    if (rows === undefined) this.rows.set(table, [{ line, index, cells }]);
    else rows.push({ line, index, cells });
  }

  /**
   * Gives the rows to their tables, oldest first; rows without a readable time become problems.
   * @returns how many rows there were.
   */
  finish(): number {
    let count = 0;
    const order = this.sureOrder ?? this.likelyOrder ?? 'month-first';
    for (const { table, line, cells, slot, text, offset } of this.times) {
      const ticks = parseLocalInstant(text.trim(), order, offset);
      cells[slot] = ticks;
      const column = table.columns[slot]?.name;
      if (ticks === null && column !== undefined && column !== 'TimeGenerated') this.noteMisfit(line, column);
    }
    for (const [table, pending] of this.rows) {
      const timeSlots = timeColumns.map((name) => table.slotIfKnown(name)).filter((slot) => slot !== null);
      const home = table.slot('TimeGenerated');
      const rows: DraftRow[] = [];
      for (const { line, index, cells } of pending) {
        const ticks = firstTime(cells, timeSlots);
        if (ticks === null || home === null) {
          this.problems.at(line, placed('No readable TimeGenerated: this row cannot be placed in time.', index));
          continue;
        }
        while (cells.length < home) cells.push(undefined);
        cells[home] = ticks;
        rows.push({ ticks, file: this.number, cells });
      }
      for (const row of oldestFirst(rows)) table.rows.push(row);
      count += rows.length;
    }
    for (const { count, line, column } of this.misfits.values()) {
      const values = count === 1 ? '1 value does' : `${count} values do`;
      this.problems.at(
        line,
        `${column}: ${values} not fit the column's type and was left empty.`.replace(/do (.*) was/, 'do $1 were'),
      );
    }
    return count;
  }

  private columnNamed(header: string): FileColumn {
    const known = this.columns.get(header);
    if (known !== undefined) return known;
    const column = this.readHeader(header);
    this.columns.set(header, column);
    return column;
  }

  private readHeader(header: string): FileColumn {
    // The portal's CSV says in brackets in which zone it wrote a time: `TimeGenerated [UTC]`.
    const bracketed = /^\s*(.*?)\s*\[([^\]]*)\]\s*$/.exec(header);
    const bare = (bracketed?.[1] ?? header).trim();
    const offset = bracketed === null ? 0 : parseZone(bracketed[2] ?? '');
    if (offset === null) {
      throw new UnreadableFile(
        `The times of column "${header}" are in a zone that the file does not tell: set the portal's time zone to UTC and export again.`,
      );
    }
    const usable = isColumnName(bare);
    // `TableName` is added by the command line to every row and is no column of the table.
    const name = usable && bare !== 'TableName' ? (streamNames[bare] ?? bare) : null;
    if (!usable && bare !== '' && !tellsTable(bare)) {
      this.problems.whole(`Column "${short(bare)}" was left out: Log Analytics has no such names.`);
    }
    return {
      name,
      header: bare,
      marks: this.table === null ? marksOf(bare) : 0,
      tellsTable: this.table === null && tellsTable(bare),
      declared: null,
      offset,
      slots: new Map(),
    };
  }

  private tableOfRow(columns: readonly FileColumn[], values: readonly unknown[]): TableDraft | null {
    if (this.table !== null) return this.tableNamed(this.table);
    let filled = 0;
    let present = 0;
    let told: TableName | null = null;
    for (let i = 0; i < columns.length; i += 1) {
      const column = columns[i];
      if (column === undefined) continue;
      const value = values[i];
      present |= column.marks;
      if (isBlank(value)) continue;
      filled |= column.marks;
      if (!column.tellsTable || typeof value !== 'string') continue;
      const says = tableTold(column.header, value);
      if (typeof says === 'string') told ??= says;
      else filled |= says;
    }
    const name = told ?? classify(this.hint, filled, present | filled);
    return name === null ? null : this.tableNamed(name);
  }

  private slotOf(table: TableDraft, column: FileColumn): number | null {
    const known = column.slots.get(table);
    if (known !== undefined) return known;
    const slot = column.name === null ? null : table.slot(column.name);
    if (slot === null) this.problems.whole(`Column "${short(column.header)}" was left out: the table has 500 already.`);
    else if (column.declared !== null) table.declare(slot, column.declared);
    column.slots.set(table, slot);
    return slot;
  }

  private noteDateOrder(text: string): void {
    const says = dateOrderOf(text.trim());
    if (says?.sure === true) this.sureOrder ??= says.order;
    else if (says !== null) this.likelyOrder ??= says.order;
  }

  private noteMisfit(line: number | null, column: string): void {
    const known = this.misfits.get(column);
    if (known === undefined) this.misfits.set(column, { count: 1, line, column });
    else known.count += 1;
  }
}

const noLogRow = 'This is no log row: it has no TimeGenerated.';

const unclassified =
  'Neither the file name nor the columns tell whether this is a system or a console row: ' +
  'name the file after its table, e.g. ContainerAppSystemLogs_CL.json.';

function placed(reason: string, index: number | null): string {
  return index === null ? reason : `Row ${index}: ${reason}`;
}

function firstTime(cells: readonly DraftCell[], slots: readonly number[]): Ticks | null {
  for (const slot of slots) {
    const cell = cells[slot];
    const ticks = typeof cell === 'string' ? parseIsoInstant(cell) : cell;
    if (typeof ticks === 'bigint') return ticks;
  }
  return null;
}

/**
 * Sorts by time. Rows of one instant keep the order of the file, turned round when the file is newest first: in real
 * exports the rows of one batch then read Created, Started, Terminated, as they happened.
 */
function oldestFirst(rows: DraftRow[]): DraftRow[] {
  let rises = 0;
  let falls = 0;
  for (let i = 1; i < rows.length; i += 1) {
    const before = rows[i - 1]?.ticks ?? 0n;
    const after = rows[i]?.ticks ?? 0n;
    if (after > before) rises += 1;
    if (after < before) falls += 1;
  }
  const forward = falls > rises ? rows.reverse() : rows;
  return rises > 0 && falls > 0 ? forward.sort(byTime) : forward;
}

function isBlank(value: unknown): boolean {
  return value === '' || value === null || value === undefined;
}

export function byTime(a: DraftRow, b: DraftRow): number {
  return a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0;
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
