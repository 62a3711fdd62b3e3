import type { EventKind, SystemEvent } from '@/lib/domain/event';
import type { Run } from '@/lib/domain/run';
import type { Facts } from './facts';
import { placeOf } from './runs';

/** A container that outlives its last failed start-up probe by this much has started. */
const startedMs = 2 * 60_000;
/** One that outlives another failed probe by this much has recovered. */
const recoveredMs = 5 * 60_000;
/** Being unready is ordinary while a container starts, and while it is taken down. */
const startingMs = 3 * 60_000;
const stoppingMs = 90_000;
const recentMs = 15 * 60_000;

/** Rows that need a reader although no container ended and no start failed. Oldest first. */
export function standingFaults(facts: Facts): SystemEvent[] {
  return [...plainFaults(facts), ...probeFaults(facts), ...portFaults(facts), ...placementFaults(facts)].sort(
    (a, b) => a.atMs - b.atMs,
  );
}

function plainFaults({ events }: Facts): SystemEvent[] {
  return events.filter((event) => {
    switch (event.kind) {
      case 'evicted':
      case 'node-move':
      case 'quota':
      case 'scaler-failed':
      case 'secret-sync-failed':
        return true;
      case 'revision':
        return event.step === 'failed';
      case 'job-execution':
        return event.step === 'backoff-limit' || event.step === 'deadline' || event.step === 'failed';
      default:
        return false;
    }
  });
}

/** Failed probes that did not end their container, and from which it did not recover at once. */
function probeFaults(facts: Facts): SystemEvent[] {
  return [...grouped(facts.events, 'probe-failed', (event) => groupKey(facts, event)).values()].flatMap((group) => {
    const [first] = group;
    const run = first === undefined ? undefined : facts.runOfEvent.get(first);
    return run === undefined ? withoutRun(group, facts) : ofRun(group, run, facts);
  });
}

function groupKey(facts: Facts, event: SystemEvent): string {
  const probe = event.kind === 'probe-failed' ? event.probe : null;
  return `${facts.runOfEvent.get(event)?.id ?? placeOf(event)}\n${probe}`;
}

function withoutRun(group: SystemEvent[], { endMs }: Facts): SystemEvent[] {
  const newest = group.at(-1)?.atMs ?? 0;
  return endMs - newest <= recentMs || timesOf(group) >= 3 ? group : [];
}

function ofRun(group: SystemEvent[], run: Run, { endMs }: Facts): SystemEvent[] {
  const newest = group.at(-1);
  if (newest === undefined || (run.exit !== null && run.exit.intended !== true)) return [];
  const outlivedMs = (run.toMs ?? endMs) - newest.atMs;
  const isStartup = newest.kind === 'probe-failed' && newest.probe !== 'liveness' && newest.probe !== 'readiness';
  if (isStartup) return outlivedMs >= startedMs ? [] : group;
  const stoppedMs = run.exit?.intended === true ? run.exit.atMs - stoppingMs : Number.POSITIVE_INFINITY;
  const startedAtMs = run.fromMs === null ? Number.NEGATIVE_INFINITY : run.fromMs + startingMs;
  const serious = group.filter(
    (event) => event.atMs < stoppedMs && (event.atMs >= startedAtMs || outlivedMs < startedMs),
  );
  if (serious.length === 0) return [];
  const spanMs = (serious.at(-1)?.atMs ?? 0) - (serious[0]?.atMs ?? 0);
  return outlivedMs < recoveredMs || (timesOf(serious) >= 3 && spanMs >= 30_000) ? serious : [];
}

/** `Count` is cumulative per replica and message. */
function timesOf(events: readonly SystemEvent[]): number {
  return events.reduce((most, event) => Math.max(most, event.row.count ?? 0), events.length);
}

/** The check runs while a container starts, too: a mismatch counts when it lasts. */
function portFaults(facts: Facts): SystemEvent[] {
  return [...grouped(facts.events, 'port-mismatch', (event) => event.revision ?? '').entries()].flatMap(
    ([revision, group]) => {
      const newest = group.at(-1)?.atMs ?? 0;
      const healthy = facts.runs.some(
        (run) =>
          (revision === '' || run.revision === revision) &&
          run.fromMs !== null &&
          newest - run.fromMs <= startingMs &&
          (run.exit === null || run.exit.intended === true) &&
          (run.toMs ?? facts.endMs) - newest >= recoveredMs,
      );
      return healthy ? [] : group;
    },
  );
}

/** A replica that could not be placed: only when none was placed soon after, and not for the wait that every start has. */
function placementFaults(facts: Facts): SystemEvent[] {
  return [...grouped(facts.events, 'replica-unassigned', (event) => event.revision ?? '').entries()].flatMap(
    ([revision, group]) => {
      const first = group[0]?.atMs ?? 0;
      const newest = group.at(-1)?.atMs ?? 0;
      const isPlaced = facts.events.some(
        (event) =>
          (event.kind === 'replica-assigned' || event.kind === 'container-started') &&
          (revision === '' || event.revision === revision) &&
          event.atMs >= newest &&
          event.atMs - newest <= recoveredMs,
      );
      const real = group.filter(
        (event) => event.kind === 'replica-unassigned' && !/\bwaiting for infrastructure\b/i.test(event.detail),
      );
      if (isPlaced) return [];
      if (real.length > 0) return real;
      return timesOf(group) >= 5 && newest - first >= recoveredMs ? group : [];
    },
  );
}

function grouped(
  events: readonly SystemEvent[],
  kind: EventKind,
  keyOf: (event: SystemEvent) => string,
): Map<string, SystemEvent[]> {
  const groups = new Map<string, SystemEvent[]>();
  for (const event of events) {
    if (event.kind !== kind) continue;
    const key = keyOf(event);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  return groups;
}
