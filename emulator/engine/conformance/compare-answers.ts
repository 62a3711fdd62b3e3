import type { Cell, EngineAnswer, KustoType } from '@/emulator/engine/contract';
import { parseDatetime, parseTimespan } from '@/emulator/engine/time';

/** One recorded answer of the real engine. */
export interface RecordedCase {
  id: string;
  kql: string;
  scope: 'in' | 'out';
  rejected?: true;
  nondeterministic?: true;
  columns?: string[];
  types?: string[];
  rows?: unknown[][];
}

/**
 * `null` when the answers agree, else what differs. Rows are compared as a multiset unless the query ends in a sort;
 * numbers within 1e-9; times by value; arrays as sets where the engine leaves their order open.
 */
export function difference(recorded: RecordedCase, answer: EngineAnswer): string | null {
  const table = answer.tables[0];
  if (table === undefined) return 'no table';
  const names = table.columns.map((column) => column.name);
  const expectedNames = recorded.columns ?? [];
  if (JSON.stringify(names) !== JSON.stringify(expectedNames)) {
    return `columns ${names.join(',')} instead of ${expectedNames.join(',')}`;
  }
  const loose = /\b(make_set|make_list|makeset|makelist|bag_|set_|pack_all|treepath)/.test(recorded.kql);
  const types = table.columns.map((column) => column.type);
  const ours = table.rows.map((row) => row.map((cell, index) => normalCell(cell, types[index] ?? 'string', loose)));
  const theirs = (recorded.rows ?? []).map((row) =>
    row.map((cell, index) => normalCell(cell, types[index] ?? 'string', loose)),
  );
  if (ours.length !== theirs.length) return `${ours.length} rows instead of ${theirs.length}`;
  const ordered = endsInSort(recorded.kql);
  const rest = [...theirs];
  for (const [index, row] of ours.entries()) {
    const at = ordered && sameRow(row, rest[0] ?? []) ? 0 : rest.findIndex((other) => sameRow(row, other));
    if (at < 0) return `row ${index}: ${show(row)} instead of ${show(rest[0])}`;
    if (ordered && at !== 0 && !tied(recorded.kql)) return `row ${index} is out of order: ${show(row)}`;
    rest.splice(at, 1);
  }
  return null;
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner))?.slice(0, 400) ?? '';
}

function endsInSort(kql: string): boolean {
  const last = kql.split('|').at(-1)?.trim() ?? '';
  return /^(sort|order|top)\b/.test(last);
}

/** Rows with equal keys may come in any order, which the recorded answer cannot say; only whole sorts are strict. */
function tied(kql: string): boolean {
  const last = kql.split('|').at(-1)?.trim() ?? '';
  return !/,/.test(last);
}

type Normal = null | boolean | number | string | Normal[] | { [key: string]: Normal };

function normalCell(cell: unknown, type: KustoType, loose: boolean): Normal {
  if (cell === null || cell === undefined || cell === '') return type === 'string' ? '' : null;
  if (type === 'string') return typeof cell === 'string' ? cell : JSON.stringify(cell);
  if (type === 'dynamic') return normalDynamic(typeof cell === 'string' ? parsed(cell) : cell, loose);
  if (type === 'datetime') return time(parseDatetime(String(cell)), cell);
  if (type === 'timespan') return time(parseTimespan(String(cell)), cell);
  if (type === 'bool') return typeof cell === 'boolean' ? cell : Number(cell) !== 0;
  if (type === 'guid') return String(cell).toLowerCase();
  return numeric(cell as Cell);
}

function time(ticks: bigint | null, cell: unknown): Normal {
  return ticks === null ? String(cell) : String(ticks);
}

function numeric(cell: Cell): Normal {
  if (typeof cell === 'bigint') return Number(cell);
  const text = String(cell);
  if (/^-?inf/i.test(text)) return text.startsWith('-') ? '-Infinity' : 'Infinity';
  if (/nan/i.test(text)) return 'NaN';
  return Number(cell);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function normalDynamic(value: unknown, loose: boolean): Normal {
  if (Array.isArray(value)) {
    const items = value.map((item) => normalDynamic(item, loose));
    return loose ? items.sort((a, b) => (show(a) < show(b) ? -1 : 1)) : items;
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, normalDynamic(inner, loose)]),
    );
  }
  if (typeof value === 'string') {
    const ticks = /^\d{4}-\d\d-\d\dT/.test(value) ? parseDatetime(value) : null;
    return ticks === null ? value : String(ticks);
  }
  return value as Normal;
}

function sameRow(a: Normal[], b: Normal[]): boolean {
  return a.length === b.length && a.every((cell, index) => same(cell, b[index] ?? null));
}

function same(a: Normal, b: Normal): boolean {
  if (typeof a === 'number' && typeof b === 'number') {
    return a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
  }
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => same(item, b[index] ?? null));
  if (
    a !== null &&
    b !== null &&
    typeof a === 'object' &&
    typeof b === 'object' &&
    !Array.isArray(a) &&
    !Array.isArray(b)
  ) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key] ?? null, b[key] ?? null))
    );
  }
  return a === b;
}
