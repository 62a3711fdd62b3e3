import { requestTime } from '@/lib/clock';
import type { Connection, LogSource } from '@/lib/domain/connection';
import { isBuilding, type Settings, SettingsError, settings } from '@/lib/env';
import { buildCredential, staticCredential } from './credential';
import { type EmbeddedWorkspace, loadEmulator } from './embedded';
import { openLogAnalytics } from './log-analytics';
import { portalLinkOf } from './portal-links';

/**
 * How coarse "now" is. Questions carry their range, so readers who come within these seconds ask the same question and
 * share one answer; it is no older than an answer from the cache would be.
 */
const stepMs = 15_000;

function floorToStep(ms: number): number {
  return Math.floor(ms / stepMs) * stepMs;
}

/** Opens what the settings name. @throws SettingsError when it cannot be opened. */
export async function openSource(from: Settings): Promise<LogSource> {
  const source = await openKind(from);
  const { resourceGroup } = from;
  // The apps of the sample are in nobody's group, and one name cannot be right for the apps of several workspaces.
  const isOne = source.connection.kind !== 'sample' && source.connection.workspaces.length === 1;
  if (resourceGroup === null || !isOne) return source;
  return { ...source, connection: { ...source.connection, resourceGroup } };
}

async function openKind(from: Settings): Promise<LogSource> {
  switch (from.source.kind) {
    case 'azure': {
      const { workspaces } = from.source;
      const logs = openLogAnalytics({ workspaces, credential: buildCredential(from), cloud: from.cloud });
      return {
        connection: { kind: 'azure', workspaces: workspaces.map(({ name }) => name), importProblems: [] },
        asOfMs: () => from.nowMs ?? floorToStep(requestTime()),
        ask: logs.ask,
        portalLink: (question) => portalLinkOf(question, from.cloud, from.workspaceResources),
      };
    }
    case 'export': {
      const workspace = await openFolder(from.source.folder);
      return sourceOver({ kind: 'export', workspace, ...(from.nowMs === null ? {} : { nowMs: from.nowMs }) });
    }
    case 'sample':
      return openSampleSource(from.nowMs);
  }
}

async function openFolder(folder: string): Promise<EmbeddedWorkspace> {
  const { openExports } = await loadEmulator();
  try {
    return await openExports({ folder, clock: requestTime });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'UnusableFolder') throw error;
    throw new SettingsError(`EXITLINE_DATA: ${error.message}`, { cause: error });
  }
}

/** The sample holds twelve hours of its own future; well before they are over, a server that still runs makes it anew. */
const sampleLastsMs = 11 * 3_600_000;

async function openSampleSource(nowMs: number | null): Promise<LogSource> {
  const { openSample } = await loadEmulator();
  if (nowMs !== null) {
    return sourceOver({ kind: 'sample', workspace: await openSample({ nowMs, clock: () => nowMs }), nowMs });
  }
  const open = async () => {
    const openedMs = requestTime();
    const workspace = await openSample({ nowMs: openedMs, clock: requestTime });
    return { openedMs, workspace, source: sourceOver({ kind: 'sample', workspace }) };
  };
  let current = await open();
  let renewal: Promise<void> | null = null;
  const renew = async () => {
    const old = current;
    current = await open();
    // Questions under way still read the old one.
    setTimeout(() => void old.workspace.close(), 120_000).unref();
  };
  return {
    connection: current.source.connection,
    asOfMs: () => current.source.asOfMs(),
    ask(question) {
      if (requestTime() - current.openedMs > sampleLastsMs && renewal === null) {
        renewal = renew()
          .catch((error: unknown) => console.error('The sample workspace could not be made anew.', error))
          .finally(() => {
            renewal = null;
          });
      }
      return current.source.ask(question);
    },
  };
}

/** Name under which the embedded workspace appears on pages and in `?ws=`. */
const embeddedNames = { sample: 'sample', export: 'export' } as const;

/**
 * The same client over an embedded workspace; tests, eval and the command line use it directly.
 * @param options.nowMs fixes `asOf`.
 */
export function sourceOver(options: {
  kind: Exclude<Connection['kind'], 'azure'>;
  workspace: EmbeddedWorkspace;
  nowMs?: number;
}): LogSource {
  const { kind, workspace, nowMs } = options;
  const name = embeddedNames[kind];
  const logs = openLogAnalytics({
    workspaces: [{ name, id: workspace.workspaceId }],
    credential: staticCredential,
    cloud: 'public',
    httpClient: workspace.transport,
  });
  return {
    connection: {
      kind,
      workspaces: [name],
      importProblems: workspace.problems.map(({ file, line, reason }) => ({ file, line, reason })),
    },
    asOfMs() {
      if (nowMs !== undefined) return nowMs;
      if (kind === 'sample') return floorToStep(requestTime());
      // Ranges are half open: one millisecond later, so that the newest row is inside.
      return workspace.newestRowMs === null ? requestTime() : Math.floor(workspace.newestRowMs) + 1;
    },
    ask: logs.ask,
  };
}

const place = Symbol.for('exitline.source');

/** Pages and route handlers get module instances of their own, so what the process shares hangs on `globalThis`. */
interface Shared {
  [place]?: Promise<LogSource>;
}

/** The one source of this process, opened by the first caller (`instrumentation.ts`). @throws SettingsError */
export function currentSource(): Promise<LogSource> {
  if (isBuilding()) throw new Error('A page read from the log source during the build: it must be dynamic.');
  const shared = globalThis as Shared;
  if (shared[place] !== undefined) return shared[place];
  const opening = openSource(settings());
  shared[place] = opening;
  // `next dev` goes on after a failed start: let the next request try again.
  opening.catch(() => delete shared[place]);
  return opening;
}
