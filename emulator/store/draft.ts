import type { KustoType, Ticks } from '@/emulator/engine/contract';
import { type DraftCell, isGuid, misfit, readCell, readUntyped, TypeGuess } from './cell';
import { foreignMarks } from './classify';
import { type ColumnType, columnTypeOf } from './tables';

/** A row on its way to a table: cells by position of the draft's columns; short rows have nothing in the later ones. */
export interface DraftRow {
  ticks: Ticks;
  /** Number of the file it came from. */
  file: number;
  cells: DraftCell[];
}

export interface DraftColumn {
  name: string;
  /** `null`: nobody knows this name, so the values decide. */
  type: ColumnType | null;
  guess: TypeGuess;
  /** For `guid-or-text`: some value is no GUID. */
  hasText: boolean;
  /** Values seen so far, so that a million rows share one string per replica. */
  interned: Map<string, string>;
}

/** Text that comes again and again is worth sharing up to this length. */
const INTERN_LENGTH = 120;
const INTERN_COUNT = 20_000;
/** Log Analytics allows 500 columns per table. */
const MAX_COLUMNS = 500;

/** One table while its rows are being gathered from any number of files. */
export class TableDraft {
  readonly columns: DraftColumn[] = [];
  private readonly slots = new Map<string, number>();
  rows: DraftRow[] = [];

  /** Marks of the columns that belong to another table. */
  readonly foreign: number;

  constructor(readonly name: string) {
    this.foreign = foreignMarks(name);
  }

  /** The position of a column, made when new; `null` when the table is as wide as Log Analytics allows. */
  slot(column: string): number | null {
    const known = this.slots.get(column);
    if (known !== undefined) return known;
    if (this.columns.length >= MAX_COLUMNS) return null;
    const slot = this.columns.length;
    this.columns.push({
      name: column,
      type: columnTypeOf(this.name, column),
      guess: new TypeGuess(),
      hasText: false,
      interned: new Map(),
    });
    this.slots.set(column, slot);
    return slot;
  }

  slotIfKnown(column: string): number | null {
    return this.slots.get(column) ?? null;
  }

  /** A type that the export itself declares; used only where the name does not tell. */
  declare(slot: number, type: KustoType): void {
    const column = this.columns[slot];
    if (column === undefined || columnTypeOf(this.name, column.name) !== null) return;
    column.type = column.type === null || column.type === type ? type : 'string';
  }

  /** Reads a raw value for a column and remembers what it says about the column's type. */
  read(slot: number, raw: unknown): DraftCell | typeof misfit {
    const column = this.columns[slot];
    if (column === undefined) return misfit;
    if (column.type === null) {
      const cell = share(column, readUntyped(raw));
      column.guess.see(cell);
      return cell;
    }
    const cell = readCell(raw, column.type);
    if (cell === misfit) return misfit;
    if (column.type === 'guid-or-text' && !column.hasText && cell !== '' && cell !== 'None') {
      column.hasText = !isGuid(String(cell));
    }
    return share(column, cell);
  }
}

function share(column: DraftColumn, cell: DraftCell): DraftCell {
  if (typeof cell !== 'string' || cell.length > INTERN_LENGTH) return cell;
  const known = column.interned.get(cell);
  if (known !== undefined) return known;
  if (column.interned.size < INTERN_COUNT) column.interned.set(cell, cell);
  return cell;
}

/** The type a column ends up with. */
export function finalType(column: DraftColumn): KustoType {
  if (column.type === 'guid-or-text') return column.hasText ? 'string' : 'guid';
  return column.type ?? column.guess.type();
}
