import type { Case } from '@/lib/diagnosis/rule';
import type { EventKind, EventOf, SystemEvent } from '@/lib/domain/event';
import type { SystemRow } from '@/lib/domain/rows';

const own = new WeakMap<Case, readonly SystemEvent[]>();

/** What the platform said about this incident itself: standing faults, failed starts, exits and the runs they end. */
export function ownEvents(incident: Case): readonly SystemEvent[] {
  const known = own.get(incident);
  if (known !== undefined) return known;
  const events = [
    ...incident.faults,
    ...incident.failedStarts.flatMap((start) => start.events),
    ...incident.exits.flatMap((run) => [...run.events, ...(run.exit?.events ?? [])]),
  ];
  const once = [...new Map(events.map((event) => [event.row.id, event])).values()].sort((a, b) => a.atMs - b.atMs);
  own.set(incident, once);
  return once;
}

export function ofKind<K extends EventKind>(events: readonly SystemEvent[], ...kinds: K[]): EventOf<K>[] {
  return events.filter((event): event is EventOf<K> => (kinds as readonly EventKind[]).includes(event.kind));
}

/** Reason and message together: older rows carry the meaning in the one, newer ones in the other. */
export function wordsOf(event: SystemEvent): string {
  return `${event.row.reason ?? ''} ${event.row.message}`.slice(0, 8192);
}

/** The events of this incident whose words fit. */
export function saying(incident: Case, pattern: RegExp): SystemEvent[] {
  return ownEvents(incident).filter((event) => pattern.test(wordsOf(event)));
}

/** The newest first, each once: enough to prove a habit, few enough to read. */
export function rowsOf(events: readonly SystemEvent[], most = 4): SystemRow[] {
  const rows = new Map<string, SystemRow>();
  for (let at = events.length - 1; at >= 0 && rows.size < most; at -= 1) {
    const row = events[at]?.row;
    if (row !== undefined && !rows.has(row.id)) rows.set(row.id, row);
  }
  return [...rows.values()];
}

/** All of the app's events in `[fromMs, toMs]`, whichever incident they belong to. */
export function eventsBetween(incident: Case, fromMs: number, toMs: number): SystemEvent[] {
  const { events } = incident;
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.atMs ?? Number.POSITIVE_INFINITY) < fromMs) low = middle + 1;
    else high = middle;
  }
  const found: SystemEvent[] = [];
  for (let at = low; at < events.length; at += 1) {
    const event = events[at];
    if (event === undefined || event.atMs > toMs) break;
    found.push(event);
  }
  return found;
}

/** The first named group that any of the patterns finds. */
export function firstGroup(text: string, name: string, patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const value = pattern.exec(text)?.groups?.[name];
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}
