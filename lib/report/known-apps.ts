import type { AppIdentity } from '@/lib/domain/diagnosis';
import type { AppKind, LogRow } from '@/lib/domain/rows';
import { editDistance } from '@/lib/format/edit-distance';
import type { AppRow } from '@/lib/logs/app-row';

/** Which of several bearers of a name is meant. */
export interface Select {
  ws?: string;
  env?: string;
  kind?: AppKind;
}

/** An app or job with what its two logs hold of it. */
export interface KnownApp {
  app: AppIdentity;
  newestRowMs: number;
  /** `null`: the console log has no line of it. */
  oldestConsoleMs: number | null;
  systemRowsInRange: number;
  consoleRowsInRange: number;
}

type NamedRow = AppRow & { name: string };

interface Found {
  log: 'system' | 'console';
  row: NamedRow;
}

/**
 * Joins what the two logs know. Rows that lack the environment belong to the one that the others name; where the others
 * name several, they stand for themselves.
 */
export function toKnownApps(system: readonly AppRow[], console: readonly AppRow[]): KnownApp[] {
  const found: Found[] = [
    ...system.filter(isNamed).map((row) => ({ log: 'system' as const, row })),
    ...console.filter(isNamed).map((row) => ({ log: 'console' as const, row })),
  ];
  const environments = new Map<string, Set<string>>();
  for (const { row } of found) {
    if (row.environment === null) continue;
    const key = nameKey(row);
    environments.set(key, (environments.get(key) ?? new Set()).add(row.environment));
  }
  const apps = new Map<string, KnownApp>();
  for (const { log, row } of found) {
    const only = environments.get(nameKey(row));
    const environment = row.environment ?? (only?.size === 1 ? ([...only][0] ?? null) : null);
    const key = JSON.stringify([nameKey(row), environment]);
    const known = apps.get(key);
    const { name, kind, workspace } = row;
    const app = known?.app ?? { name, kind, workspace, environment };
    apps.set(key, joined(known, { app, log, row }));
  }
  return [...apps.values()];
}

function isNamed(row: AppRow): row is NamedRow {
  return row.name !== null;
}

function joined(known: KnownApp | undefined, { app, log, row }: Found & { app: AppIdentity }): KnownApp {
  const isConsole = log === 'console';
  const oldest = [known?.oldestConsoleMs ?? null, isConsole ? row.oldestRowMs : null].filter((ms) => ms !== null);
  return {
    app,
    newestRowMs: Math.max(known?.newestRowMs ?? row.newestRowMs, row.newestRowMs),
    oldestConsoleMs: oldest.length === 0 ? null : Math.min(...oldest),
    systemRowsInRange: (known?.systemRowsInRange ?? 0) + (isConsole ? 0 : row.rowsInRange),
    consoleRowsInRange: (known?.consoleRowsInRange ?? 0) + (isConsole ? row.rowsInRange : 0),
  };
}

function nameKey({ name, kind, workspace }: AppRow): string {
  return JSON.stringify([workspace, kind, name]);
}

export function belongsTo(row: LogRow, app: AppIdentity): boolean {
  return (
    row.app === app.name &&
    row.kind === app.kind &&
    row.workspace === app.workspace &&
    (row.environment === null || app.environment === null || row.environment === app.environment)
  );
}

export function isSelected(app: AppIdentity, select: Select): boolean {
  return (
    (select.ws === undefined || select.ws === app.workspace) &&
    (select.env === undefined || select.env === app.environment) &&
    (select.kind === undefined || select.kind === app.kind)
  );
}

const mostSimilar = 5;

/** Apps whose names somebody may have meant, the likeliest first. */
export function findSimilar(name: string, apps: readonly AppIdentity[]): AppIdentity[] {
  const wanted = name.toLowerCase();
  const ranked = apps.flatMap((app) => {
    const other = app.name.toLowerCase();
    const distance = other.includes(wanted) || wanted.includes(other) ? 1 : editDistance(wanted, other);
    return distance <= Math.max(2, Math.floor(wanted.length / 3)) ? [{ app, distance }] : [];
  });
  ranked.sort((a, b) => a.distance - b.distance || (a.app.name < b.app.name ? -1 : 1));
  return ranked.slice(0, mostSimilar).map(({ app }) => app);
}
