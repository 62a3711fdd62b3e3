import type { KustoType } from '@/emulator/engine/contract';

/** The log tables of Azure Container Apps: two families of two tables each. */
export type TableName =
  | 'ContainerAppSystemLogs_CL'
  | 'ContainerAppConsoleLogs_CL'
  | 'ContainerAppSystemLogs'
  | 'ContainerAppConsoleLogs';

export const tableNames: readonly TableName[] = [
  'ContainerAppSystemLogs_CL',
  'ContainerAppConsoleLogs_CL',
  'ContainerAppSystemLogs',
  'ContainerAppConsoleLogs',
];

export type TableKind = 'system' | 'console';
export type TableFamily = 'custom' | 'resource-specific';

export function tableOf(kind: TableKind, family: TableFamily): TableName {
  const name = kind === 'system' ? 'ContainerAppSystemLogs' : 'ContainerAppConsoleLogs';
  return family === 'custom' ? `${name}_CL` : name;
}

/** The type of a column when its values decide: `guid-or-text` is guid only if every value is one. */
export type ColumnType = KustoType | 'guid-or-text';

const columnsOfBothFamilies: Record<string, ColumnType> = {
  TimeGenerated: 'datetime',
  TenantId: 'string',
  SourceSystem: 'string',
  Type: 'string',
  _ResourceId: 'string',
  _SubscriptionId: 'string',
  _IsBillable: 'string',
  _BilledSize: 'real',
};

/**
 * Columns of the custom tables whose type their suffix does not tell, or tells wrongly. There is no official list;
 * seen in real rows and in published queries. ContainerGroupName_g is a replica name in spite of its suffix.
 */
const customColumns: Record<string, ColumnType> = {
  MG: 'string',
  ManagementGroupName: 'string',
  Computer: 'string',
  RawData: 'string',
  Category: 'string',
  Level: 'string',
  time_t: 'datetime',
  _timestamp_d: 'real',
  ContainerGroupName_g: 'string',
};

/** Azure Monitor table reference, ContainerAppSystemLogs and ContainerAppConsoleLogs. */
const resourceSpecificColumns: Record<string, ColumnType> = {
  ContainerAppName: 'string',
  JobName: 'string',
  RevisionName: 'string',
  ReplicaName: 'string',
  ContainerName: 'string',
  ContainerGroupName: 'string',
  ContainerGroupId: 'string',
  ContainerId: 'string',
  ContainerImage: 'string',
  Reason: 'string',
  Log: 'string',
  Stream: 'string',
  EventSource: 'string',
  Count: 'int',
  EnvironmentName: 'string',
  Location: 'string',
  OperationName: 'string',
  ComponentName: 'string',
  ComponentType: 'string',
};

/** How the HTTP collector of Log Analytics names what it makes a column of (Data Collector API, "Record type and properties"). */
const suffixTypes: Record<string, ColumnType> = {
  s: 'string',
  d: 'real',
  b: 'bool',
  t: 'datetime',
  g: 'guid-or-text',
};

/** The type a column of that name has in Azure, or `null` when only its values can tell. */
export function columnTypeOf(table: string, column: string): ColumnType | null {
  const shared = columnsOfBothFamilies[column];
  if (shared !== undefined) return shared;
  const own = table.endsWith('_CL') ? customColumns[column] : resourceSpecificColumns[column];
  if (own !== undefined) return own;
  const suffix = /_([sdbtg])$/.exec(column)?.[1];
  return suffix === undefined ? null : (suffixTypes[suffix] ?? null);
}

/** The names by which both families call what the loader itself has to read or fill in. */
export interface KnownColumns {
  log: string;
  app: string;
  revision: string;
  replicas: readonly string[];
  /** Any of these names the job. */
  jobs: readonly string[];
}

export function columnsOf(table: string): KnownColumns {
  return table.endsWith('_CL')
    ? {
        log: 'Log_s',
        app: 'ContainerAppName_s',
        revision: 'RevisionName_s',
        replicas: ['ReplicaName_s', 'ContainerGroupName_s', 'ContainerGroupName_g'],
        jobs: ['JobName_s', 'ContainerJobName_s', 'ExecutionName_s'],
      }
    : {
        log: 'Log',
        app: 'ContainerAppName',
        revision: 'RevisionName',
        replicas: ['ReplicaName', 'ContainerGroupName'],
        jobs: ['JobName', 'ExecutionName'],
      };
}

/** A name Log Analytics would accept for a column; anything else in an export is decoration. */
export function isColumnName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(name);
}
