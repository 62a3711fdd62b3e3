import { healthySeconds } from '@/lib/diagnosis/facts/back-off';
import type { Case } from '@/lib/diagnosis/rule';
import type { SystemEvent } from '@/lib/domain/event';
import type { Run } from '@/lib/domain/run';

/** Names that the rows tell, for commands: what is not known or not beyond doubt is `null` and stays a placeholder. */

/** The image of the incident’s container without its tag: `contoso.azurecr.io/web`. */
export function imageOf(incident: Case): string | null {
  const own = [
    ...incident.failedStarts.flatMap((start) => start.events),
    ...incident.runs.flatMap((run) => run.events),
    ...incident.faults,
  ];
  const newest = named(own).at(-1);
  if (newest !== undefined) return newest;
  // Rows about pulls name no container: without a run of its own they speak of it only when there is but one image.
  const revisions = new Set<string | null>(incident.revisions);
  const all = new Set(named(incident.events.filter(({ revision }) => revision === null || revisions.has(revision))));
  const [only] = all;
  return all.size === 1 ? (only ?? null) : null;
}

function named(events: readonly SystemEvent[]): string[] {
  return events
    .toSorted((a, b) => a.atMs - b.atMs)
    .flatMap((event) => {
      const image = event.kind === 'image-pulling' || event.kind === 'image-pulled' ? event.image : null;
      const repository = image === null ? null : withoutTag(image);
      return repository === null ? [] : [repository];
    });
}

/** A registry may have a port, so the tag is what follows a colon behind the last slash. */
function withoutTag(image: string): string | null {
  return (
    /^(?<repository>[\w.-]{1,200}(?::\d{1,5})?(?:\/[\w.-]{1,200}){0,12}?)(?::[\w.-]{1,128})?(?:@sha256:[\da-f]{64})?$/.exec(
      image,
    )?.groups?.repository ?? null
  );
}

/**
 * The newest revision that ran before the incident’s first sign and of which the range knows only good: it lived ten minutes,
 * and no run of the same container in it ended unexpectedly.
 */
export function goodRevisionOf(incident: Case): string | null {
  const firstMs = Math.min(
    ...incident.exits.map((run) => run.fromMs ?? run.exit?.atMs ?? 0),
    ...incident.failedStarts.map((start) => start.atMs),
    ...incident.faults.map((event) => event.atMs),
  );
  const bad = new Set<string | null>(incident.revisions);
  const candidates = new Map<string, number>();
  for (const run of incident.otherRuns) {
    if (run.revision === null || run.container !== incident.container) continue;
    if (run.exit !== null && run.exit.intended !== true) bad.add(run.revision);
    else if (run.fromMs !== null && run.fromMs < firstMs && livedLong(run, incident.asOfMs))
      candidates.set(run.revision, Math.max(candidates.get(run.revision) ?? 0, run.fromMs));
  }
  const good = [...candidates].filter(([revision]) => !bad.has(revision));
  return good.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null;
}

function livedLong(run: Run, asOfMs: number): boolean {
  return run.fromMs !== null && (run.toMs ?? asOfMs) - run.fromMs >= healthySeconds * 1000;
}
