import type { ConsoleView, ShownRun } from '@/components/console/console-view';
import { fromSteps, tickMs } from '@/lib/timeline/columns';
import { placeOfRun } from '@/lib/timeline/lane-times';
import { runIdsOf } from '@/lib/timeline/run-ids';
import type { TimelineView } from '@/lib/timeline/timeline-view';

/** What the panel says of a run while its lines are on the way: from the timeline, exact to a tenth of a second. */
export function shownRunOf(view: TimelineView, id: string, first: ConsoleView | null): ShownRun | null {
  if (first?.run.id === id) return first.run;
  for (const lane of view.lanes) {
    if (!id.startsWith(lane.bars.idPrefix)) continue;
    const bar = runIdsOf(lane.bars).indexOf(id);
    if (bar === -1) continue;
    const place = placeOfRun([lane], id);
    const end = lane.bars.ends[bar];
    const textAt = (column: 'text' | 'label') =>
      place ? (view.texts[lane.marks[place.kind][column][place.index] ?? -1] ?? null) : null;
    const code = textAt('label');
    return {
      id,
      container: lane.container ?? '',
      replica: lane.replica,
      startMs: end === 'k' || end === 'e' || end === 'r' ? (fromSteps(lane.bars.from, view.fromMs)[bar] ?? null) : null,
      exitMs: place ? (fromSteps(lane.marks[place.kind].at, view.fromMs)[place.index] ?? null) : null,
      exitCode: code === null ? null : Number(code),
      terminationReason: textAt('text'),
      intended: place === null ? null : place.kind === 'stop',
      lifetimeMs: end === 'k' ? (lane.bars.length[bar] ?? 0) * tickMs : null,
      backAtMs: null,
    };
  }
  return {
    id,
    container: id.split('~')[0] ?? '',
    replica: null,
    startMs: null,
    exitMs: null,
    exitCode: null,
    terminationReason: null,
    intended: null,
    lifetimeMs: null,
    backAtMs: null,
  };
}
