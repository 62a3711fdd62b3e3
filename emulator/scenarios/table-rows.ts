import type { AppLog, ConsoleEntry, SystemEntry } from './app-log';
import type { Environment } from './environment';
import type { Random } from './random';
import { createRandom, hashOf, mix } from './random';
import { isoOf } from './time';

export type TableName =
  | 'ContainerAppSystemLogs_CL'
  | 'ContainerAppConsoleLogs_CL'
  | 'ContainerAppSystemLogs'
  | 'ContainerAppConsoleLogs';

/** A row as JSON: column name to value. A column that the row says nothing about is left out. */
export type TableRow = Record<string, unknown>;
export type Tables = Record<TableName, TableRow[]>;

/** The columns that exist in each table (documented ones; for the `_CL` tables those seen in captured rows). */
export const tableColumns: Record<TableName, readonly string[]> = {
  ContainerAppSystemLogs_CL: [
    'TimeGenerated',
    'time_t',
    'ContainerAppName_s',
    'JobName_s',
    'ExecutionName_s',
    'RevisionName_s',
    'ReplicaName_s',
    'EnvironmentName_s',
    'Reason_s',
    'Log_s',
    'Type_s',
    'EventSource_s',
    'Count_d',
    'TenantId',
    'SourceSystem',
    'MG',
    'ManagementGroupName',
    'Computer',
    'RawData',
    'Type',
    '_ResourceId',
  ],
  ContainerAppConsoleLogs_CL: [
    'TimeGenerated',
    'time_t',
    '_timestamp_d',
    'ContainerAppName_s',
    'ContainerJobName_s',
    'RevisionName_s',
    'ContainerGroupName_s',
    'ContainerGroupId_g',
    'ContainerName_s',
    'ContainerId_g',
    'ContainerImage_s',
    'EnvironmentName_s',
    'Stream_s',
    'Log_s',
    'Log_level_d',
    'Log_time_d',
    'Log_pid_d',
    'Log_name_s',
    'Log_reqId_s',
    'Log_msg_s',
    'Log_ms_d',
    'Category',
    'TenantId',
    'SourceSystem',
    'MG',
    'ManagementGroupName',
    'Computer',
    'RawData',
    'Type',
    '_ResourceId',
  ],
  ContainerAppSystemLogs: [
    'TimeGenerated',
    'ContainerAppName',
    'JobName',
    'RevisionName',
    'ReplicaName',
    'ContainerName',
    'Reason',
    'Log',
    'Type',
    'EventSource',
    'Count',
    'EnvironmentName',
    'Location',
    'OperationName',
    'ComponentName',
    'ComponentType',
    'TenantId',
    'SourceSystem',
    '_ResourceId',
    '_SubscriptionId',
    '_IsBillable',
    '_BilledSize',
  ],
  ContainerAppConsoleLogs: [
    'TimeGenerated',
    'ContainerAppName',
    'JobName',
    'RevisionName',
    'ContainerGroupName',
    'ContainerGroupId',
    'ContainerName',
    'ContainerId',
    'ContainerImage',
    'Stream',
    'Log',
    'EnvironmentName',
    'Location',
    'OperationName',
    'Type',
    'TenantId',
    'SourceSystem',
    '_ResourceId',
    '_SubscriptionId',
    '_IsBillable',
    '_BilledSize',
  ],
};

const nobody = '00000000-0000-0000-0000-000000000000';
const operation = 'Microsoft.App/managedEnvironments/WRITE';

/** How the rows of one app are damaged on their way, beyond what the pipeline does to all. */
export interface Quirks {
  /** Console lines carry the container runtime's tag for a full line. */
  lineTag?: boolean;
  /** The `_CL` system rows lack `time_t`: only the batch time is left. */
  withoutEventTime?: boolean;
  /** No console row ever arrives (seen for jobs). */
  withoutConsole?: boolean;
}

/** A row and where it stands in its table. */
interface Placed {
  arrivedMs: number;
  row: TableRow;
}

/** Rows of all apps in their tables, those of each environment in the order they have there. */
export function tablesOf(told: readonly { log: AppLog; quirks?: Quirks }[]): Tables {
  const tables: Tables = {
    ContainerAppSystemLogs_CL: [],
    ContainerAppConsoleLogs_CL: [],
    ContainerAppSystemLogs: [],
    ContainerAppConsoleLogs: [],
  };
  for (const environment of new Set(told.map(({ log }) => log.environment))) {
    const system: Placed[] = [];
    const console: Placed[] = [];
    for (const { log, quirks } of told) {
      if (log.environment !== environment) continue;
      placeSystemRows(log, quirks ?? {}, system);
      if (!quirks?.withoutConsole) placeConsoleRows(log, quirks ?? {}, console);
    }
    const custom = environment.family === 'custom';
    pour(environment, system, tables[custom ? 'ContainerAppSystemLogs_CL' : 'ContainerAppSystemLogs']);
    pour(environment, console, tables[custom ? 'ContainerAppConsoleLogs_CL' : 'ContainerAppConsoleLogs']);
  }
  return tables;
}

