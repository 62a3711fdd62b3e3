import type { Incident } from '@/lib/domain/incident';
import type { TimeRange } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

const halfDayMs = 12 * 3_600_000;

/** The range of a page: as asked, else the usual one, unless the moment meant lies outside it. */
export function chooseRange(asked: TimeRange | null, atMs: number | null, usual: TimeRange): TimeRange {
  if (asked) return asked;
  if (atMs === null || (atMs >= usual.fromMs && atMs < usual.toMs)) return usual;
  return { fromMs: atMs - halfDayMs, toMs: atMs + halfDayMs };
}

/** The worst incident, or the one nearest to the moment meant. `incidents` come worst first. */
export function chooseIncident(incidents: readonly Incident[], atMs: number | null): Incident | null {
  const [worst = null] = incidents;
  if (atMs === null) return worst;
  const away = ({ fromMs, toMs }: Incident) => Math.max(0, fromMs - atMs, atMs - toMs);
  return incidents.reduce<Incident | null>(
    (best, incident) => (best === null || away(incident) < away(best) ? incident : best),
    null,
  );
}

/** Alerts fire after the fact: an exit up to a minute later is the one that a moment means. */
const lateMs = 60_000;

/** The failed run of an incident that ended last, or the last up to the moment meant. */
export function chooseRun(incident: Incident | null, atMs: number | null): Run | null {
  const exits = [...(incident?.exits ?? [])].sort((a, b) => endOf(a) - endOf(b));
  const until = atMs === null ? Number.POSITIVE_INFINITY : atMs + lateMs;
  return exits.findLast((run) => endOf(run) <= until) ?? exits.at(-1) ?? null;
}

function endOf(run: Run): number {
  return run.exit?.atMs ?? 0;
}
