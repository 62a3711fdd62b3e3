import type { DraftCell } from './cell';
import { Json } from './cell';
import type { DraftRow, TableDraft } from './draft';
import { byTime } from './file-draft';
import { columnsOf } from './tables';

const TICKS_PER_MS = 10_000n;

/**
 * Makes one list of the rows of all files, oldest first, in which a row that two files hold appears once, with every
 * column that either of them knows.
 *
 * Real tables hold genuinely identical rows, so rows are never dropped within one file. Across files they are matched one
 * to one: a row that file A holds three times and file B twice is there three times afterwards. Two rows are the same when
 * they have the same time and agree in every column that both files export; the message must be among those, or else two
 * columns besides the time. A time without fractions of a millisecond (the portal's CSV cuts them) agrees with any time of
 * that millisecond.
 */
export function matchFiles(table: TableDraft): DraftRow[] {
  const rows = table.rows;
  const first = rows[0]?.file;
  if (rows.every((row) => row.file === first)) return rows;
  const log = table.slotIfKnown(columnsOf(table.name).log);
  const isTime = table.columns.map((column) => column.type === 'datetime');
  rows.sort(byTime);
  const matched: DraftRow[] = [];
  for (let start = 0; start < rows.length; ) {
    const ms = (rows[start]?.ticks ?? 0n) / TICKS_PER_MS;
    let end = start + 1;
    let mixed = false;
    for (; end < rows.length; end += 1) {
      const row = rows[end];
      if (row === undefined || row.ticks / TICKS_PER_MS !== ms) break;
      if (row.file !== rows[start]?.file) mixed = true;
    }
    const group = rows.slice(start, end);
    for (const row of mixed ? matchGroup(group, log, isTime) : group) matched.push(row);
    start = end;
  }
  return matched;
}

/** Rows of one millisecond from several files. */
function matchGroup(group: readonly DraftRow[], log: number | null, isTime: readonly boolean[]): DraftRow[] {
  const files = new Map<number, DraftRow[]>();
  for (const row of group) {
    const rows = files.get(row.file);
    if (rows === undefined) files.set(row.file, [row]);
    else rows.push(row);
  }
  let kept: DraftRow[] = [];
  for (const rows of files.values()) kept = kept.length === 0 ? rows : matchTwo(kept, rows, log, isTime);
  return kept.sort(byTime);
}

function matchTwo(
  kept: readonly DraftRow[],
  added: readonly DraftRow[],
  log: number | null,
  isTime: readonly boolean[],
): DraftRow[] {
  const result = [...kept];
  const taken = new Set<number>();
  let open = [...added];
  // Rows that agree in everything find each other first, so that a poorer row never takes a richer one's place.
  const exact = new Map<string, number[]>();
  for (const [place, row] of kept.entries()) push(exact, wholeText(row), place);
  open = open.filter((row) => {
    const place = exact.get(wholeText(row))?.shift();
    if (place === undefined) return true;
    taken.add(place);
    result[place] = united(result[place] ?? row, row, isTime);
    return false;
  });
  const places = new Map<string, number[]>();
  for (const [place, row] of kept.entries()) {
    if (taken.has(place)) continue;
    const message = messageOf(row, log);
    push(places, message === null ? SILENT : `=${message}`, place);
    push(places, EVERY, place);
  }
  open = open.filter((row) => {
    const message = messageOf(row, log);
    const candidates = message === null ? [EVERY] : [`=${message}`, SILENT];
    const place = bestPlace(row, candidates, places, taken, kept, log, isTime);
    if (place === null) return true;
    taken.add(place);
    result[place] = united(result[place] ?? row, row, isTime);
    return false;
  });
  return [...result, ...open];
}

/** Keys of the rows whose export has no message, and of all rows. */
const SILENT = 'silent';
const EVERY = 'every';

function push(places: Map<string, number[]>, key: string, place: number): void {
  const list = places.get(key);
  if (list === undefined) places.set(key, [place]);
  else list.push(place);
}

function messageOf(row: DraftRow, log: number | null): string | null {
  const message = log === null ? undefined : row.cells[log];
  return message === undefined ? null : textOf(message);
}

function wholeText(row: DraftRow): string {
  return `${row.ticks} ${JSON.stringify(row.cells.map(textOf))}`;
}

function bestPlace(
  row: DraftRow,
  keys: readonly string[],
  places: ReadonlyMap<string, number[]>,
  taken: ReadonlySet<number>,
  kept: readonly DraftRow[],
  log: number | null,
  isTime: readonly boolean[],
): number | null {
  for (const key of keys) {
    let best: number | null = null;
    let bestShared = -1;
    for (const place of places.get(key) ?? []) {
      const other = kept[place];
      if (taken.has(place) || other === undefined) continue;
      const shared = sharedColumns(row, other, log, isTime);
      if (shared > bestShared) {
        best = place;
        bestShared = shared;
      }
    }
    if (best !== null) return best;
  }
  return null;
}

/** How many columns two rows both have and agree in, TimeGenerated among them; -1 when they are not the same row. */
function sharedColumns(a: DraftRow, b: DraftRow, log: number | null, isTime: readonly boolean[]): number {
  let shared = 0;
  const length = Math.min(a.cells.length, b.cells.length);
  for (let slot = 0; slot < length; slot += 1) {
    const left = a.cells[slot];
    const right = b.cells[slot];
    if (left === undefined || right === undefined) continue;
    const equal =
      left === right ||
      (isTime[slot] === true && typeof left === 'bigint' && typeof right === 'bigint'
        ? sameTime(left, right)
        : textOf(left) === textOf(right));
    if (!equal) return -1;
    shared += 1;
  }
  const bothSayIt = log !== null && a.cells[log] !== undefined && b.cells[log] !== undefined;
  return bothSayIt || shared >= 3 ? shared : -1;
}

function sameTime(a: bigint, b: bigint): boolean {
  if (a === b) return true;
  return (isWholeMs(a) || isWholeMs(b)) && a / TICKS_PER_MS === b / TICKS_PER_MS;
}

function isWholeMs(ticks: bigint): boolean {
  return ticks % TICKS_PER_MS === 0n;
}

function united(a: DraftRow, b: DraftRow, isTime: readonly boolean[]): DraftRow {
  const cells: DraftCell[] = [];
  for (let slot = 0; slot < Math.max(a.cells.length, b.cells.length); slot += 1) {
    const left = a.cells[slot];
    const right = b.cells[slot];
    const finer = isTime[slot] === true && typeof left === 'bigint' && isWholeMs(left) && typeof right === 'bigint';
    cells.push(left === undefined || finer ? right : left);
  }
  return { ticks: isWholeMs(a.ticks) ? b.ticks : a.ticks, file: a.file, cells };
}

function textOf(cell: DraftCell): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Json ? cell.text : String(cell);
}