function pour(environment: Environment, rows: Placed[], table: TableRow[]): void {
  const sign = environment.newestFirst ? -1 : 1;
  rows.sort((a, b) => sign * (a.arrivedMs - b.arrivedMs));
  for (const { row } of rows) table.push(row);
}

function placeSystemRows(log: AppLog, quirks: Quirks, into: Placed[]): void {
  const random = createRandom(`system rows of ${log.environment.name}/${log.app}`);
  const custom = log.environment.family === 'custom';
  for (const [entry, count] of countedUp(log)) {
    const row = custom ? customSystemRow(log, entry, count, quirks) : specificSystemRow(log, entry, count);
    place(row, log.visibleAt(entry.atMs), repeats(random, 0.07), into);
  }
}

function placeConsoleRows(log: AppLog, quirks: Quirks, into: Placed[]): void {
  const random = createRandom(`console rows of ${log.environment.name}/${log.app}`);
  const custom = log.environment.family === 'custom';
  const ids = new Map<string, string>();
  for (const entry of log.console.sort((a, b) => a.atMs - b.atMs)) {
    const { pipelines } = log.environment;
    const row = custom ? customConsoleRow(log, entry, quirks, ids) : specificConsoleRow(log, entry, ids);
    place(row, custom ? pipelines.console.arrivalOf(entry.atMs).endMs : entry.atMs, repeats(random, 0.002), into);
  }
}

function place(row: TableRow, arrivedMs: number, times: number, into: Placed[]): void {
  into.push({ arrivedMs, row });
  for (let time = 1; time < times; time++) into.push({ arrivedMs, row: { ...row } });
}

/** How often the same row stands in the table: in `share` of all cases two to four times, identical in every column. */
function repeats(random: Random, share: number): number {
  return random.chance(share) ? random.pick([2, 2, 2, 3, 4]) : 1;
}

/** `Count` is cumulative per reason, message and replica (or execution, or revision, where no replica is named). */
function countedUp(log: AppLog): [SystemEntry, number][] {
  const counts = new Map<string, number>();
  return log.system
    .sort((a, b) => a.atMs - b.atMs)
    .map((entry) => {
      const key = `${entry.reason}\n${entry.message}\n${entry.replica ?? entry.execution ?? entry.revision ?? ''}`;
      const count = (counts.get(key) ?? 0) + entry.countBy;
      counts.set(key, count);
      return [entry, count];
    });
}

function exactly(atMs: number, text: string): string {
  return isoOf(Math.floor(atMs), mix(text.length, Math.floor(atMs)) % 10_000);
}

/** An id that nobody owns: zeros with a tail told from the name. */
function idOf(name: string, known: Map<string, string>): string {
  let id = known.get(name);
  if (id === undefined) {
    const tail = [name, `${name}/`].map((text) => hashOf(text).toString(16).padStart(8, '0')).join('');
    id = `00000000-0000-0000-0000-${tail.slice(0, 12)}`;
    known.set(name, id);
  }
  return id;
}

function addCollectorColumns(row: TableRow, environment: Environment): TableRow {
  if (environment.collectorColumns) {
    row.MG = '';
    row.ManagementGroupName = '';
    row.Computer = '';
    row.RawData = '';
  }
  return row;
}

function customSystemRow(log: AppLog, entry: SystemEntry, count: number, quirks: Quirks): TableRow {
  const row: TableRow = {
    TimeGenerated: log.environment.pipelines.system.arrivalOf(entry.atMs).iso,
    ContainerAppName_s: log.kind === 'app' ? log.app : '',
    RevisionName_s: entry.revision ?? '',
    ReplicaName_s: entry.replica ?? '',
    EnvironmentName_s: log.environment.name,
    Reason_s: entry.reason,
    Log_s: entry.message,
    Type_s: entry.type,
    EventSource_s: entry.source,
    Count_d: count,
    TenantId: nobody,
    SourceSystem: 'RestAPI',
    Type: 'ContainerAppSystemLogs_CL',
    _ResourceId: '',
  };
  if (!quirks.withoutEventTime) row.time_t = exactly(entry.atMs, entry.message);
  if (log.kind === 'job') {
    row.JobName_s = log.app;
    row.ExecutionName_s = entry.execution ?? '';
  }
  return addCollectorColumns(row, log.environment);
}

