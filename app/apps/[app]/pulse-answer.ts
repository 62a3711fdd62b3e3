import type { IncidentNow, LiveNews } from '@/components/live/live';
import type { AppStatus } from '@/lib/domain/diagnosis';
import type { IncidentState } from '@/lib/domain/incident';

const statuses = ['crash-looping', 'failing', 'recovered', 'quiet', 'unknown'] as const satisfies AppStatus[];
const states = ['ongoing', 'over', 'came-back'] as const satisfies IncidentState[];

/**
 * The pulse's JSON as the browser got it, perhaps from another version of the server: what is not as expected is an
 * error, never a quiet app. @throws Error
 */
export function parsePulse(answer: unknown): LiveNews {
  if (!isRecord(answer) || !Array.isArray(answer.incidents) || typeof answer.events !== 'number') {
    throw new Error('The answer cannot be read. Load the page again.');
  }
  return {
    asOfMs: moment(answer.asOf),
    status: oneOf(statuses, answer.status),
    newestRowMs: moment(answer.newestRow),
    events: answer.events,
    incidents: answer.incidents.map(parseIncident),
  };
}

function parseIncident(incident: unknown): IncidentNow {
  if (!isRecord(incident) || typeof incident.id !== 'string') throw new Error('An incident of the answer has no id.');
  return {
    id: incident.id,
    state: oneOf(states, incident.state),
    overSinceMs: incident.overSince === null ? null : moment(incident.overSince),
    overBecause: typeof incident.overBecause === 'string' ? incident.overBecause : null,
    toMs: moment(incident.to),
    nextAttemptMs: incident.nextAttempt === null ? null : moment(incident.nextAttempt),
  };
}

function oneOf<Value extends string>(values: readonly Value[], given: unknown): Value {
  const found = values.find((value) => value === given);
  if (found === undefined) throw new Error(`The answer holds “${String(given)}”, which this page does not know.`);
  return found;
}

function moment(given: unknown): number {
  const atMs = typeof given === 'string' ? Date.parse(given) : Number.NaN;
  if (!Number.isFinite(atMs)) throw new Error('The answer holds no time where one belongs.');
  return atMs;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
