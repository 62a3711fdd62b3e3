import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { SystemEvent } from '@/lib/domain/event';
import type { Incident } from '@/lib/domain/incident';
import { toDuration } from '@/lib/format/duration';
import { changesOf } from '@/lib/timeline/changes';

/** What is further back than that did not happen just before. */
const justBeforeMs = 60 * 60_000;
/** Rows of one moment are not stamped in the order in which things happened. */
const slackMs = 5_000;
const mostTold = 2;

/**
 * The last change before an incident's first sign, as a sentence; that nothing changed is only said when the hour before
 * was read in full. `null`: nothing can be said.
 */
export function whatChangedBefore(incident: Incident, diagnosis: Diagnosis): string | null {
  const { fromMs } = incident;
  const before = diagnosis.events.filter(({ atMs }) => atMs >= fromMs - justBeforeMs && atMs <= fromMs + slackMs);
  const changes = [...changesIn(before), ...movesIn(before)].sort((a, b) => b.atMs - a.atMs).slice(0, mostTold);
  if (changes.length > 0) {
    const told = changes.map(({ atMs, label }, place) => {
      const sign = place === 0 ? ' the first sign' : '';
      return fromMs - atMs < 1000
        ? `${label} at the time of the first sign`
        : `${label} ${toDuration(fromMs - atMs)} before${sign}`;
    });
    return `${capital(told.join('; '))}.`;
  }
  return wasSeenWhole(fromMs - justBeforeMs, diagnosis)
    ? 'No revision was created and no replica moved in the hour before the first sign.'
    : null;
}

interface Moment {
  atMs: number;
  label: string;
}

/** What somebody did: a revision that was provisioned or failed is a consequence. */
function changesIn(events: readonly SystemEvent[]): Moment[] {
  return changesOf(
    events.filter(({ kind, ...event }) => kind !== 'revision' || !('step' in event) || !isConsequence(event.step)),
  ).map(({ atMs, label }) => ({ atMs, label: /^\d{1,3} % traffic/.test(label) ? label : withNoun(label) }));
}

function isConsequence(step: unknown): boolean {
  return step === 'ready' || step === 'failed';
}

/** `0000042 created` needs to be told what it is; `scaled 1 → 3` does not. */
function withNoun(label: string): string {
  return label.startsWith('scaled') || label.startsWith('revision') ? label : `revision ${label}`;
}

function movesIn(events: readonly SystemEvent[]): Moment[] {
  const last = events.findLast(({ kind }) => kind === 'node-move');
  return last === undefined ? [] : [{ atMs: last.atMs, label: 'a replica moved to another node' }];
}

/** Silence is only told where the rows reach: nothing cut, nothing failed, and the app was there before. */
function wasSeenWhole(sinceMs: number, { range, events, blindSpots }: Diagnosis): boolean {
  const first = events[0];
  const isCut = blindSpots.some(({ kind }) =>
    [
      'rows-truncated',
      'rows-unreadable',
      'source-failed',
      'partial-answer',
      'no-system-rows',
      'import-problem',
      'no-table',
    ].includes(kind),
  );
  return !isCut && range.fromMs <= sinceMs && first !== undefined && first.atMs <= sinceMs;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