function customConsoleRow(log: AppLog, entry: ConsoleEntry, quirks: Quirks, ids: Map<string, string>): TableRow {
  const { place: at } = entry;
  // These tables lose the blanks at the beginning of a line (seen in captured tracebacks).
  const text = entry.text.trimStart();
  const row: TableRow = {
    TimeGenerated: log.environment.pipelines.console.arrivalOf(entry.atMs).iso,
    time_t: exactly(entry.atMs, entry.text),
    _timestamp_d: Math.round(entry.atMs * 10 + 5_800) / 10_000,
    ContainerAppName_s: log.kind === 'app' ? log.app : '',
    RevisionName_s: at.revision ?? '',
    ContainerGroupName_s: at.replica,
    ContainerGroupId_g: idOf(at.replica, ids),
    ContainerName_s: at.container,
    ContainerId_g: idOf(`${at.replica}/${at.container}`, ids),
    ContainerImage_s: at.image,
    EnvironmentName_s: log.environment.name,
    Stream_s: entry.stream,
    Log_s: quirks.lineTag ? `F ${text}` : text,
    Category: 'ContainerAppConsoleLogs',
    TenantId: nobody,
    SourceSystem: 'RestAPI',
    Type: 'ContainerAppConsoleLogs_CL',
    _ResourceId: '',
  };
  if (log.kind === 'job') row.ContainerJobName_s = log.app;
  if (log.environment.flattensJson && text.startsWith('{"')) flatten(row, text);
  return addCollectorColumns(row, log.environment);
}

/** `Log_s` empty, each key a column of its own with the type in its name. */
function flatten(row: TableRow, json: string): void {
  const fields: Record<string, unknown> = JSON.parse(json);
  row.Log_s = '';
  for (const [key, value] of Object.entries(fields)) row[`Log_${key}_${typeof value === 'number' ? 'd' : 's'}`] = value;
}

/** The id in these rows is the environment's, not the app's. */
function resourceId(environment: Environment): string {
  return `/subscriptions/${nobody}/resourcegroups/shop/providers/microsoft.app/managedenvironments/${environment.name}`;
}

function specificSystemRow(log: AppLog, entry: SystemEntry, count: number): TableRow {
  return {
    TimeGenerated: exactly(entry.atMs, entry.message),
    ContainerAppName: log.kind === 'app' ? log.app : '',
    JobName: log.kind === 'job' ? log.app : '',
    RevisionName: entry.revision ?? '',
    ReplicaName: entry.replica ?? '',
    // Holds the app's own container even when another one is meant (seen with daprd).
    ContainerName: entry.container === null ? '' : log.app,
    Reason: entry.reason,
    Log: entry.message,
    Type: entry.type,
    EventSource: entry.source,
    Count: count,
    ComponentName: '',
    ComponentType: '',
    EnvironmentName: log.environment.name,
    Location: log.environment.location,
    OperationName: operation,
    TenantId: nobody,
    SourceSystem: 'Azure',
    _ResourceId: resourceId(log.environment),
    _SubscriptionId: nobody,
    _IsBillable: 'true',
    _BilledSize: 420 + entry.message.length,
  };
}

function specificConsoleRow(log: AppLog, entry: ConsoleEntry, ids: Map<string, string>): TableRow {
  const { place: at } = entry;
  return {
    TimeGenerated: exactly(entry.atMs, entry.text),
    ContainerAppName: log.kind === 'app' ? log.app : '',
    JobName: log.kind === 'job' ? log.app : '',
    RevisionName: at.revision ?? '',
    ContainerGroupName: at.replica,
    ContainerGroupId: idOf(at.replica, ids),
    ContainerName: at.container,
    ContainerId: idOf(`${at.replica}/${at.container}`, ids),
    ContainerImage: at.image,
    Stream: entry.stream,
    Log: entry.text,
    Type: 'ContainerAppConsoleLogs',
    EnvironmentName: log.environment.name,
    Location: log.environment.location,
    OperationName: operation,
    TenantId: nobody,
    SourceSystem: 'Azure',
    _ResourceId: resourceId(log.environment),
    _SubscriptionId: nobody,
    _IsBillable: 'true',
    _BilledSize: 460 + entry.text.length,
  };
}
