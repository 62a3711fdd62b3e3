import type { Diagnosis } from '@/lib/domain/diagnosis';
import { clockStep } from './time-axis';
import type { MarkKind, Overview, OverviewSeries } from './timeline-view';

/** More bars than this are thinner than a reader can tell apart. */
const mostBins = 120;

/**
 * Exits by code, stops, failed starts and waits, counted in bins of a whole clock step. `alone`: marks of
 * trouble without an exit or a failed start.
 */
export function buildOverview(diagnosis: Diagnosis, alone: readonly { kind: MarkKind; atMs: number }[]): Overview {
  const { fromMs, toMs } = diagnosis.range;
  const binMs = clockStep(toMs - fromMs, mostBins - 1);
  const firstMs = Math.floor(fromMs / binMs) * binMs;
  const bins = Math.max(1, Math.ceil((toMs - firstMs) / binMs));
  const series = new Map<string, OverviewSeries>();

  const add = (key: string, label: string, tone: OverviewSeries['tone'], atMs: number) => {
    if (atMs < fromMs || atMs >= toMs) return;
    const entry = series.get(key) ?? { key, label, tone, total: 0, bins: new Array<number>(bins).fill(0) };
    const bin = Math.floor((atMs - firstMs) / binMs);
    entry.bins[bin] = (entry.bins[bin] ?? 0) + 1;
    entry.total++;
    series.set(key, entry);
  };

  for (const { exit } of diagnosis.runs) {
    if (!exit) continue;
    if (exit.intended === true) add('stop', 'intended end', 'stop', exit.atMs);
    else if (exit.exitCode === null) add('none', 'exit, no code', 'exit', exit.atMs);
    else add(`code-${exit.exitCode}`, `exit ${exit.exitCode}`, 'exit', exit.atMs);
  }
  for (const start of diagnosis.failedStarts) add('start-failed', 'failed start', 'start-failed', start.atMs);
  for (const { kind, atMs } of alone) {
    const key = kind === 'back-off' ? kind : 'fault';
    add(key, key, key, atMs);
  }
  for (const gap of diagnosis.backOffGaps) add('back-off', 'back-off', 'back-off', gap.fromMs);

  return { binMs, fromMs: firstMs, series: inStackOrder([...series.values()]) };
}

/** Exits stand at the bottom, the most frequent code lowest, so that their heights can be compared. */
function inStackOrder(series: OverviewSeries[]): OverviewSeries[] {
  const exits = series.filter((one) => one.tone === 'exit').sort((a, b) => b.total - a.total);
  const toned = exits.map((one, place): OverviewSeries => ({ ...one, tone: exitTones[place] ?? 'exit-other' }));
  const rest = (['start-failed', 'fault', 'back-off', 'stop'] as const).flatMap((tone) =>
    series.filter((one) => one.tone === tone),
  );
  return [...toned, ...rest];
}

const exitTones: readonly OverviewSeries['tone'][] = ['exit', 'exit-second'];
