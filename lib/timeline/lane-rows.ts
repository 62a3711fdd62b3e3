import { counted } from '@/lib/format/count';
import type { Lane, LaneGroup, TimelineView } from './timeline-view';

/** What stands under each other in the timeline: headings of groups, lanes, and lines for what is folded away. */
export type LaneRow =
  | { kind: 'group'; key: string; group: LaneGroup; isOpen: boolean }
  /** `isFirst`: no lane of the same replica stands above. */
  | { kind: 'lane'; key: string; laneIndex: number; isFirst: boolean }
  | { kind: 'fold'; key: string; text: string; isOpen: boolean };

/** With more lanes than this, the ones without trouble fold and the rest are drawn lower. */
export const fewLanes = 8;

/** More quiet groups than this share one line. */
const fewQuietGroups = 2;

/**
 * `flipped`: keys of the headings and folds that the reader has turned from what they are at first. At first what is in
 * trouble is open, and so is everything where nothing is; the platform's own containers are not, unless one of them fails.
 * What holds the lane `sought` is open too.
 */
export function toLaneRows(
  { lanes, groups, kind }: Pick<TimelineView, 'lanes' | 'groups' | 'kind'>,
  flipped: ReadonlySet<string>,
  sought: number | null = null,
): LaneRow[] {
  const places = placesByGroup(lanes);
  const isCrowded = lanes.length > fewLanes;
  const isTroubled = groups.some((group) => group.state === 'failing');
  const rows: LaneRow[] = [];
  const soughtGroup = sought === null ? undefined : lanes[sought]?.group;
  const isOpen = (key: string, atFirst: boolean) => atFirst !== flipped.has(key);

  lanes.forEach((lane, laneIndex) => {
    if (lane.state === 'app') rows.push({ kind: 'lane', key: lane.id, laneIndex, isFirst: true });
  });
  const quiet = groups.filter((group) => group.state !== 'failing');
  const rest = isTroubled && quiet.length > fewQuietGroups ? quiet : [];
  for (const group of groups) {
    if (!rest.includes(group)) pushGroup(group, !isTroubled || group.state === 'failing');
  }
  if (rest.length > 0) {
    const isSoughtInRest = rest.some((group) => group.group === soughtGroup);
    const text = counted(rest.length, kind === 'job' ? 'execution' : 'revision');
    const row = {
      kind: 'fold' as const,
      key: 'rest',
      text: `${text} without trouble in these rows`,
      isOpen: isOpen('rest', isSoughtInRest),
    };
    rows.push(row);
    if (row.isOpen) for (const group of rest) pushGroup(group, true);
  }
  return rows;

  function pushGroup(group: LaneGroup, atFirst: boolean) {
    const key = `group ${group.group ?? ''}`;
    const heading = { kind: 'group' as const, key, group, isOpen: isOpen(key, atFirst || group.group === soughtGroup) };
    rows.push(heading);
    if (!heading.isOpen) return;
    const own = places.get(group.group) ?? [];
    const isMixed = own.some((place) => lanes[place]?.state === 'failing');
    const isFolded = (place: number) => {
      const lane = lanes[place];
      if (lane === undefined || lane.state === 'failing') return false;
      return isOfPlatform(lane) || (isCrowded && isMixed);
    };
    pushLanes(own.filter((place) => !isFolded(place)));
    const folded = own.filter(isFolded);
    if (folded.length === 0) return;
    const foldKey = `fold ${group.group ?? ''}`;
    const text = foldText(folded.flatMap((place) => lanes[place] ?? []));
    const fold = { kind: 'fold' as const, key: foldKey, text, isOpen: isOpen(foldKey, folded.includes(sought ?? -1)) };
    rows.push(fold);
    if (fold.isOpen) pushLanes(folded);
  }

  function pushLanes(own: readonly number[]) {
    let replica: string | null | undefined;
    for (const laneIndex of own) {
      const lane = lanes[laneIndex];
      if (lane === undefined) continue;
      rows.push({ kind: 'lane', key: lane.id, laneIndex, isFirst: lane.replica !== replica });
      replica = lane.replica;
    }
  }
}

function placesByGroup(lanes: readonly Lane[]): ReadonlyMap<string | null, number[]> {
  const places = new Map<string | null, number[]>();
  lanes.forEach((lane, place) => {
    if (lane.state === 'app') return;
    const own = places.get(lane.group);
    if (own === undefined) places.set(lane.group, [place]);
    else own.push(place);
  });
  return places;
}

function isOfPlatform({ role }: Lane): boolean {
  return role === 'platform' || role === 'dapr';
}

function foldText(folded: readonly Lane[]): string {
  const platform = folded.filter(isOfPlatform);
  const rest = folded.length - platform.length;
  const names = [...new Set(platform.flatMap((lane) => lane.container ?? []))].sort();
  const named = names.length > 0 && names.length <= 3 ? ` (${names.join(', ')})` : '';
  return [
    rest > 0 ? `${counted(rest, 'lane')} without an unexpected exit` : null,
    platform.length > 0
      ? counted(platform.length, 'container of the platform', 'containers of the platform') + named
      : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
