import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Cell, KustoType, Ticks } from '@/emulator/engine/contract';
import { readFolder } from '@/emulator/store/exports';
import { EPOCH_TICKS } from '@/emulator/store/instant';
import { loadTables } from '@/emulator/store/load-tables';
import type { Problem } from '@/emulator/store/problem';
import type { ReadBudget } from '@/emulator/store/read-text';
import { RecordingEngine } from './recording-engine';

export interface Loaded {
  problems: Problem[];
  /** Rows that tell of no app or job. */
  nameless: Problem[];
  tables: string[];
  /** Rows in the order in which they were inserted. */
  rows(table: string): Record<string, Cell | Ticks>[];
  types(table: string): Record<string, KustoType>;
}

/** Writes the files into a new folder, hands it over, and takes it away again. */
export async function withFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'exports-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), content);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Loads a folder into an engine that only records. */
export async function loadFolder(folder: string, limits: Partial<ReadBudget> = {}): Promise<Loaded> {
  const drafts = await readFolder(folder, limits);
  const engine = new RecordingEngine();
  const { problems } = await loadTables(engine, drafts);
  return {
    problems: drafts.problems,
    nameless: problems,
    tables: engine.tables().map(({ name }) => name),
    rows: (table) => engine.inserted.get(table) ?? [],
    types: (table) =>
      Object.fromEntries((engine.schemas.get(table)?.columns ?? []).map(({ name, type }) => [name, type])),
  };
}

export async function loadFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  limits: Partial<ReadBudget> = {},
): Promise<Loaded> {
  return await withFolder(files, (folder) => loadFolder(folder, limits));
}

/** Ticks of an ISO time with milliseconds, plus some ticks. */
export function ticks(iso: string, more = 0n): Ticks {
  return BigInt(Date.parse(iso)) * 10_000n + EPOCH_TICKS + more;
}
