import { causeName } from '@/components/findings/cause-name';
import type { AppStatus } from '@/lib/domain/diagnosis';
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
  unexpected: number;
  intended: number;
  /** Starts that never became a run. */
  failedStarts: number;
  cause: string | null;
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
    unexpected: summary.exits.unexpected,
    intended: summary.exits.intended,
    // The history counts both.
    failedStarts: Math.max(0, summary.history.reduce((sum, count) => sum + count, 0) - summary.exits.unexpected),
    cause: topCause === null ? null : causeName[topCause],
    sentence: topFinding?.summary ?? null,
    container: topIncident?.container ?? null,
    sinceMs: topIncident?.fromMs ?? null,
    newestSignMs: topIncident?.toMs ?? null,
    newestRowMs: summary.newestRowMs,
    history: summary.history,
  };
}

export interface ListFilter {
  text: string;
  status: AppStatus | null;
}

/** Every word must stand somewhere in what the list says of the app. */
export function filterItems(items: readonly AppItem[], filter: ListFilter): AppItem[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    if (filter.status !== null && item.status !== filter.status) return false;
    const said = [item.name, item.kind, item.environment, item.workspace, item.cause, item.sentence, item.status];
    const all = said.join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** Groups in the order of their worst member; the order inside stays. */
export function groupByEnvironment(items: readonly AppItem[]): { environment: string | null; items: AppItem[] }[] {
  const groups = new Map<string | null, AppItem[]>();
  for (const item of items) groups.set(item.environment, [...(groups.get(item.environment) ?? []), item]);
  return [...groups].map(([environment, members]) => ({ environment, items: members }));
}
