import type { IncidentNow } from '@/components/live/live';
import { patienceAfter } from '@/lib/diagnosis/facts/incident-state';
import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { Incident } from '@/lib/domain/incident';
import { toDuration } from '@/lib/format/duration';
import { toMinute } from '@/lib/format/time';

/** How an incident stood when the page was made. */
export function toIncidentNow({ id, state, overSinceMs, overBecause, toMs, backOff }: Incident): IncidentNow {
  return { id, state, overSinceMs, overBecause, toMs, nextAttemptMs: backOff?.nextAttemptMs ?? null };
}

/** What must happen, or not happen, before an ongoing incident counts as over. */
export function toPatience({ toMs, backOff }: Incident, { app }: Diagnosis): string {
  // Between its executions a job is silent anyway: only a good one ends its incident.
  if (app.kind === 'job') return 'It counts as over when a later execution succeeds.';
  const patienceMs = patienceAfter(backOff);
  return `It counts as over after ${toDuration(patienceMs)} without a further sign: at ${toMinute(toMs + patienceMs)} UTC if none comes.`;
}
