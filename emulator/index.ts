import type { HttpClient } from '@azure/core-rest-pipeline';
import { openEngine } from './engine';
import type { Engine } from './engine/contract';
import { answerFor } from './protocol/answer';
import { type AnswerLimits, serviceLimits } from './protocol/encode';
import { transportOver } from './protocol/transport';
import type { Answer } from './protocol/wire';
import { type Drafts, readFolder } from './store/exports';
import { loadTables } from './store/load-tables';
import { draftRows } from './store/named-rows';
import type { Problem } from './store/problem';

/** A Log Analytics workspace inside this process. */
export interface EmbeddedWorkspace {
  /** The GUID under which it answers. */
  workspaceId: string;
  /** For the query client's `httpClient` option. */
  transport: HttpClient;
  /** The same protocol without the SDK's types, for `createEmulatorServer`. */
  answer: Answer;
  /** Files and rows that could not be loaded. */
  problems: readonly Problem[];
  /** TimeGenerated of the newest row there is, in milliseconds since 1970, rounded down; `null` without rows. */
  readonly newestRowMs: number | null;
  /** How many rows there are. */
  readonly rows: number;
  close(): Promise<void>;
}

/** What can be set for any embedded workspace; the defaults are right outside of tests. */
export interface WorkspaceOptions {
  /** Milliseconds since 1970; the `now()` of the queries. */
  clock?: () => number;
  limits?: Partial<AnswerLimits>;
}

/** Each kind has an id of its own, so that a bookmark made on one is not silently answered by another. */
const workspaceIds = {
  sample: '5a3b1e00-0000-4000-8000-00000000e817',
  export: 'e890b700-0000-4000-8000-00000000e817',
  rows: '70357000-0000-4000-8000-00000000e817',
} as const;

/**
 * The sample workspace around `nowMs`. It holds some hours of its own future: a row does not exist before the clock
 * reaches its time, so that the sample stays alive while the process runs.
 */
export async function openSample(options: { nowMs: number } & WorkspaceOptions): Promise<EmbeddedWorkspace> {
  // Loaded on demand: whoever brings rows does not need the stories.
  const { sampleTables } = await import('./scenarios');
  return await open('sample', draftRows(sampleTables(options.nowMs)), options);
}

/** A folder of exports. @throws UnusableFolder with a sentence that says how to mend it. */
export async function openExports(options: { folder: string } & WorkspaceOptions): Promise<EmbeddedWorkspace> {
  return await open('export', await readFolder(options.folder), options);
}

/** Rows given as objects, by table: read as an export of that table would be. */
export async function openRows(
  options: { tables: Readonly<Record<string, readonly Record<string, unknown>[]>> } & WorkspaceOptions,
): Promise<EmbeddedWorkspace> {
  return await open('rows', draftRows(options.tables), options);
}

async function open(
  kind: keyof typeof workspaceIds,
  drafts: Drafts,
  options: WorkspaceOptions,
): Promise<EmbeddedWorkspace> {
  const engine = await openEngine();
  const { times, problems } = await loadOrClose(engine, drafts);
  const clock = options.clock ?? Date.now;
  const hidesFuture = kind === 'sample';
  const answer = answerFor({
    workspaceId: workspaceIds[kind],
    engine,
    clock,
    hidesFuture,
    limits: { ...serviceLimits, ...options.limits },
  });
  const visible = () => (hidesFuture ? countUpTo(times, clock()) : times.length);
  return {
    workspaceId: workspaceIds[kind],
    transport: transportOver(answer),
    answer,
    // Rows that vanish by the file come before single ones that could not be read.
    problems: [...problems, ...drafts.problems],
    get newestRowMs() {
      return times[visible() - 1] ?? null;
    },
    get rows() {
      return visible();
    },
    close: () => engine.close(),
  };
}

async function loadOrClose(engine: Engine, drafts: Drafts) {
  try {
    return await loadTables(engine, drafts);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** How many of the ascending times are not after `limit`. */
function countUpTo(times: Float64Array, limit: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
