import type { AppStatus } from '@/lib/domain/diagnosis';
import type { Incident } from '@/lib/domain/incident';
import { toIso } from '@/lib/format/time';
import { type AppQuestion, resolveApp } from '@/lib/report/incident-page';
import type { AppReport } from '@/lib/report/report';

/** How an app stands, in few words: what an open page asks again and again. */
export interface Pulse {
  kind: 'found';
  asOfMs: number;
  status: AppStatus;
  newestRowMs: number;
  /** Events in the range: more than a page knows are new to it. */
  events: number;
  incidents: Pick<Incident, 'id' | 'state' | 'overSinceMs' | 'overBecause' | 'toMs' | 'backOff'>[];
}

/** The verdict of the incident page without its proof: the same rows, no last words. */
export async function takePulse(question: AppQuestion): Promise<Pulse | Exclude<AppReport, { kind: 'found' }>> {
  const resolved = await resolveApp(question);
  if (resolved.kind !== 'found') return resolved;
  const { known, examined } = resolved;
  const { status, events, incidents } = examined.diagnosis;
  return {
    kind: 'found',
    asOfMs: question.asOfMs,
    status,
    newestRowMs: known.newestRowMs,
    events: events.length,
    incidents: incidents.map(({ id, state, overSinceMs, overBecause, toMs, backOff }) => ({
      id,
      state,
      overSinceMs,
      overBecause,
      toMs,
      backOff,
    })),
  };
}

export function toPulseJson({ asOfMs, status, newestRowMs, events, incidents }: Pulse) {
  return {
    asOf: toIso(asOfMs),
    status,
    newestRow: toIso(newestRowMs),
    events,
    incidents: incidents.map(({ id, state, overSinceMs, overBecause, toMs, backOff }) => ({
      id,
      state,
      overSince: overSinceMs === null ? null : toIso(overSinceMs),
      overBecause,
      to: toIso(toMs),
      nextAttempt: backOff === null || backOff.nextAttemptMs === null ? null : toIso(backOff.nextAttemptMs),
    })),
  };
}
