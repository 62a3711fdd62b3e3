import type { EventKind, SystemEvent } from '@/lib/domain/event';
import type { SystemRow } from '@/lib/domain/rows';
import { readMessage, type Said } from './message';

/** One row understood by itself: no neighbours, no inference. Never throws, whatever the row holds. */
export function parseSystemRow(row: SystemRow): SystemEvent {
  return toEvent(row, readMessage(row.reason, row.message, row.eventSource));
}

function toEvent(row: SystemRow, said: Said): SystemEvent {
  const replica = row.replica ?? said.replica;
  return {
    row,
    repeats: [],
    atMs: row.atMs,
    revision: row.revision ?? said.revision ?? (row.kind === 'app' ? revisionOfReplica(replica) : null),
    replica,
    replicaInferred: false,
    execution: row.kind === 'job' ? (row.execution ?? said.execution ?? executionOfReplica(replica)) : null,
    container: said.container,
    ...said.detail,
  };
}

/** `<app>--<suffix>-<pod hash>-<5 characters>`: the revision is what stands before the last two parts. */
export function revisionOfReplica(replica: string | null): string | null {
  if (replica === null || !replica.includes('--')) return null;
  return /^(.+--.+)-[a-z0-9]{1,16}-[a-z0-9]{5}$/.exec(replica)?.[1] ?? null;
}

/** `<job>-<execution>-<5 characters>` (resource-specific tables have no column for the execution). */
export function executionOfReplica(replica: string | null): string | null {
  return replica === null ? null : (/^(.+)-[a-z0-9]{5}$/.exec(replica)?.[1] ?? null);
}

/**
 * Rows to events, oldest first, each told once. The same row read twice is dropped; rows that say the same at the same
 * moment (several rows per event, a second export with other columns) become one event that lists them.
 */
export function readEvents(rows: readonly SystemRow[]): SystemEvent[] {
  const texts = new Map<string, Said>();
  const events: SystemEvent[] = [];
  for (const group of groupSame(rows).values()) {
    for (const [row, ...repeats] of mergeGroup(group)) {
      if (row === undefined) continue;
      const key = `${row.reason ?? ''}\n${row.eventSource ?? ''}\n${row.message}`;
      const said = texts.get(key) ?? readMessage(row.reason, row.message, row.eventSource);
      texts.set(key, said);
      events.push({ ...toEvent(row, said), repeats });
    }
  }
  return events.sort(byTime);
}

/** Lifecycle order inside one batch: the `_CL` tables keep the batch's time, and the order in it is lost. */
const ranks: Partial<Record<EventKind, number>> = {
  revision: 0,
  scaled: 0,
  'job-execution': 1,
  'replica-assigned': 1,
  'image-pulling': 2,
  'image-pulled': 3,
  'container-created': 4,
  'container-started': 5,
  'probe-started': 6,
  'probe-failed': 7,
  'probe-kill': 8,
  stopping: 8,
  evicted: 8,
  'start-failed': 9,
  'container-terminated': 9,
  'back-off': 10,
};

export function byTime(a: SystemEvent, b: SystemEvent): number {
  return (
    a.atMs - b.atMs ||
    (ranks[a.kind] ?? 11) - (ranks[b.kind] ?? 11) ||
    (a.row.id < b.row.id ? -1 : a.row.id > b.row.id ? 1 : 0)
  );
}

function groupSame(rows: readonly SystemRow[]): Map<string, SystemRow[]> {
  const groups = new Map<string, SystemRow[]>();
  const seen = new Set<string>();
  for (const row of rows) {
    if (seen.has(row.id) || Number.isNaN(row.atMs)) continue;
    seen.add(row.id);
    // A second export may have cut the fraction to milliseconds.
    const key = `${Math.floor(row.atMs)}\n${row.revision ?? ''}\n${row.reason ?? ''}\n${row.message}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** Rows of one text and moment are one event unless they name different replicas or counts. */
function mergeGroup(group: readonly SystemRow[]): SystemRow[][] {
  if (group.length === 1) return [[...group]];
  const ordered = [...group].sort((a, b) => known(b) - known(a) || (a.id < b.id ? -1 : 1));
  const exact = new Map<string, SystemRow[]>();
  for (const row of ordered) {
    const key = `${row.replica ?? ''}\n${row.count ?? ''}`;
    const home = exact.get(key) ?? (known(row) < 3 ? homeFor(row, exact) : undefined);
    if (home === undefined) exact.set(key, [row]);
    else home.push(row);
  }
  return [...exact.values()];
}

function known(row: SystemRow): number {
  return (row.replica === null ? 0 : 2) + (row.count === null ? 0 : 1);
}

/** A row that lacks a column says no more than one that has it. Few: only rows of one text and moment are here. */
function homeFor(row: SystemRow, homes: ReadonlyMap<string, SystemRow[]>): SystemRow[] | undefined {
  for (const home of homes.values()) {
    const [head] = home;
    if (head === undefined) continue;
    const fitsReplica = row.replica === null || head.replica === null || row.replica === head.replica;
    const fitsCount = row.count === null || head.count === null || row.count === head.count;
    if (fitsReplica && fitsCount) return home;
  }
  return undefined;
}
