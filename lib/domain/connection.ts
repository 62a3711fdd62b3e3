/** What Exitline reads from: Azure workspaces, the generated sample, or a folder of exports. */
export interface Connection {
  kind: 'azure' | 'sample' | 'export';
  /** Names as the settings give them; one for the embedded workspace. */
  workspaces: string[];
  /** Files and rows of an export that could not be read. */
  importProblems: ImportProblem[];
  /** The apps' resource group, when the settings give it: for commands to copy. */
  resourceGroup?: string | null;
}

export interface ImportProblem {
  file: string;
  /** From 1; `null` when the whole file is meant. */
  line: number | null;
  reason: string;
}

/** Why a question got no answer, and what to do about it: sentences for people. */
export interface LogFailure {
  kind:
    | 'auth'
    | 'forbidden'
    | 'not-found'
    | 'no-table-yet'
    | 'bad-query'
    | 'throttled'
    | 'timeout'
    | 'aborted'
    | 'network'
    | 'malformed';
  message: string;
  remedy: string;
}

/** A cell as Log Analytics sent it (azure-monitor REST reference, "Response format"): never a Date, never rounded. */
export type WireCell = string | number | boolean | null;

export interface WireTable {
  columns: { name: string; type: string }[];
  rows: WireCell[][];
}

/** What a question cost at the service; `null`: the service did not say. */
export interface QueryCost {
  serverMs: number | null;
  rowsScanned: number | null;
}

/** What any answer can be. Zero rows is `complete`. */
export type WireAnswer =
  | { status: 'complete'; table: WireTable; cost: QueryCost }
  | { status: 'partial'; table: WireTable; cost: QueryCost; warning: string }
  | { status: 'failed'; failure: LogFailure };

export interface WireQuestion {
  /** Name of the workspace, one of `LogSource.workspaces`. */
  workspace: string;
  /** KQL ready to run: parameters already encoded. */
  kql: string;
  /** The request's `timespan`: filters batch time, so it is wider than the range. */
  timespan: { fromMs: number; toMs: number };
  signal?: AbortSignal;
}

/** Where a question can be asked again by hand. */
export interface PortalLink {
  href: string;
  /** Why the link does not open the question itself, and what would mend that; `null`: it does. */
  missing: string | null;
}

/** The one way to the rows: Azure, the sample workspace or a folder of exports behind the same client. */
export interface LogSource {
  connection: Connection;
  /** Now for Azure and the sample; the newest row for exports; EXITLINE_NOW fixes it. Read once per request. */
  asOfMs(): number;
  ask(question: WireQuestion): Promise<WireAnswer>;
  /** Left out where the rows are not in Azure: then there is nothing to open. */
  portalLink?(question: WireQuestion): PortalLink;
}
