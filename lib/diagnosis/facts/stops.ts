import type { AppIdentity, RevisionSettings } from '@/lib/domain/diagnosis';
import type { SystemEvent } from '@/lib/domain/event';
import { codeOf, isManualStop, isProbeFailure, reasonOf } from './exits';
import { firstAtOrAfter } from './places';
import { type DraftRun, endOf, type Lane, startOf } from './runs';

/** What the platform asked for, by revision, oldest first; `''` for requests that name no revision. */
export class StopRequests {
  readonly #byRevision = new Map<string, SystemEvent[]>();
  readonly #deadlines: SystemEvent[] = [];
  readonly #births: { revision: string; atMs: number }[];
  readonly #settings: readonly RevisionSettings[];

  constructor(events: readonly SystemEvent[], lanes: readonly Lane[], settings: readonly RevisionSettings[]) {
    for (const event of events) {
      if (event.kind === 'job-execution' && event.step === 'deadline') this.#deadlines.push(event);
      if (!isRequest(event)) continue;
      const key = event.revision ?? '';
      const list = this.#byRevision.get(key);
      if (list === undefined) this.#byRevision.set(key, [event]);
      else list.push(event);
    }
    const births = new Map<string, number>();
    for (const lane of lanes) {
      const first = lane.drafts[0];
      const atMs = first === undefined ? null : startOf(first);
      if (lane.revision === null || atMs === null) continue;
      births.set(lane.revision, Math.min(atMs, births.get(lane.revision) ?? atMs));
    }
    this.#births = [...births].map(([revision, atMs]) => ({ revision, atMs })).sort((a, b) => a.atMs - b.atMs);
    this.#settings = settings;
  }

  /** Whether a scale-in, a scale to zero or the end of its revision preceded the end of a container. */
  wasAsked(revision: string | null, endMs: number): boolean {
    const fromMs = endMs - this.#reachMs(revision);
    return [revision ?? '', ''].some((key) => {
      const requests = this.#byRevision.get(key) ?? [];
      for (let at = firstAtOrAfter(requests, fromMs); at < requests.length; at += 1) {
        const request = requests[at];
        if (request === undefined || request.atMs > endMs + batchMs) return false;
        // `Deactivating old revisions` is written even when none is: it counts only when a newer one has begun.
        if (request.kind !== 'revision' || this.#hasNewer(revision, request.atMs)) return true;
      }
      return false;
    });
  }

  /** The job's deadline ended it: asked for by nobody. */
  wasOverdue(execution: string | null, endMs: number): boolean {
    return this.#deadlines.some(
      (event) =>
        (execution === null || event.execution === null || event.execution === execution) &&
        Math.abs(event.atMs - endMs) <= overdueMs,
    );
  }

  #hasNewer(revision: string | null, atMs: number): boolean {
    const own = this.#births.find((birth) => birth.revision === revision);
    return this.#births.some(
      (birth) =>
        birth.revision !== revision &&
        birth.atMs <= atMs + batchMs &&
        birth.atMs >= atMs - rolloutMs &&
        (own === undefined || birth.atMs > own.atMs),
    );
  }

  /** Grace period and what the platform takes on top. Docs: default 30 s, at most 600 s; one kill came after 60 to 80 s. */
  #reachMs(revision: string | null): number {
    const grace = this.#settings.find((each) => each.revision === revision)?.terminationGracePeriodSeconds ?? null;
    return grace === null ? 150_000 : (grace + 60) * 1000;
  }
}

const batchMs = 5_000;
/** Jobs have a fixed grace period of 30 s; the row about the deadline comes before or after the end. */
const overdueMs = 120_000;
const rolloutMs = 15 * 60_000;
/** A stop that a row announces for this very container may take the longest grace period (600 s). */
const announcedMs = 660_000;

function isRequest(event: SystemEvent): boolean {
  if (event.kind === 'scaled') return event.direction === 'in' || event.direction === 'to-zero';
  if (event.kind === 'revision') return event.step === 'deactivating';
  return event.kind === 'noise' && /^KEDAScalersStopped$/i.test(event.row.reason ?? '') && event.revision !== null;
}

/** Codes of a fault in the process itself, even when it was asked to stop: ILL, TRAP, ABRT, BUS, FPE, SEGV. */
const faultCodes = new Set([132, 133, 134, 135, 136, 139]);

/** Whether a stop was asked for. `intended` null: the rows do not tell, and unknown is not intended. */
export function judgeStop(
  lane: Lane,
  draft: DraftRun,
  { app, requests }: { app: AppIdentity; requests: StopRequests },
): { intended: boolean | null; forced: boolean } {
  const code = codeOf(draft.end);
  const reason = reasonOf(draft.end);
  if (isProbeFailure(reason)) return { intended: false, forced: false };
  if (app.kind === 'job' && code !== 0 && requests.wasOverdue(lane.execution, endOf(draft) ?? 0)) {
    return { intended: false, forced: false };
  }
  // An eviction stops the container as a person would, and nobody wanted it.
  if (draft.events.some((event) => event.kind === 'evicted')) return { intended: false, forced: false };
  const isLast = lane.drafts.at(-1) === draft;
  const asked =
    isManualStop(reason) || isAnnounced(draft) || (isLast && requests.wasAsked(lane.revision, endOf(draft) ?? 0));
  if (asked) {
    // Exit 137 of a stop that was asked for: still there at the end of the grace period.
    if (code === 137) return { intended: false, forced: true };
    return { intended: code === null || !faultCodes.has(code), forced: false };
  }
  if (code === 0 && (app.kind === 'job' || lane.role === 'init')) return { intended: true, forced: false };
  if (reason !== null && !/^(?:ProcessExited|Error|Completed)$/i.test(reason))
    return { intended: false, forced: false };
  // 143 answers a SIGTERM of somebody; 0 without a restart may be the end of a replica.
  if (code === 143 || code === null || (code === 0 && isLast)) return { intended: null, forced: false };
  return { intended: false, forced: false };
}

function isAnnounced(draft: DraftRun): boolean {
  const endMs = endOf(draft);
  if (endMs === null) return false;
  return draft.events.some(
    (event) => event.kind === 'stopping' && event.atMs <= endMs + batchMs && event.atMs >= endMs - announcedMs,
  );
}
