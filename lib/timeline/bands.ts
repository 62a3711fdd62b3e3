import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { EventKind, SystemEvent } from '@/lib/domain/event';
import type { TimeRange } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import { toMoment } from '@/lib/format/time';
import { firstAtOrAfter } from './columns';
import type { Band } from './timeline-view';

/** Shorter stretches than this lie between two replicas of an update, and are no state of their own. */
const shortestMs = 60_000;

/**
 * Stretches of the range that are to be read otherwise than "nothing happened", oldest first: rows that are not here, and
 * hours in which no replica was meant to run. `running`: ids of the runs that may be called running.
 */
export function bandsOf(diagnosis: Diagnosis, running: ReadonlySet<string>): Band[] {
  const unseen = unseenBands(diagnosis);
  const idle = idleBands(diagnosis, running).flatMap((band) => untilUnseen(band, unseen));
  return [...unseen, ...idle]
    .filter((band) => band.toMs - band.fromMs >= shortestMs)
    .sort((a, b) => a.fromMs - b.fromMs);
}

const unseenKinds: Partial<Record<Diagnosis['blindSpots'][number]['kind'], Pick<Band, 'kind' | 'title'>>> = {
  'rows-missing': { kind: 'no-rows', title: 'no rows here' },
  'rows-truncated': { kind: 'not-read', title: 'rows not read' },
  'ingestion-delay': { kind: 'incomplete', title: 'still arriving' },
};

/** The blind spots that say which part of the range they hide. */
function unseenBands({ blindSpots, range }: Diagnosis): Band[] {
  return blindSpots.flatMap(({ kind, message, span }): Band[] => {
    const said = unseenKinds[kind];
    if (said === undefined || span === undefined) return [];
    const fromMs = Math.max(range.fromMs, span.fromMs);
    const toMs = Math.min(range.toMs, span.toMs);
    return fromMs < toMs ? [{ ...said, fromMs, toMs, text: message }] : [];
  });
}

/** Stretches of an app without a replica, as intended. Jobs are idle between executions by nature. */
function idleBands(diagnosis: Diagnosis, running: ReadonlySet<string>): Band[] {
  const { app, events, runs, range, asOfMs } = diagnosis;
  if (app.kind !== 'app') return [];
  const endMs = Math.min(range.toMs, asOfMs);
  const zeros = events.filter((event) => event.kind === 'scaled' && event.direction === 'to-zero');
  const lives = runs.map((run) => toLife(run, zeros, running)).sort((a, b) => beginOf(a) - beginOf(b));
  const signs = [
    ...events.filter(isSignOfStart).map((event) => event.atMs),
    ...diagnosis.failedStarts.map((start) => start.atMs),
  ].sort((a, b) => a - b);

  const bands: Band[] = [];
  const lastOf = new Map<string, Life>();
  /** Containers that ended otherwise than intended and were not seen again: they are away, not scaled in. */
  const lost = new Set<string>();
  let goneMs: number | null = null;
  for (const [place, life] of lives.entries()) {
    if (life.toMs === null) break;
    goneMs = Math.max(goneMs ?? life.toMs, life.toMs);
    const known = lastOf.get(life.place);
    if (known === undefined || (known.toMs ?? 0) <= life.toMs) {
      lastOf.set(life.place, life);
      if (life.isIntended) lost.delete(life.place);
      else lost.add(life.place);
    }
    const next = lives[place + 1];
    const nextMs = next === undefined ? endMs : beginOf(next);
    if (nextMs <= goneMs || lost.size > 0) continue;
    const after = firstAtOrAfter(signs, goneMs + 1);
    const sign = signs[after];
    bands.push(toIdleBand(goneMs, Math.min(nextMs, sign ?? nextMs), zeros, endMs));
  }
  return bands;

  function beginOf(life: Life): number {
    return life.fromMs ?? range.fromMs;
  }
}

function toIdleBand(fromMs: number, toMs: number, zeros: readonly SystemEvent[], endMs: number): Band {
  const until = toMs >= endMs ? '' : `, until ${toMoment(toMs)} UTC`;
  const zero = zeros.findLast((event) => event.atMs <= fromMs + graceMs && event.atMs >= fromMs - graceMs);
  if (zero === undefined) {
    const text = `Every replica that these rows show had stopped as intended by ${toMoment(fromMs)} UTC${until}.`;
    return { kind: 'zero', title: 'no replica', fromMs, toMs, text };
  }
  const text = `Scaled to zero at ${toMoment(zero.atMs)} UTC, as intended${until}: no replica was to run.`;
  return { kind: 'zero', title: 'scaled to zero', fromMs, toMs, text };
}

/** Stopping takes the grace period of the revision: 600 s at most (docs: Container Apps, terminationGracePeriodSeconds). */
const graceMs = 10 * 60_000;

interface Life {
  place: string;
  fromMs: number | null;
  /** `null`: goes on, or nobody knows. */
  toMs: number | null;
  isIntended: boolean;
}

/** A run whose end no row tells is over when its revision was scaled to zero after it began. */
function toLife(run: Run, zeros: readonly SystemEvent[], running: ReadonlySet<string>): Life {
  const place = JSON.stringify([run.revision, run.replica, run.container]);
  const fromMs = run.fromMs;
  if (run.exit) return { place, fromMs, toMs: run.exit.atMs, isIntended: run.exit.intended === true };
  if (running.has(run.id)) return { place, fromMs, toMs: null, isIntended: false };
  const zero = zeros.find((event) => event.revision === run.revision && event.atMs >= (fromMs ?? run.toMs ?? 0));
  return zero ? { place, fromMs, toMs: zero.atMs, isIntended: true } : { place, fromMs, toMs: null, isIntended: false };
}

const startKinds: ReadonlySet<EventKind> = new Set<EventKind>([
  'container-created',
  'container-started',
  'image-pulling',
  'image-pulled',
  'replica-assigned',
  'start-failed',
]);

function isSignOfStart(event: SystemEvent): boolean {
  if (event.kind === 'scaled') return event.direction === 'from-zero' || event.direction === 'out';
  return startKinds.has(event.kind);
}

/** What was not seen cannot be called empty, nor what follows: a replica may have started meanwhile. */
function untilUnseen(band: Band, unseen: readonly TimeRange[]): Band[] {
  const first = unseen.find((other) => other.toMs > band.fromMs && other.fromMs < band.toMs);
  if (first === undefined) return [band];
  return first.fromMs > band.fromMs ? [{ ...band, toMs: first.fromMs }] : [];
}
