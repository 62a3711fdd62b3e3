import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { TableDraft } from './draft';
import { FileDraft } from './file-draft';
import { FileProblems, type Problem } from './problem';
import { readExport } from './read-export';
import { DamagedFile, type ReadBudget, readText, tooLarge, UnreadableFile } from './read-text';

/** Rows of any number of files, sorted into tables but not yet in the engine. */
export interface Drafts {
  tables: TableDraft[];
  /** Names of the files by their number in a `DraftRow`. */
  files: readonly string[];
  problems: Problem[];
}

const FILE_LIMIT = 2 ** 30;
const MAX_DEPTH = 8;

/** A folder that cannot be used at all. The message is a sentence that says how to mend it. */
export class UnusableFolder extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnusableFolder';
  }
}

/**
 * Reads every file of a folder and of the folders in it (hidden ones left out, links to folders not followed), in the
 * order of their names. What cannot be read becomes a problem and the rest is read.
 * @param limits bytes of text after unpacking; by default 1 GB a file and what the heap can bear in all.
 * @throws UnusableFolder when there is no such folder or nothing is in it.
 */
export async function readFolder(folder: string, limits: Partial<ReadBudget> = {}): Promise<Drafts> {
  const files = await filesOf(folder);
  const tables = new Map<string, TableDraft>();
  const tableNamed = (name: string): TableDraft => {
    const known = tables.get(name);
    if (known !== undefined) return known;
    const table = new TableDraft(name);
    tables.set(name, table);
    return table;
  };
  const budget: ReadBudget = {
    perFile: limits.perFile ?? FILE_LIMIT,
    // Rows on the heap take about as much as their text in the export, and the engine's copy is outside of it.
    left: limits.left ?? Math.floor(getHeapStatistics().heap_size_limit * 0.45),
  };
  const problems: Problem[] = [];
  for (const [number, file] of files.entries()) {
    const noted = new FileProblems(file.name);
    const draft = new FileDraft(number, noted, tableNamed);
    try {
      await readFile(file.path, budget, draft, noted);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      noted.summarise();
      noted.whole(error.message);
    }
    problems.push(...noted.list());
  }
  return { tables: [...tables.values()], files: files.map(({ name }) => name), problems };
}

async function readFile(file: string, budget: ReadBudget, draft: FileDraft, problems: FileProblems): Promise<void> {
  const { size, isFile } = await stat(file).then(
    (found) => ({ size: found.size, isFile: found.isFile() }),
    () => ({ size: 0, isFile: false }),
  );
  if (!isFile) throw new UnreadableFile('This is not a regular file.');
  if (size > budget.perFile) throw new UnreadableFile(tooLarge(budget.perFile));
  try {
    await readExport(readText(file, budget), draft, problems);
  } catch (error) {
    if (error instanceof DamagedFile) draft.finish();
    throw error;
  }
  if (draft.finish() === 0) problems.summarise();
}

interface FoundFile {
  /** Relative to the folder, with `/`. */
  name: string;
  path: string;
}

async function filesOf(folder: string): Promise<FoundFile[]> {
  const files: FoundFile[] = [];
  const walk = async (relative: string, depth: number): Promise<void> => {
    const entries = await readdir(path.join(folder, relative), { withFileTypes: true });
    for (const entry of entries.sort(byName)) {
      if (entry.name.startsWith('.')) continue;
      const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (!entry.isDirectory()) files.push({ name, path: path.join(folder, name) });
      else if (depth < MAX_DEPTH) await walk(name, depth + 1);
    }
  };
  try {
    await walk('', 0);
  } catch (error) {
    throw new UnusableFolder(whyUnusable(folder, error), { cause: error });
  }
  if (files.length === 0) {
    throw new UnusableFolder(
      `The folder ${folder} is empty. Put log exports into it, e.g. the output of "az monitor log-analytics query -o json".`,
    );
  }
  return files;
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function whyUnusable(folder: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return `There is no folder ${folder}. Give the path of a folder that holds log exports.`;
  if (code === 'ENOTDIR')
    return `${folder} is not a folder. Give the folder that holds the export, not the file itself.`;
  if (code === 'EACCES' || code === 'EPERM')
    return `The folder ${folder} may not be read. Grant read permission on it.`;
  return `The folder ${folder} could not be read (${code === '' ? 'unknown error' : code}).`;
}
