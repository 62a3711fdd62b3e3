import type { SystemEvent } from '@/lib/domain/event';
import type { Run } from '@/lib/domain/run';
import { buildTimeline, type MatchedLine } from '@/lib/timeline/build-timeline';
import { diagnosis, noonMs, run, systemEvent } from '@/lib/timeline/testing/diagnosis';
import type { TimelineView } from '@/lib/timeline/timeline-view';

const minutes = 60;
export const wholeSpan = { fromMs: noonMs, toMs: noonMs + minutes * 60_000 };

/**
 * An hour of an app that fails everywhere: seven marks in ten stand in eight bursts per replica, as many starts as exits,
 * probes and matched lines between them. The same numbers give the same marks.
 */
export function manyMarks(sizes: { marks: number; lanes: number }): TimelineView {
  const runs: Run[] = [];
  const events: SystemEvent[] = [];
  const lines: MatchedLine[] = [];
  for (let lane = 0; lane < sizes.lanes; lane++) {
    const random = randomFrom(lane + 1);
    const count = Math.floor(sizes.marks / sizes.lanes) + (lane < sizes.marks % sizes.lanes ? 1 : 0);
    const revision = `shop--r${7 + (lane % 3)}`;
    const replica = `${revision}-5d9c7b-${String(lane).padStart(5, 'a')}`;
    const lives = Math.floor(count * 0.2);
    const probes = Math.floor(count * 0.3);
    const turns = timesIn(random, lives * 2);
    for (let life = 0; life < lives; life++) {
      const from = ((turns[life * 2] ?? 0) - noonMs) / 60_000;
      const to = ((turns[life * 2 + 1] ?? 0) - noonMs) / 60_000;
      runs.push(run({ from, to, replica, revision, exitCode: [137, 1, 143, 139][life % 4] ?? 1 }));
    }
    for (const atMs of timesIn(random, probes)) {
      events.push(
        systemEvent(
          { kind: 'probe-failed', probe: 'liveness', outcome: { kind: 'timeout', afterSeconds: 1 } },
          { atMs, replica, revision, container: 'api' },
        ),
      );
    }
    for (const [place, atMs] of timesIn(random, count - lives * 2 - probes).entries()) {
      const text = `ERROR number ${place % 40} of ${revision}`;
      lines.push({ row: `${replica} ${place}`, atMs, replica, revision, container: 'api', text });
    }
  }
  return buildTimeline(diagnosis({ range: wholeSpan, asOfMs: wholeSpan.toMs, runs, events }), lines);
}

function timesIn(random: () => number, count: number): number[] {
  const bursts = Array.from({ length: 8 }, () => random() * 0.98);
  return Array.from({ length: count }, (_, place) => {
    const at = place % 10 < 7 ? (bursts[place % bursts.length] ?? 0) + random() * 0.015 : random();
    return noonMs + Math.floor(at * minutes * 60_000);
  }).sort((a, b) => a - b);
}

/** A linear congruential generator (Numerical Recipes' constants): the same marks on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
