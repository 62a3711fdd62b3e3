import type { SystemEvent } from '@/lib/domain/event';
import { shortRevision } from '@/lib/format/name';
import type { Change } from './timeline-view';

/** The same step told again within this time is one change: the platform repeats itself (seen in real workspaces). */
const repeatMs = 2 * 60_000;

/** Moments at which somebody or something changed the app: revisions, traffic, scaling. Each once, oldest first. */
export function changesOf(events: readonly SystemEvent[]): Change[] {
  const newest = new Map<string, number>();
  return [...events]
    .sort((a, b) => a.atMs - b.atMs)
    .flatMap((event): Change[] => {
      const label = changeLabel(event);
      if (label === null) return [];
      const key = `${label} ${event.revision ?? ''}`;
      const before = newest.get(key);
      newest.set(key, event.atMs);
      if (before !== undefined && event.atMs - before < repeatMs) return [];
      const kind = event.kind === 'scaled' ? 'scale' : 'revision';
      return [{ kind, atMs: event.atMs, label, text: event.row.message }];
    });
}

/** `null`: no change of the app. `Deactivating old revisions` is written when nothing is deactivated too (seen in a capture). */
export function changeLabel(event: SystemEvent): string | null {
  if (event.kind === 'scaled') return scaleLabel(event);
  if (event.kind !== 'revision') return null;
  const traffic = trafficOf(event.row.message);
  const revision = traffic?.revision ?? event.revision;
  const name = revision === null ? 'revision' : shortRevision(revision);
  if (traffic !== null) return `${traffic.weight} % traffic to ${name}`;
  switch (event.step) {
    case 'created':
      return `${name} created`;
    case 'ready':
      // Written for revisions whose image never pulls, too: it says no more than that it was provisioned.
      return `${name} provisioned`;
    case 'failed':
      return `${name} failed`;
    case 'updated':
      return isRevisionUpdate(event) ? `${name} updated` : null;
    case 'completed':
    case 'deactivating':
      return null;
  }
}

/** Rows of Reason ContainerAppReady and ContainerAppUpdate tell of the app's own state, over and over. */
function isRevisionUpdate({ row }: SystemEvent): boolean {
  return row.reason !== null && /^revision/i.test(row.reason);
}

/** `Setting traffic weight of '100%' for revision 'shop--r7'`. */
function trafficOf(message: string): { weight: string; revision: string } | null {
  const [, weight, revision] =
    /\btraffic weight of ['"]?(\d{1,3}) ?%['"]? for revision ['"]?([^\s'",]{1,253})/i.exec(message) ?? [];
  return weight === undefined || revision === undefined ? null : { weight, revision };
}

function scaleLabel(event: SystemEvent & { kind: 'scaled' }): string {
  const [, from, to] = /\bfrom (\d{1,6}) to (\d{1,6})\b/i.exec(event.detail) ?? [];
  const size =
    to ?? /\bnew size: ?(\d{1,6})\b/i.exec(event.detail)?.[1] ?? /\bdown to (\d{1,6})\b/i.exec(event.detail)?.[1];
  if (event.direction === 'to-zero') return 'scaled to zero';
  if (event.direction === 'from-zero') return to === undefined ? 'scaled from zero' : `scaled 0 → ${to}`;
  if (from !== undefined && to !== undefined) return `scaled ${from} → ${to}`;
  const direction = event.direction === 'in' ? 'in' : 'out';
  return size === undefined ? `scaled ${direction}` : `scaled ${direction} to ${size}`;
}
