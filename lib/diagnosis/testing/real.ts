import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConsoleRow, SystemRow } from '@/lib/domain/rows';

const folder = path.resolve(import.meta.dirname, '../../../../shared/real/startup-probe-404');

/** Rows that Azure wrote, where they lie beside the repository. */
export const hasRealRows = existsSync(folder);

type Exported = Record<string, string | undefined>;

const app = 'ca-labrevprov-e2upm2';

/** Event time with the source's 100 ns digits. */
function toMs(text: string | undefined): number {
  const [, seconds = '', fraction = '0'] = /^(.*?:\d\d:\d\d)(?:\.(\d+))?Z$/.exec(text ?? '') ?? [];
  return Date.parse(`${seconds}Z`) + Number(`0.${fraction}`) * 1000;
}

function read(file: string): Exported[] {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Exported[];
}

function common(row: Exported, id: string) {
  const atMs = toMs(row.TimeGenerated);
  const revision = row.RevisionName_s ?? null;
  return {
    id,
    atMs,
    ingestedAtMs: atMs,
    workspace: 'export',
    environment: null,
    app,
    kind: 'app' as const,
    revision,
    execution: null,
  };
}

export function realSystemRows(file: 'ContainerAppSystemLogs_CL.json' | 'probe-failed-rows.json'): SystemRow[] {
  return read(file).map((row, place) => ({
    ...common(row, `${file}#${place}`),
    replica: row.ReplicaName_s ?? null,
    table: 'ContainerAppSystemLogs_CL',
    reason: row.Reason_s ?? null,
    message: row.Log_s ?? '',
    severity: row.Type_s ?? null,
    eventSource: null,
    count: null,
  }));
}

export function realConsoleRows(): ConsoleRow[] {
  return read('ContainerAppConsoleLogs_CL.json').map((row, place) => ({
    ...common(row, `console#${place}`),
    replica: null,
    table: 'ContainerAppConsoleLogs_CL',
    container: row.ContainerName_s ?? null,
    stream: null,
    text: row.Log_s ?? '',
  }));
}
