import type { ResourceSample, RevisionSettings } from '@/lib/domain/diagnosis';
import type { TimeRange } from '@/lib/domain/rows';
import { fromSteps, toSteps } from './columns';
import type { Usage, UsageSeries } from './timeline-view';

const bytesOfMib = 1024 * 1024;

/** Samples of the range by replica, oldest first. */
export function samplesByReplica(
  samples: readonly ResourceSample[],
  { fromMs, toMs }: TimeRange,
): ReadonlyMap<string, ResourceSample[]> {
  const byReplica = new Map<string, ResourceSample[]>();
  for (const sample of samples) {
    if (sample.atMs < fromMs || sample.atMs >= toMs) continue;
    const known = byReplica.get(sample.replica);
    if (known === undefined) byReplica.set(sample.replica, [sample]);
    else known.push(sample);
  }
  for (const own of byReplica.values()) own.sort((a, b) => a.atMs - b.atMs);
  return byReplica;
}

/** What one replica used, against the limits of its revision; `null` when nothing was measured. */
export function toUsage(
  samples: readonly ResourceSample[] | undefined,
  settings: RevisionSettings | undefined,
  originMs: number,
): Usage | null {
  if (samples === undefined) return null;
  const limitBytes = settings?.memoryLimitBytes ?? null;
  const cores = settings?.cpuCores ?? null;
  const memory = toSeries(
    samples.map(({ workingSetBytes }) => (workingSetBytes === null ? null : Math.round(workingSetBytes / bytesOfMib))),
    limitBytes === null ? null : Math.round(limitBytes / bytesOfMib),
  );
  const cpu = toSeries(
    samples.map(({ cpuCores }) => (cpuCores === null ? null : Math.round(cpuCores * 1000))),
    cores === null ? null : Math.round(cores * 1000),
  );
  if (memory === null && cpu === null) return null;
  return {
    at: toSteps(
      samples.map((sample) => sample.atMs),
      originMs,
    ),
    memory,
    cpu,
  };
}

function toSeries(values: (number | null)[], limit: number | null): UsageSeries | null {
  const measured = values.filter((value) => value !== null);
  if (measured.length === 0) return null;
  return { values, limit, peak: measured.reduce((peak, value) => Math.max(peak, value)) };
}

/** Samples as moments again, ready to draw. */
export interface UsageTimes {
  at: Float64Array;
  usage: Usage;
}

export function toUsageTimes(usage: Usage | null, originMs: number): UsageTimes | null {
  return usage && { at: fromSteps(usage.at, originMs), usage };
}
