import { toDuration } from '@/lib/format/duration';
import { shortReplica } from '@/lib/format/name';
import { toMoment } from '@/lib/format/time';
import { fromSteps, tickMs } from '@/lib/timeline/columns';
import { runIdsOf } from '@/lib/timeline/run-ids';
import type { TimelineView } from '@/lib/timeline/timeline-view';

/** More a menu cannot hold. */
const most = 60;

/** Other runs of a run’s container, newest first, as one chooses among them. */
export function otherRuns(view: TimelineView, runId: string): { id: string; label: string }[] {
  const container = runId.split('~')[0];
  return view.lanes
    .flatMap((lane) => {
      const from = fromSteps(lane.bars.from, view.fromMs);
      return runIdsOf(lane.bars).map((id, place) => ({
        id,
        atMs: from[place] ?? view.fromMs,
        where: lane.replica === null ? lane.title : shortReplica(lane.replica),
        lived: lane.bars.ends[place] === 'k' ? `, ran ${toDuration((lane.bars.length[place] ?? 0) * tickMs)}` : '',
      }));
    })
    .filter(({ id }) => id !== runId && id.startsWith(`${container}~`))
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, most)
    .map(({ id, atMs, where, lived }) => ({ id, label: `${toMoment(atMs)} on ${where}${lived}` }));
}
