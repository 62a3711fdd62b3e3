import { counted } from '@/lib/format/count';
import type { Lane } from './timeline-view';

/** What stands under each other in the timeline: group headings, lanes, and one line for what is folded away. */
export type LaneRow =
  | { kind: 'group'; key: string; title: string }
  | { kind: 'lane'; key: string; laneIndex: number }
  | { kind: 'fold'; key: string; text: string; isOpen: boolean };

/** With more lanes than this, the ones without trouble fold and the rest are drawn lower. */
export const fewLanes = 8;

export function toLaneRows(
  lanes: readonly Lane[],
  groupWord: 'Revision' | 'Execution',
  isUnfolded: boolean,
): LaneRow[] {
  const isCrowded = lanes.length > fewLanes;
  const isFoldable = (lane: Lane) =>
    lane.state !== 'failing' && lane.state !== 'app' && (isCrowded || lane.role === 'platform' || lane.role === 'dapr');
  const folded = lanes.filter(isFoldable);
  const groups = new Set(lanes.filter((lane) => lane.state !== 'app').map((lane) => lane.group));
  const rows: LaneRow[] = [];
  let group: string | null | undefined;
  const push = (lane: Lane, laneIndex: number) => {
    if (groups.size > 1 && lane.state !== 'app' && lane.group !== group) {
      group = lane.group;
      const title = lane.group === null ? `${groupWord} not in these rows` : `${groupWord} ${lane.group}`;
      rows.push({ kind: 'group', key: `group ${lane.group ?? ''} ${rows.length}`, title });
    }
    rows.push({ kind: 'lane', key: lane.id, laneIndex });
  };
  lanes.forEach((lane, place) => {
    if (!isFoldable(lane)) push(lane, place);
  });
  if (folded.length > 0) {
    rows.push({ kind: 'fold', key: 'fold', text: foldText(folded), isOpen: isUnfolded });
    group = undefined;
    if (isUnfolded) {
      lanes.forEach((lane, place) => {
        if (isFoldable(lane)) push(lane, place);
      });
    }
  }
  return rows;
}

function foldText(folded: readonly Lane[]): string {
  const platform = folded.filter((lane) => lane.role === 'platform' || lane.role === 'dapr').length;
  const rest = folded.length - platform;
  return [
    rest > 0 ? `${counted(rest, 'lane')} without an unexpected exit` : null,
    platform > 0 ? counted(platform, 'container of the platform', 'containers of the platform') : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
