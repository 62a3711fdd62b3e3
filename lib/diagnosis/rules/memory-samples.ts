import type { Case } from '@/lib/diagnosis/rule';
import type { ResourceSample } from '@/lib/domain/diagnosis';
import type { Run } from '@/lib/domain/run';
import { counted } from '@/lib/format/count';

/** Shares of the limit. From here on a sample is near enough to tell. */
export const nearShare = 0.9;
/** Below this memory is not the likely reason. */
export const farShare = 0.7;
/** Far below that in every kill of several, memory is no reason any more: so many short peaks would be a strange chance. */
export const farthestShare = 0.5;

/** A sample stands for a minute that may hold the kill, and some are late or missing. */
const beforeMs = 180_000;
const afterMs = 60_000;

export interface Measured {
  /** The highest working set in the three minutes before a kill, as a share of the limit. */
  share: number;
  /** Kills of which there is a sample. */
  kills: number;
}

/** `null`: no kill has both a limit and a sample. Samples are one-minute maxima, and shorter peaks can be missing from them. */
export function measureMemory(incident: Case, killed: readonly Run[]): Measured | null {
  const peaks = killed.flatMap((run) => {
    const limit = incident.settings.find((each) => each.revision === run.revision)?.memoryLimitBytes ?? null;
    const endMs = run.exit?.atMs;
    if (limit === null || limit <= 0 || endMs === undefined) return [];
    const held = (run.replica === null ? [] : (byReplica(incident.samples).get(run.replica) ?? [])).flatMap(
      ({ atMs, workingSetBytes }) =>
        atMs >= endMs - beforeMs && atMs <= endMs + afterMs ? (workingSetBytes ?? []) : [],
    );
    return held.length === 0 ? [] : [Math.max(...held) / limit];
  });
  return peaks.length === 0 ? null : { share: Math.max(...peaks), kills: peaks.length };
}

/** Read once per answer: every kill asks for the samples of its replica. */
const indexes = new WeakMap<readonly ResourceSample[], Map<string, ResourceSample[]>>();

function byReplica(samples: readonly ResourceSample[]): Map<string, ResourceSample[]> {
  const known = indexes.get(samples);
  if (known !== undefined) return known;
  const index = new Map<string, ResourceSample[]>();
  for (const sample of samples) {
    const own = index.get(sample.replica);
    if (own === undefined) index.set(sample.replica, [sample]);
    else own.push(sample);
  }
  indexes.set(samples, index);
  return index;
}

/** What speaks against memory although nothing else explains the kill. */
export function farRemark({ share, kills }: Measured): string {
  return ` The memory samples before ${kills === 1 ? 'the kill' : counted(kills, 'kill')} reach at most ${percent(share)} of the limit, which speaks against memory; a peak shorter than a minute may be missing from them.`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
