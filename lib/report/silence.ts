import type { BlindSpot, ConsoleReach, Diagnosis } from '@/lib/domain/diagnosis';
import type { ConsoleRow } from '@/lib/domain/rows';
import { toDuration } from '@/lib/format/duration';
import { toMoment } from '@/lib/format/time';
import { runningRuns } from '@/lib/timeline/signs-of-life';

/** Rows are late by up to ten minutes, and a quiet minute is nothing to speak of. */
const shortestMs = 10 * 60_000;
/** With fewer rows nobody can say how often an app writes. */
const fewestRows = 40;
/** As many times as long as it is usually between two rows, and as the longest of the other pauses. */
const timesUsual = 40;
const timesOthers = 4;
/** More pauses than this are the app's way of writing. */
const mostSilences = 3;

/**
 * Stretches without any row of an app, console or system, while it ran and although it writes often before and after: the
 * rows may not have been ingested (known gaps of the log pipeline, seen in issues). Said only of the time of which all lines
 * are at hand: the last lines of a container do not tell what it wrote before them.
 */
export function silencesIn(
  diagnosis: Diagnosis,
  lines: readonly ConsoleRow[],
  reach: readonly ConsoleReach[],
): BlindSpot[] {
  const { range, events, runs } = diagnosis;
  const knownFromMs = reach.reduce((latest, { fromMs }) => Math.max(latest, fromMs), range.fromMs);
  const times = [
    ...lines.map((line) => line.atMs),
    ...events.flatMap((event) => [event.atMs, ...event.repeats.map((row) => row.atMs)]),
  ]
    .filter((atMs) => atMs >= knownFromMs && atMs < range.toMs)
    .sort((a, b) => a - b);
  if (times.length < fewestRows) return [];

  const pauses = times.slice(1).map((toMs, place) => ({ fromMs: times[place] ?? toMs, toMs }));
  const sorted = pauses.map(({ fromMs, toMs }) => toMs - fromMs).sort((a, b) => a - b);
  const usualMs = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const running = runningRuns(diagnosis, lines);
  const long = pauses.filter(({ fromMs, toMs }) => toMs - fromMs >= Math.max(shortestMs, timesUsual * usualMs));
  const othersMs = sorted.at(-1 - long.length) ?? 0;
  const silences = long.filter(
    ({ fromMs, toMs }) =>
      toMs - fromMs >= timesOthers * othersMs &&
      runs.some(
        (run) =>
          (run.fromMs ?? range.fromMs) <= fromMs && (running.has(run.id) || (run.endKnown && (run.toMs ?? 0) >= toMs)),
      ),
  );
  if (silences.length > mostSilences) return [];
  return silences.map(({ fromMs, toMs }) => ({
    kind: 'rows-missing',
    message: `From ${toMoment(fromMs)} to ${toMoment(toMs)} UTC no row of this app is here, neither console nor system, although it ran and otherwise writes every ${toDuration(Math.max(usualMs, 100))} or so: rows may not have been ingested.`,
    span: { fromMs, toMs },
  }));
}
