import { type TableFamily, type TableKind, type TableName, tableNames, tableOf } from './tables';

/**
 * What the name of a column says about the table it comes from, as bits, so that a row's verdict is the OR over its
 * columns: `weakConsole` for ContainerName, which only the resource-specific system table shares.
 */
export const mark = { system: 1, console: 2, custom: 4, specific: 8, weakConsole: 16 } as const;

const systemOnly = new Set([
  'Reason',
  'EventSource',
  'Count',
  'ReplicaName',
  'ExecutionName',
  'ComponentName',
  'ComponentType',
]);
const consoleOnly = new Set([
  'Stream',
  'ContainerGroupName',
  'ContainerGroupId',
  'ContainerImage',
  'ContainerId',
  'ContainerJobName',
  'logtag',
]);
const either = new Set(['Log', 'ContainerAppName', 'RevisionName', 'EnvironmentName', 'JobName', 'ContainerName']);
/** The names of the container log stream (`az containerapp logs show --type system`). */
const streamOnly = new Set(['TimeStamp', 'Msg']);
const customOnly = new Set(['time_t', 'time_s', '_timestamp_d', 'RawData', 'MG', 'ManagementGroupName']);

export function marksOf(column: string): number {
  if (customOnly.has(column)) return mark.custom;
  if (streamOnly.has(column)) return mark.system | mark.specific;
  const suffixed = /^(.+)_[sdbtg]$/.exec(column);
  const base = suffixed?.[1] ?? column;
  const family = suffixed === null ? mark.specific : mark.custom;
  // JobName_s is the system table's name for what the console table calls ContainerJobName_s; Type_s is a severity.
  if (column === 'JobName_s' || column === 'Type_s') return mark.system | mark.custom;
  if (base === 'ContainerName') return mark.weakConsole | family;
  if (systemOnly.has(base)) return mark.system | family;
  if (consoleOnly.has(base)) return mark.console | family;
  return either.has(base) ? family : 0;
}

/** The marks that a column of this table cannot have; none for a table that is not one of the four. */
export function foreignMarks(table: string): number {
  if (!tableNames.some((name) => name === table)) return 0;
  const kind = table.startsWith('ContainerAppSystemLogs') ? mark.console : mark.system;
  return kind | (table.endsWith('_CL') ? mark.specific : mark.custom);
}

/** Columns whose values may name the table or tell its kind. */
export function tellsTable(column: string): boolean {
  return (
    column === 'Type' ||
    column === 'Category' ||
    column === 'TableName' ||
    column === '$table' ||
    column === 'SourceTable'
  );
}

/** What such a value says: the table itself, or marks. `Type` is the table's name, but a severity in ContainerAppSystemLogs. */
export function tableTold(column: string, value: string): TableName | number {
  const table = tableNames.find((name) => name === value);
  if (column === 'Category') {
    // Seen in real `_CL` rows: the category is written without `_CL`.
    if (table === undefined) return 0;
    return table.startsWith('ContainerAppSystemLogs') ? mark.system : mark.console;
  }
  if (table !== undefined) return table;
  return column === 'Type' && (value === 'Normal' || value === 'Warning') ? mark.system | mark.specific : 0;
}

/** What a file's path says: the last part that names a table wins; loose words count only when the columns are silent. */
export interface NameHint {
  kind: TableKind | null;
  family: TableFamily | null;
  looseKind: TableKind | null;
}

export function hintOf(path: string): NameHint {
  for (const part of path.split('/').reverse()) {
    const named = [...part.matchAll(/ContainerApp(System|Console)Logs(_CL)?/gi)];
    const kinds = new Set(named.map((match) => (match[1]?.toLowerCase() === 'system' ? 'system' : 'console')));
    const [kind] = kinds;
    if (kind !== undefined && kinds.size === 1) {
      const custom = named.some((match) => match[2] !== undefined);
      return { kind: kind as TableKind, family: custom ? 'custom' : 'resource-specific', looseKind: null };
    }
  }
  const file = path.split('/').at(-1) ?? '';
  const system = /system|event/i.test(file);
  const console = /console|stdout|stderr/i.test(file);
  return { kind: null, family: null, looseKind: system === console ? null : system ? 'system' : 'console' };
}

/**
 * The table of one row, or `null` when neither name nor columns tell.
 * @param filled marks of the columns that hold something in this row.
 * @param present marks of all its columns, empty or not.
 */
export function classify(hint: NameHint, filled: number, present: number): TableName | null {
  const kind =
    hint.kind ??
    one(filled, mark.system, 'system', mark.console, 'console') ??
    one(present, mark.system, 'system', mark.console, 'console') ??
    hint.looseKind ??
    ((present & mark.weakConsole) !== 0 ? 'console' : null);
  // The columns decide the family: the questions ask for columns, and a file is easily named without `_CL`.
  const family =
    one(filled, mark.custom, 'custom', mark.specific, 'resource-specific') ??
    one(present, mark.custom, 'custom', mark.specific, 'resource-specific') ??
    hint.family ??
    ((present & (mark.custom | mark.specific)) !== 0 ? 'custom' : null);
  return kind === null || family === null ? null : tableOf(kind, family);
}

function one<A, B>(marks: number, first: number, a: A, second: number, b: B): A | B | null {
  const isFirst = (marks & first) !== 0;
  if (isFirst === ((marks & second) !== 0)) return null;
  return isFirst ? a : b;
}
