import type { AppKind, TimeRange } from '@/lib/domain/rows';
import { parseMoment, toIso } from '@/lib/format/time';

/** What every address of Exitline can say, and how to read and write it. Every time in an address is UTC. */

export type RawParams = Record<string, string | string[] | undefined>;

/** Which of several bearers of a name is meant; `null`: not said. */
export interface Identity {
  workspace: string | null;
  environment: string | null;
  kind: AppKind | null;
}

const longestRangeMs = 730 * 86_400_000;

/** The first of repeated values; what is empty was not said. */
export function oneParam(raw: RawParams, name: string): string | null {
  const value = raw[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined || first === '' ? null : first;
}

/** A moment by its parameter's name; what cannot be read is said in `problems`. */
export function momentParam(raw: RawParams, name: string, problems: string[]): number | null {
  const text = oneParam(raw, name);
  if (text === null) return null;
  const moment = parseMoment(text);
  if (moment === null) {
    problems.push(`“${text}” is not a time that “${name}” can be: write it as 2026-06-20T14:00:00Z.`);
  }
  return moment?.atMs ?? null;
}

/** The range between two parameters, half open; `null` when it was not asked for or cannot be, which `problems` says. */
export function rangeParam(raw: RawParams, problems: string[], names = { from: 'from', to: 'to' }): TimeRange | null {
  const found = problems.length;
  const fromMs = momentParam(raw, names.from, problems);
  const toMs = momentParam(raw, names.to, problems);
  if (problems.length > found || (fromMs === null && toMs === null)) return null;
  const problem = problemOf(fromMs, toMs, names);
  if (problem !== null || fromMs === null || toMs === null) {
    if (problem !== null) problems.push(problem);
    return null;
  }
  return { fromMs, toMs };
}

function problemOf(fromMs: number | null, toMs: number | null, names: { from: string; to: string }): string | null {
  if (fromMs === null || toMs === null) return `A range needs both “${names.from}” and “${names.to}”.`;
  if (fromMs >= toMs) return 'The range ends before it begins.';
  return toMs - fromMs > longestRangeMs ? 'The range is longer than two years.' : null;
}

export function identityParams(raw: RawParams, problems: string[]): Identity {
  const kind = oneParam(raw, 'kind');
  const isKind = kind === 'app' || kind === 'job';
  if (kind !== null && !isKind) problems.push(`“${kind}” is neither app nor job.`);
  return { workspace: oneParam(raw, 'ws'), environment: oneParam(raw, 'env'), kind: isKind ? kind : null };
}

export function identityChanges({ workspace, environment, kind }: Identity): Record<string, string | null> {
  return { ws: workspace, env: environment, kind };
}

export function toSearchParams(raw: RawParams): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of Object.keys(raw)) {
    const value = oneParam(raw, name);
    if (value !== null) params.set(name, value);
  }
  return params;
}

/** The query of an address with some parameters set (or taken away by `null`), the others kept. */
export function withParams(current: URLSearchParams, changes: Record<string, string | null>): string {
  const params = new URLSearchParams(current);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  const query = params.toString();
  return query === '' ? '' : `?${query}`;
}

/** What changing the range takes with it: a zoom and a moment belong to the old one. */
export function rangeChanges(range: TimeRange | null): Record<string, string | null> {
  return { from: range && toIso(range.fromMs), to: range && toIso(range.toMs), zoomFrom: null, zoomTo: null, at: null };
}

/** A name as a page finds it in its path, still escaped; a route handler's comes unescaped. A wrong escape stays. */
export function decodedName(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The identity as the reports take it: only what was said. */
export function toSelect({ workspace, environment, kind }: Identity): { ws?: string; env?: string; kind?: AppKind } {
  return {
    ...(workspace === null ? {} : { ws: workspace }),
    ...(environment === null ? {} : { env: environment }),
    ...(kind === null ? {} : { kind }),
  };
}
