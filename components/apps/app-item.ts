import { causeName } from '@/components/findings/cause-name';
import type { Cause } from '@/lib/domain/cause';
import type { AppStatus } from '@/lib/domain/diagnosis';
import type { IncidentState } from '@/lib/domain/incident';
import type { AppKind } from '@/lib/domain/rows';
import type { AppSummary } from '@/lib/report/report';

/** An app or a job as the list shows it. */
export interface AppItem {
  key: string;
  href: string;
  name: string;
  kind: AppKind;
  workspace: string;
  environment: string | null;
  status: AppStatus;
  /** Of the worst incident. */
  state: IncidentState | null;
  unexpected: number;
  intended: number;
  /** Starts that never became a run. */
  failedStarts: number;
  /** Codes of the unexpected exits as an address says them: `137`, `none`. */
  codes: string[];
  cause: Cause | null;
  sentence: string | null;
  container: string | null;
  /** When the worst incident began, and its newest sign. */
  sinceMs: number | null;
  newestSignMs: number | null;
  newestRowMs: number | null;
  history: number[];
}

/** The list as it is shown; a name borne twice gets an address that says which one is meant. */
export function toAppItems(summaries: readonly AppSummary[], query: URLSearchParams): AppItem[] {
  const bearers = new Map<string, number>();
  for (const { app } of summaries) bearers.set(app.name, (bearers.get(app.name) ?? 0) + 1);
  return summaries.map((summary) => toAppItem(summary, bearers.get(summary.app.name) === 1, query));
}

/** `isUnique`: no other app or job of the list bears the name, so that the address needs nothing else. */
export function toAppItem(summary: AppSummary, isUnique: boolean, query: URLSearchParams): AppItem {
  const { app, topIncident, topFinding, topCause } = summary;
  const params = new URLSearchParams(query);
  if (!isUnique) {
    params.set('ws', app.workspace);
    params.set('kind', app.kind);
    if (app.environment !== null) params.set('env', app.environment);
  }
  const search = params.size === 0 ? '' : `?${params.toString()}`;
  return {
    key: JSON.stringify([app.workspace, app.environment, app.kind, app.name]),
    href: `/apps/${encodeURIComponent(app.name)}${search}`,
    name: app.name,
    kind: app.kind,
    workspace: app.workspace,
    environment: app.environment,
    status: summary.status,
    state: topIncident?.state ?? null,
    unexpected: summary.exits.unexpected,
    intended: summary.exits.intended,
    // The history counts both.
    failedStarts: Math.max(0, summary.history.reduce((sum, count) => sum + count, 0) - summary.exits.unexpected),
    codes: summary.exitCodes.map((code) => (code === null ? 'none' : String(code))),
    cause: topCause,
    sentence: topFinding?.summary ?? null,
    container: topIncident?.container ?? null,
    sinceMs: topIncident?.fromMs ?? null,
    newestSignMs: topIncident?.toMs ?? null,
    newestRowMs: summary.newestRowMs,
    history: summary.history,
  };
}

/** Every word must stand somewhere in what the list says of the app. */
export function findItems(items: readonly AppItem[], text: string): AppItem[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...items];
  return items.filter((item) => {
    const cause = item.cause === null ? '' : `${item.cause} ${causeName[item.cause]}`;
    const said = [item.name, item.kind, item.environment, item.workspace, cause, item.sentence, item.status];
    const all = said.join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

export interface AppGroup {
  workspace: string;
  environment: string | null;
  items: AppItem[];
}

/**
 * Groups in the order of their worst member; the order inside stays. Two workspaces may each have an environment of the
 * same name: these are two.
 */
export function groupByEnvironment(items: readonly AppItem[]): AppGroup[] {
  const groups = new Map<string, AppGroup>();
  for (const item of items) {
    const { workspace, environment } = item;
    const key = JSON.stringify([workspace, environment]);
    const known = groups.get(key);
    if (known) known.items.push(item);
    else groups.set(key, { workspace, environment, items: [item] });
  }
  return [...groups.values()];
}
